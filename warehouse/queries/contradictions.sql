/* Where do articles contradict each other, and what does each say? */
SELECT r.organization, r.award_title, r.campaign, r.year_to AS year, r.counts, a.count AS says, a.publisher, a.quote
FROM mart.awards_resolved r
CROSS JOIN LATERAL unnest(r.award_keys) AS mention (award_key)
JOIN mart.awards a ON a.award_key = mention.award_key
WHERE r.contradicted
ORDER BY r.event_id, a.count, a.publisher, a.char_start;
