/* What did each publisher bring in each month: articles, and facts in them? */
SELECT p.name AS publisher, s.month / 100 AS year, s.month % 100 AS month, s.articles, s.awards, s.campaigns, s.results
FROM mart.summary_coverage s
JOIN mart.dim_publisher p ON p.publisher_key = s.publisher_key
WHERE s.month BETWEEN 202201 AND 202512
ORDER BY publisher, s.month;
