/* Who recognises below the province before and after districts were dissolved on 1 July 2025? */
SELECT CASE WHEN s.month >= 202507 THEN 'from July 2025' ELSE 'until June 2025' END AS period,
       coalesce(p.level, 'unknown') AS level_of_place, count(DISTINCT s.organization_key) AS bodies,
       sum(s.mentions) AS mentions
FROM mart.summary_mention s
JOIN mart.dim_organization o ON o.organization_key = s.organization_key
JOIN mart.dim_place p ON p.place_key = o.place_key
WHERE o.type = 'union' AND s.month BETWEEN 202201 AND 202612
GROUP BY s.month >= 202507, p.level
ORDER BY s.month >= 202507, level_of_place;
