/* Which enterprises were honoured most often? */
SELECT o.name AS enterprise, count(DISTINCT r.event_id) AS awards, array_agg(DISTINCT t.name ORDER BY t.name) AS titles
FROM mart.bridge_award_recipient b
JOIN mart.dim_organization o ON o.organization_key = b.organization_key AND o.type = 'enterprise'
JOIN mart.fact_award f ON f.award_key = b.award_key
JOIN mart.resolved_award r ON r.event_key = f.event_key AND b.award_key = ANY (r.award_keys)
JOIN mart.dim_award_title t ON t.award_title_key = r.award_title_key
WHERE r.status = 'awarded'
GROUP BY o.organization_key, o.name
ORDER BY awards DESC, enterprise
LIMIT 20;
