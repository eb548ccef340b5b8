-- What the regions that were read give for each tier at each level that any of them rewards.
WITH RECURSIVE
within(iri) AS (
  SELECT :region WHERE :region NOT NULL
  UNION SELECT region.iri FROM region JOIN within ON region.parent = within.iri
),
place AS (
  SELECT region, region_name, COUNT(*) AS policies FROM policy
  WHERE region NOT NULL AND (:region IS NULL OR region IN within) AND (:year IS NULL OR COALESCE(year, 'none') = :year)
  GROUP BY region
),
chosen AS (
  SELECT award.* FROM award JOIN place USING (region)
  WHERE tier NOT NULL AND (:kind IS NULL OR kind = :kind) AND (:year IS NULL OR COALESCE(award.year, 'none') = :year)
),
title AS (
  SELECT tier, tier_name, level, level_name, COUNT(DISTINCT region) AS regions, MAX(yuan) AS most FROM chosen
  GROUP BY tier, level
)
SELECT place.region, place.region_name AS regionName, title.tier, title.tier_name AS tierName, title.level, title.level_name AS levelName,
  COUNT(chosen.iri) AS awards, MIN(chosen.amount) AS lowest, MAX(chosen.amount) AS highest, MAX(chosen.maximum) AS maximum,
  MIN(chosen.minimum) AS minimum, MAX(chosen.ratio) AS ratio, MAX(chosen.yuan) AS yuan, title.regions, title.most,
  CASE WHEN COUNT(chosen.iri) = 0 THEN '未提及' WHEN MAX(chosen.amount) NOT NULL THEN '定额' WHEN MAX(chosen.maximum) NOT NULL THEN '上限'
    WHEN MIN(chosen.minimum) NOT NULL THEN '下限' WHEN MAX(chosen.ratio) NOT NULL THEN '比例' ELSE '未载明金额' END AS statement
FROM place CROSS JOIN title
  LEFT JOIN chosen ON chosen.region = place.region AND chosen.tier = title.tier AND chosen.level IS title.level
GROUP BY place.region, title.tier, title.level
ORDER BY place.region, title.regions DESC, title.most DESC, title.tier, title.level
