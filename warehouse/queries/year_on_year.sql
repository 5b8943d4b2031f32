/* How do the numbers recognised by each body change from year to year? */
WITH yearly AS (
    SELECT organization, year_to AS year, sum(count) AS recognised
    FROM mart.awards_resolved
    WHERE organization IS NOT NULL AND year_to IS NOT NULL AND status = 'awarded'
    GROUP BY organization, year_to)
SELECT now.organization, now.year, before.recognised AS year_before, now.recognised,
       round(100 * (now.recognised - before.recognised) / before.recognised, 1) AS change_percent
FROM yearly now JOIN yearly before ON before.organization = now.organization AND before.year = now.year - 1
ORDER BY now.organization, now.year;
