/* Where do articles contradict each other, and what does each say? */
SELECT r.organization, r.award_title, r.campaign, r.year_to AS year, r.counts, a.count AS says, a.publisher, a.quote
FROM mart.awards_resolved r
JOIN mart.awards a ON a.award_key = ANY (r.award_keys)
WHERE r.contradicted
ORDER BY r.event_id, a.count, a.publisher, a.char_start;
