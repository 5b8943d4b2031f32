/* What was put forward to a higher level, and was it conferred? */
SELECT n.organization AS conferred_by, n.award_title, n.year_to AS year, n.count AS nominated, a.count AS awarded
FROM mart.awards_resolved n
LEFT JOIN mart.awards_resolved a
  ON a.status = 'awarded' AND a.organization = n.organization AND a.award_title = n.award_title
 AND a.year_to = n.year_to AND a.recipient_kind = n.recipient_kind
WHERE n.status = 'nominated'
ORDER BY conferred_by, n.award_title, year, n.event_id, a.count;
