/* How many were recognised by the bodies of each district, year by year? */
SELECT p.name AS district, p.province, s.year, sum(s.recognised) AS recognised, sum(s.awards) AS awards
FROM mart.summary_award s
JOIN mart.dim_organization o ON o.organization_key = s.organization_key
JOIN mart.dim_place p ON p.place_key = o.place_key
WHERE p.level = 'district' AND s.status = 'awarded' AND s.recipient_kind IN ('individual', 'collective')
  AND s.year BETWEEN 2020 AND 2025
GROUP BY p.place_key, p.name, p.province, s.year
ORDER BY district, p.province, s.year;
