-- The tiers of the vocabulary: how often awards, targets and ladders name them, in which regions and years.
WITH named AS (
  SELECT tier, policy, region, 'award' AS kind FROM award WHERE tier NOT NULL
  UNION ALL SELECT tier, policy, region, 'target' FROM target WHERE tier NOT NULL
  UNION ALL SELECT tier, policy, region, 'step' FROM step WHERE tier NOT NULL
)
SELECT concept.iri AS tier, concept.zh AS tierName, concept.en AS tierEnglish,
  COUNT(CASE WHEN kind = 'award' THEN 1 END) AS awards, COUNT(CASE WHEN kind = 'target' THEN 1 END) AS targets,
  COUNT(CASE WHEN kind = 'step' THEN 1 END) AS steps, COUNT(DISTINCT named.region) AS regions,
  COUNT(DISTINCT CASE WHEN named.region IS NULL THEN named.policy END) AS unplaced, COUNT(DISTINCT named.policy) AS policies,
  MIN(CAST(SUBSTR(policy.issued, 1, 4) AS INTEGER)) AS firstYear, MAX(CAST(SUBSTR(policy.issued, 1, 4) AS INTEGER)) AS lastYear,
  COUNT(DISTINCT CASE WHEN policy.issued IS NULL THEN policy.iri END) AS undated,
  (SELECT GROUP_CONCAT(year, '、') FROM (
    SELECT DISTINCT dated.year FROM named AS its JOIN policy AS dated ON dated.iri = its.policy
    WHERE its.tier = concept.iri AND dated.year NOT NULL ORDER BY dated.year
  )) AS years
FROM concept LEFT JOIN named ON named.tier = concept.iri LEFT JOIN policy ON policy.iri = named.policy
WHERE concept.scheme = 'https://w3id.org/zjtx/vocab/tier'
GROUP BY concept.iri
ORDER BY policies DESC, awards DESC, targets DESC, concept.iri
