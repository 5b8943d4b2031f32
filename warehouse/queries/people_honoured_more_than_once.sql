/* Which people were named for more than one award? */
WITH most AS (
    SELECT s.person_key, n.name, s.awards
    FROM mart.summary_recipient s
    JOIN mart.dim_person n ON n.person_key = s.person_key
    WHERE s.person_key <> 0 AND s.awards > 1
    ORDER BY s.awards DESC, n.name
    LIMIT 20)
SELECT m.name, m.awards,
       ARRAY(SELECT DISTINCT coalesce(nullif(t.name, 'Không rõ'), '—') FROM mart.bridge_event_recipient b
             JOIN mart.resolved_award r ON r.event_id = b.event_id AND r.status = 'awarded'
             JOIN mart.dim_award_title t ON t.award_title_key = r.award_title_key
             WHERE b.person_key = m.person_key ORDER BY 1) AS titles
FROM most m
ORDER BY m.awards DESC, m.name;
