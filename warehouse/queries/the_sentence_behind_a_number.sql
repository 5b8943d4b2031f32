/* Which sentences stand behind the numbers of one body in a year? */
SELECT e.count, e.recipient_kind, a.award_title, e.year_to AS year, a.article_title, a.published_at::date AS day, a.quote
FROM mart.dim_organization o
JOIN mart.resolved_award e ON e.organization_key = o.organization_key
CROSS JOIN LATERAL unnest(e.award_keys) AS mention (award_key)
JOIN mart.awards a ON a.award_key = mention.award_key
WHERE o.name = 'Liên đoàn Lao động quận Hai Bà Trưng' AND e.year_to = 2022
ORDER BY e.count DESC, e.event_id, a.published_at, a.char_start
LIMIT 100;
