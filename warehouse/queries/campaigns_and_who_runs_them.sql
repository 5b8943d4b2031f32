/* Which campaigns run, and which bodies run them? */
SELECT campaign, kind, count(DISTINCT organization) AS bodies, sum(mentions) AS mentions,
       string_agg(DISTINCT organization, '; ' ORDER BY organization) AS run_by
FROM mart.campaigns_resolved
GROUP BY campaign, kind
ORDER BY bodies DESC, campaign;
