-- Policies that are chosen, those with a ladder first; the newest of each region marked.
SELECT * FROM (
  SELECT iri AS policy, title AS policyTitle, region, region_name AS regionName, day, valid_until AS validUntil,
    status_name AS statusName, of_region AS ofRegion, newest,
    EXISTS (SELECT * FROM step WHERE step.policy = dated.iri AND (:tier IS NULL OR step.tier = :tier)) AS has_ladder
  FROM dated
)
WHERE (:region IS NULL OR COALESCE(region, 'none') IN (SELECT region FROM region_within WHERE place = :region)) AND (:tier IS NULL OR has_ladder)
ORDER BY has_ladder DESC, region IS NULL, region, policy
