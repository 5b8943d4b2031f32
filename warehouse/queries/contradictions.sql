/* Where do articles contradict each other, newest first, and what does each say? */
SELECT r.organization, r.award_title, r.campaign, r.year_to AS year, r.counts, a.count AS says, a.publisher, a.quote
FROM (SELECT * FROM mart.awards_resolved WHERE contradicted ORDER BY last_published_at DESC NULLS LAST, event_id LIMIT 50) r
CROSS JOIN LATERAL unnest(r.award_keys) AS mention (award_key)
JOIN mart.awards a ON a.award_key = mention.award_key
ORDER BY r.last_published_at DESC NULLS LAST, r.event_id, a.count, a.publisher, a.char_start;
