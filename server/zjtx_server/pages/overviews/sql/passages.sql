-- Passages that two policies share, the longest first, each under the older policy where the days are known.
SELECT link, passage, chars, passage.policy AS one, one.title AS oneName, one.region AS oneRegion,
  one.region_name AS oneRegionName, policy_day AS oneDay, other AS two, two.title AS twoName, two.region AS twoRegion,
  two.region_name AS twoRegionName, other_day AS twoDay
FROM passage JOIN policy AS one ON one.iri = passage.policy JOIN policy AS two ON two.iri = other
WHERE older = 1
  AND (:region IS NULL OR :region IN (COALESCE(one.region, 'none'), COALESCE(two.region, 'none')))
  AND (:policy IS NULL OR :policy IN (one.iri, two.iri))
  AND chars >= :least
ORDER BY chars DESC, passage, link
