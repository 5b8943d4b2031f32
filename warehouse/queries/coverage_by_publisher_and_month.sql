/* What did each publisher bring in each month: articles, and facts in them? */
SELECT p.name AS publisher, d.year, d.month, count(*) AS articles,
       sum((SELECT count(*) FROM mart.fact_award f WHERE f.article_key = a.article_key)) AS awards,
       sum((SELECT count(*) FROM mart.fact_campaign f WHERE f.article_key = a.article_key)) AS campaigns,
       sum((SELECT count(*) FROM mart.fact_result f WHERE f.article_key = a.article_key)) AS results
FROM mart.dim_article a
JOIN mart.dim_publisher p ON p.publisher_key = a.publisher_key
JOIN mart.dim_date d ON d.date_key = a.published_date_key
WHERE a.is_current AND a.published_date_key BETWEEN 20220101 AND 20251231
GROUP BY p.name, d.year, d.month
ORDER BY publisher, year, month;
