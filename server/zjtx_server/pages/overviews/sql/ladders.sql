-- Policies that are chosen, those with a ladder first; the newest of each region marked.
WITH RECURSIVE
within(iri) AS (
  SELECT :region WHERE :region NOT NULL
  UNION SELECT region.iri FROM region JOIN within ON region.parent = within.iri
)
SELECT * FROM (
  SELECT iri AS policy, title AS policyTitle, region, region_name AS regionName, COALESCE(issued, published) AS day,
    valid_until AS validUntil, status_name AS statusName,
    COUNT(*) OVER (PARTITION BY COALESCE(region, iri)) AS ofRegion,
    ROW_NUMBER() OVER (PARTITION BY COALESCE(region, iri) ORDER BY COALESCE(issued, published) DESC, iri) = 1
      AND COALESCE(issued, published) NOT NULL AS newest,
    EXISTS (SELECT * FROM step WHERE step.policy = policy.iri AND (:tier IS NULL OR step.tier = :tier)) AS has_ladder
  FROM policy
)
WHERE (:region IS NULL OR region IN within) AND (:tier IS NULL OR has_ladder)
ORDER BY has_ladder DESC, region, policy
