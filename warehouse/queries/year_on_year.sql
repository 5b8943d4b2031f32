/* How do the numbers recognised by each body change from one year to the next? */
SELECT o.name AS organization, 2023 AS year, before.recognised AS year_before, now.recognised,
       round(100.0 * (now.recognised - before.recognised) / before.recognised, 1) AS change_percent
FROM (SELECT organization_key, sum(recognised) AS recognised FROM mart.summary_award
      WHERE year = 2023 AND status = 'awarded' AND organization_key <> 0 GROUP BY organization_key) now
JOIN (SELECT organization_key, sum(recognised) AS recognised FROM mart.summary_award
      WHERE year = 2022 AND status = 'awarded' AND organization_key <> 0 GROUP BY organization_key) before
  USING (organization_key)
JOIN mart.dim_organization o USING (organization_key)
ORDER BY abs(now.recognised - before.recognised) DESC, organization
LIMIT 100;
