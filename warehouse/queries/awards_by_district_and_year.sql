/* How many were recognised by the bodies of each district, year by year? */
SELECT p.name AS district, p.province, r.year_to AS year, sum(r.count) AS recognised, count(*) AS awards
FROM mart.resolved_award r
JOIN mart.dim_organization o ON o.organization_key = r.organization_key
JOIN mart.dim_place p ON p.place_key = o.place_key
WHERE p.level = 'district' AND r.status = 'awarded' AND r.recipient_kind IN ('individual', 'collective')
GROUP BY p.place_key, p.name, p.province, r.year_to
ORDER BY district, year;
