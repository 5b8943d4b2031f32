/* Which sentences stand behind the numbers of one body? */
SELECT r.count, r.recipient_kind, r.award_title, r.year_to AS year, a.article_title, a.published_at::date AS day, a.quote
FROM mart.resolved_award e
JOIN mart.awards_resolved r ON r.event_id = e.event_id
JOIN mart.awards a ON a.award_key = ANY (e.award_keys)
JOIN mart.dim_organization o ON o.organization_key = e.organization_key
WHERE o.name = 'Liên đoàn Lao động quận Hai Bà Trưng'
ORDER BY r.year_to, r.event_id, a.published_at, a.char_start;
