/* Which people were named for more than one award? */
WITH most AS (  -- of equals those with the lowest keys: names are looked up of twenty people, not of all
    SELECT person_key, awards
    FROM mart.summary_recipient
    WHERE person_key <> 0 AND awards > 1
    ORDER BY awards DESC, person_key
    LIMIT 20)
SELECT n.name, m.awards,
       ARRAY(SELECT DISTINCT coalesce(nullif(t.name, 'Không rõ'), '—') FROM mart.bridge_event_recipient b
             JOIN mart.resolved_award r ON r.event_id = b.event_id AND r.status = 'awarded'
             JOIN mart.dim_award_title t ON t.award_title_key = r.award_title_key
             WHERE b.person_key = m.person_key ORDER BY 1) AS titles
FROM most m
JOIN mart.dim_person n ON n.person_key = m.person_key
ORDER BY m.awards DESC, n.name;
