/* Who recognises below the province before and after districts were dissolved on 1 July 2025? */
SELECT CASE WHEN d.two_tier THEN 'from July 2025' ELSE 'until June 2025' END AS period,
       coalesce(p.level, 'unknown') AS level_of_place, count(DISTINCT f.organization_key) AS bodies, count(*) AS mentions
FROM mart.fact_award f
JOIN mart.dim_article a ON a.article_key = f.article_key AND a.is_current
JOIN mart.dim_date d ON d.date_key = f.published_date_key AND d.date_key <> 0
JOIN mart.dim_organization o ON o.organization_key = f.organization_key
JOIN mart.dim_place p ON p.place_key = o.place_key
WHERE o.type = 'union' AND d.year BETWEEN 2022 AND 2026
GROUP BY d.two_tier, p.level
ORDER BY d.two_tier, level_of_place;
