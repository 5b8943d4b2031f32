/* How many initiatives were made, and how much money did they save, by body and year? */
SELECT organization, year_to AS year,
       max(value) FILTER (WHERE measure = 'initiatives') AS initiatives,
       max(value) FILTER (WHERE measure = 'benefit_vnd') / 1e9 AS saved_billion_dong
FROM mart.results
WHERE measure IN ('initiatives', 'benefit_vnd')
GROUP BY organization, year_to
ORDER BY organization NULLS LAST, year;
