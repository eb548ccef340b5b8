-- What the regions that were read give for each tier at each level that any of them rewards: how many awards tell a fixed
-- sum, a ceiling, a floor, a share (which a ceiling may limit) or none of these. What tells no region stands together.
WITH place AS (
  SELECT COALESCE(region, '') AS place, region, region_name FROM policy
  WHERE (:region IS NULL OR COALESCE(region, 'none') IN (SELECT region FROM region_within WHERE place = :region))
    AND (:year IS NULL OR COALESCE(year, 'none') = :year)
  GROUP BY COALESCE(region, '')
),
asked AS (
  SELECT award.*, place.place, CASE WHEN ratio NOT NULL AND yuan IS NULL THEN COALESCE(bound_name, '') END AS ratio_bound,
    CASE WHEN ratio NOT NULL THEN COALESCE(kind_name, '') END AS ratio_kind
  FROM place JOIN award ON COALESCE(award.region, '') = place.place
  WHERE (:kind IS NULL OR kind = :kind) AND (:year IS NULL OR COALESCE(award.year, 'none') = :year)
),
chosen AS (SELECT * FROM asked WHERE tier NOT NULL),
title AS (
  SELECT tier, tier_name, level, level_name, COUNT(DISTINCT place) AS regions, MAX(yuan) AS most FROM chosen
  GROUP BY tier, level
),
cell AS (
  SELECT place.place, place.region, place.region_name AS regionName, title.tier, title.tier_name AS tierName, title.level,
    title.level_name AS levelName, COUNT(chosen.iri) AS awards,
    COUNT(chosen.amount) AS fixed, MIN(chosen.amount) AS fixedFrom, MAX(chosen.amount) AS fixedTo,
    COUNT(chosen.maximum) AS ceilings, MIN(chosen.maximum) AS ceilingFrom, MAX(chosen.maximum) AS ceilingTo,
    COUNT(chosen.minimum) AS floors, MIN(chosen.minimum) AS floorFrom, MAX(chosen.minimum) AS floorTo,
    COUNT(chosen.ratio) AS shares, MIN(chosen.ratio) AS shareFrom, MAX(chosen.ratio) AS shareTo,
    CASE WHEN MIN(ratio_bound) = MAX(ratio_bound) THEN NULLIF(MAX(ratio_bound), '') END AS shareBound,
    CASE WHEN MIN(ratio_kind) = MAX(ratio_kind) THEN NULLIF(MAX(ratio_kind), '') END AS shareKind,
    COUNT(CASE WHEN chosen.yuan IS NULL AND chosen.ratio IS NULL THEN chosen.iri END) AS withoutSum,
    MAX(chosen.yuan) AS yuan, title.regions, title.most
  FROM place CROSS JOIN title
    LEFT JOIN chosen ON chosen.place = place.place AND chosen.tier = title.tier AND chosen.level IS title.level
  GROUP BY place.place, title.tier, title.level
)
SELECT *, (SELECT COUNT(*) FROM asked WHERE tier IS NULL) AS untiered,
  CASE WHEN awards = 0 THEN '未提及' ELSE RTRIM(
    CASE WHEN fixed THEN '定额 ' ELSE '' END || CASE WHEN ceilings THEN '上限 ' ELSE '' END || CASE WHEN floors THEN '下限 ' ELSE '' END
    || CASE WHEN shares THEN '比例 ' ELSE '' END || CASE WHEN withoutSum THEN '未载明金额 ' ELSE '' END) END AS statement
FROM cell
ORDER BY place = '', place, regions DESC, most DESC, tier, level
