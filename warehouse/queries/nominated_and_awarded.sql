/* What was put forward to a higher level in a year, and how much of it was conferred? */
SELECT o.name AS conferred_by, t.name AS award_title, s.recipient_kind,
       sum(s.recognised) FILTER (WHERE s.status = 'nominated') AS nominated,
       sum(s.recognised) FILTER (WHERE s.status = 'awarded') AS awarded
FROM mart.summary_award s
JOIN mart.dim_organization o ON o.organization_key = s.organization_key
JOIN mart.dim_award_title t ON t.award_title_key = s.award_title_key
WHERE s.year = 2022
GROUP BY o.organization_key, o.name, t.award_title_key, t.name, s.recipient_kind
HAVING sum(s.recognised) FILTER (WHERE s.status = 'nominated') > 0
ORDER BY nominated DESC, conferred_by, t.name, s.recipient_kind
LIMIT 100;
