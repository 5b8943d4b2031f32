/* How many initiatives were made in a year, and how much money did they save, by body? */
SELECT organization, max(value) FILTER (WHERE measure = 'initiatives') AS initiatives,
       max(value) FILTER (WHERE measure = 'benefit_vnd') / 1e9 AS saved_billion_dong
FROM mart.results
WHERE measure IN ('initiatives', 'benefit_vnd') AND year_to = 2023
GROUP BY organization
ORDER BY saved_billion_dong DESC NULLS LAST, initiatives DESC NULLS LAST, organization
LIMIT 50;
