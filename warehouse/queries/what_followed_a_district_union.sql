/* Which unions of wards followed the union of a district, and what had it conferred? */
SELECT o.name AS dissolved, o.valid_to AS last_day, n.name AS followed_by, p.code AS ward_code,
       (SELECT sum(s.recognised) FROM mart.summary_award s WHERE s.organization_key = o.organization_key) AS had_recognised
FROM mart.dim_organization o
JOIN mart.bridge_organization_successor s ON s.organization_key = o.organization_key
JOIN mart.dim_organization n ON n.organization_key = s.successor_key
JOIN mart.dim_place p ON p.place_key = n.place_key
WHERE o.name = 'Liên đoàn Lao động quận Hai Bà Trưng'
ORDER BY followed_by;
