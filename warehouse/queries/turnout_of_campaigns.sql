/* How many took part in each campaign: entries, participants, bodies? */
SELECT campaign, year_to AS year,
       max(value) FILTER (WHERE measure = 'entries') AS entries,
       max(value) FILTER (WHERE measure = 'participants') AS participants,
       max(value) FILTER (WHERE measure = 'organizations') AS bodies
FROM mart.results
WHERE campaign IS NOT NULL AND measure IN ('entries', 'participants', 'organizations')
GROUP BY campaign, year_to
ORDER BY campaign, year;
