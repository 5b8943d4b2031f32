/* Which campaigns are run by the most bodies, and by which? */
WITH widest AS (
    SELECT campaign_key, count(DISTINCT organization_key) FILTER (WHERE organization_key <> 0) AS bodies,
           sum(mentions) AS mentions
    FROM mart.resolved_campaign
    GROUP BY campaign_key
    ORDER BY bodies DESC, campaign_key
    LIMIT 20)
SELECT c.name AS campaign, w.bodies, w.mentions,
       (SELECT string_agg(DISTINCT r.kind, ', ' ORDER BY r.kind) FROM mart.resolved_campaign r
        WHERE r.campaign_key = w.campaign_key) AS kinds,
       (SELECT string_agg(name, '; ' ORDER BY name) FROM (
            SELECT DISTINCT o.name FROM mart.resolved_campaign r
            JOIN mart.dim_organization o ON o.organization_key = r.organization_key
            WHERE r.campaign_key = w.campaign_key AND r.organization_key <> 0 ORDER BY o.name LIMIT 5) f) AS first_five
FROM widest w JOIN mart.dim_campaign c ON c.campaign_key = w.campaign_key
ORDER BY w.bodies DESC, campaign;
