/* Which titles and forms were conferred in a year, at which level, and does the law name them? */
SELECT t.form, t.name AS award_title, t.in_law, s.level, sum(s.recognised) AS recognised, sum(s.awards) AS awards
FROM mart.summary_award s
JOIN mart.dim_award_title t ON t.award_title_key = s.award_title_key
WHERE s.year = 2022 AND s.status = 'awarded' AND s.award_title_key <> 0
GROUP BY t.form, t.name, t.in_law, s.level
ORDER BY recognised DESC, award_title, s.level;
