/* Which prizes did each contest give? */
SELECT campaign AS contest, organization, year_to AS year,
       sum(count) FILTER (WHERE prize = 'đặc biệt') AS special, sum(count) FILTER (WHERE prize = 'nhất') AS first,
       sum(count) FILTER (WHERE prize = 'nhì') AS second, sum(count) FILTER (WHERE prize = 'ba') AS third,
       sum(count) FILTER (WHERE prize = 'khuyến khích') AS consolation
FROM mart.awards_resolved
WHERE prize IN ('đặc biệt', 'nhất', 'nhì', 'ba', 'khuyến khích') AND campaign IS NOT NULL
GROUP BY campaign, organization, year_to
ORDER BY contest, year, organization;
