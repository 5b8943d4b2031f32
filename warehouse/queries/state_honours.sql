/* Which orders, medals, state titles and state prizes were conferred in a year, and on whom? */
SELECT t.form, t.name AS honour, r.prize AS class, r.year_to AS year, r.count, r.recipient_kind,
       ARRAY(SELECT DISTINCT b.name FROM mart.bridge_award_recipient b WHERE b.award_key = ANY (r.award_keys)
             ORDER BY b.name) AS recipients
FROM mart.resolved_award r
JOIN mart.dim_award_title t ON t.award_title_key = r.award_title_key
WHERE t.form IN ('order', 'medal', 'state_title', 'state_prize') AND r.status = 'awarded' AND r.year_to = 2022
ORDER BY honour, class, r.first_published_at, r.event_id
LIMIT 100;
