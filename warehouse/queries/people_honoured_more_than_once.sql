/* Which people were named for more than one award? */
SELECT n.name, count(DISTINCT r.event_id) AS awards, array_agg(DISTINCT coalesce(nullif(t.name, 'Không rõ'), '—')) AS titles
FROM mart.bridge_award_recipient b
JOIN mart.dim_person n ON n.person_key = b.person_key AND b.person_key <> 0
JOIN mart.fact_award f ON f.award_key = b.award_key
JOIN mart.resolved_award r ON r.event_key = f.event_key AND b.award_key = ANY (r.award_keys)
JOIN mart.dim_award_title t ON t.award_title_key = r.award_title_key
GROUP BY n.person_key, n.name
HAVING count(DISTINCT r.event_id) > 1
ORDER BY awards DESC, n.name
LIMIT 50;
