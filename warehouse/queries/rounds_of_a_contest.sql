/* Which rounds has each series of contests had? */
SELECT s.name AS series, c.name AS round, count(DISTINCT f.article_key) AS articles
FROM mart.dim_campaign c
JOIN mart.dim_campaign s ON s.campaign_key = c.parent_key AND c.parent_key <> 0
JOIN mart.fact_campaign f ON f.campaign_key = c.campaign_key
JOIN mart.dim_article a ON a.article_key = f.article_key AND a.is_current
GROUP BY s.name, c.name
ORDER BY series, round;
