/* How many took part in each campaign of a year: entries, participants, bodies? */
SELECT campaign, max(value) FILTER (WHERE measure = 'entries') AS entries,
       max(value) FILTER (WHERE measure = 'participants') AS participants,
       max(value) FILTER (WHERE measure = 'organizations') AS bodies
FROM mart.results
WHERE campaign IS NOT NULL AND measure IN ('entries', 'participants', 'organizations') AND year_to = 2022
GROUP BY campaign
ORDER BY participants DESC NULLS LAST, campaign
LIMIT 100;
