/* Which prizes did each contest of a year give? */
SELECT c.name AS contest, o.name AS organization, sum(r.count) FILTER (WHERE r.prize = 'đặc biệt') AS special,
       sum(r.count) FILTER (WHERE r.prize = 'nhất') AS first, sum(r.count) FILTER (WHERE r.prize = 'nhì') AS second,
       sum(r.count) FILTER (WHERE r.prize = 'ba') AS third,
       sum(r.count) FILTER (WHERE r.prize = 'khuyến khích') AS consolation
FROM mart.resolved_award r
JOIN mart.dim_campaign c ON c.campaign_key = r.campaign_key
JOIN mart.dim_organization o ON o.organization_key = r.organization_key
WHERE r.prize IS NOT NULL AND r.prize IN ('đặc biệt', 'nhất', 'nhì', 'ba', 'khuyến khích')
  AND r.campaign_key <> 0 AND r.year_to = 2022
GROUP BY c.campaign_key, c.name, o.organization_key, o.name
ORDER BY sum(r.count) DESC, contest, organization
LIMIT 100;
