/* Which enterprises were honoured most often? */
WITH most AS (
    SELECT s.organization_key, o.name, s.awards
    FROM mart.summary_recipient s
    JOIN mart.dim_organization o ON o.organization_key = s.organization_key
    WHERE s.organization_key <> 0 AND o.type = 'enterprise'
    ORDER BY s.awards DESC, o.name
    LIMIT 20)
SELECT m.name AS enterprise, m.awards,
       ARRAY(SELECT DISTINCT t.name FROM mart.bridge_event_recipient b
             JOIN mart.resolved_award r ON r.event_id = b.event_id AND r.status = 'awarded'
             JOIN mart.dim_award_title t ON t.award_title_key = r.award_title_key
             WHERE b.organization_key = m.organization_key ORDER BY t.name) AS titles
FROM most m
ORDER BY m.awards DESC, enterprise;
