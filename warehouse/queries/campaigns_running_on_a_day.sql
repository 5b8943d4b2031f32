/* Which campaigns with a stated run were under way on a day? */
SELECT c.name AS campaign, f.kind, o.name AS organization, f.date_from, f.date_to, f.theme
FROM mart.fact_campaign f
JOIN mart.dim_article a ON a.article_key = f.article_key AND a.is_current
JOIN mart.dim_campaign c ON c.campaign_key = f.campaign_key
JOIN mart.dim_organization o ON o.organization_key = f.organization_key
WHERE f.start_date_key > 0 AND f.start_date_key <= 20220601 AND f.end_date_key >= 20220601
ORDER BY f.end_date_key, f.start_date_key, campaign, organization, f.campaign_fact_key
LIMIT 100;
