/* Which rounds has each series of contests had? */
SELECT s.name AS series, c.name AS round, sum(r.articles) AS articles
FROM mart.dim_campaign c
JOIN mart.dim_campaign s ON s.campaign_key = c.parent_key AND c.parent_key <> 0
JOIN mart.resolved_campaign r ON r.campaign_key = c.campaign_key
GROUP BY s.campaign_key, s.name, c.campaign_key, c.name
ORDER BY series, round
LIMIT 200;
