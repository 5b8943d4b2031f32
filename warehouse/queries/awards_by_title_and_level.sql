/* Which titles and forms were conferred in a year, at which level, and does the law name them? */
SELECT t.form, t.name AS award_title, t.in_law, r.level, sum(r.count) AS recognised, count(*) AS awards
FROM mart.resolved_award r
JOIN mart.dim_award_title t ON t.award_title_key = r.award_title_key
WHERE r.year_to = 2022 AND r.status = 'awarded' AND r.award_title_key <> 0
GROUP BY t.form, t.name, t.in_law, r.level
ORDER BY recognised DESC, award_title, r.level;
