-- Indicators that targets count, those of most regions first; targets whose words were put under none count together.
SELECT target.indicator, MIN(target.indicator_name) AS indicatorName, indicator.unit,
  indicator.tier, tier.zh AS tierName, indicator.level, level.zh AS levelName,
  COUNT(DISTINCT target.region) AS regions, GROUP_CONCAT(DISTINCT region.name) AS regionNames,
  COUNT(DISTINCT CASE WHEN target.region IS NULL THEN target.policy END) AS unplaced, COUNT(*) AS targets,
  COUNT(baseline) AS baselines, MIN(by_year) AS firstYear, MAX(by_year) AS lastYear, GROUP_CONCAT(DISTINCT kind_name) AS kinds,
  GROUP_CONCAT(DISTINCT target.unit) AS units
FROM target
  LEFT JOIN indicator ON indicator.iri = target.indicator
  LEFT JOIN region ON region.iri = target.region
  LEFT JOIN concept AS tier ON tier.iri = indicator.tier
  LEFT JOIN concept AS level ON level.iri = indicator.level
WHERE (:tier IS NULL OR indicator.tier = :tier)
  AND (:region IS NULL OR COALESCE(target.region, 'none') IN (SELECT region FROM region_within WHERE place = :region))
GROUP BY target.indicator
ORDER BY regions DESC, targets DESC, indicatorName
