-- Targets that are chosen, by unit and indicator, those without year or value behind; then the regions whose policies set none.
WITH read AS (
  SELECT * FROM dated
  WHERE (:region IS NULL OR COALESCE(region, 'none') IN (SELECT region FROM region_within WHERE place = :region))
    AND (:policy IS NULL OR iri = :policy)
),
known AS NOT MATERIALIZED (
  SELECT read.place, read.region_name, read.title AS policy_title, read.day, read.newest, read.of_region, read.valid_until,
    read.status_name, indicator.regions, target.*,
    CASE WHEN target.unit <> '%' THEN COALESCE(indicator.unit, target.unit) ELSE target.unit END AS scale,
    CASE WHEN baseline_year NOT NULL THEN printf('%d-12-31', baseline_year) WHEN LENGTH(read.day) = 10 THEN read.day END AS begins,
    CASE WHEN by_year NOT NULL THEN printf('%d-12-31', by_year) END AS ends
  FROM target JOIN read ON read.iri = target.policy
    LEFT JOIN indicator ON indicator.iri = target.indicator
),
chosen AS NOT MATERIALIZED (
  SELECT *,
    CASE WHEN by_year IS NULL THEN '未载明年份' ELSE '载明年份' END AS statement,
    RTRIM(CASE WHEN value IS NULL THEN '未载明数值 ' ELSE '' END || CASE WHEN by_year IS NULL THEN '未载明年份 ' ELSE '' END
      || CASE WHEN baseline IS NULL THEN '未载明基期 ' ELSE '' END || CASE WHEN unit IS NULL THEN '未载明单位 ' ELSE '' END) AS lacking,
    value IS NULL OR by_year IS NULL AS incomplete,
    value - baseline AS growth,
    CASE WHEN by_year > baseline_year THEN ROUND((value - baseline) / (by_year - baseline_year), 2) END AS growth_per_year,
    CASE WHEN :day NOT NULL AND begins < ends THEN
      MIN(1, MAX(0, (julianday(:day) - julianday(begins)) / (julianday(ends) - julianday(begins)))) END AS gone
  FROM known
  WHERE (:indicator IS NULL OR indicator = :indicator) AND (:tier IS NULL OR tier = :tier) AND (:level IS NULL OR level = :level)
    AND (:kind IS NULL OR kind = :kind) AND (:binding IS NULL OR binding = :binding) AND (:year IS NULL OR COALESCE(by_year, 'none') = :year)
    AND (:unit IS NULL OR scale = :unit)
)
SELECT * FROM (
SELECT region, region_name AS regionName, policy, policy_title AS policyTitle, 1 AS policies, day, newest,
  of_region AS ofRegion, valid_until AS validUntil, status_name AS statusName, iri AS target, printed, indicator,
  indicator_name AS indicatorName, regions, tier, tier_name AS tierName, level, level_name AS levelName, statement, lacking, incomplete,
  scale, unit, baseline_year AS baselineYear, baseline, by_year AS byYear, value, comparator_name AS comparatorName,
  kind_name AS kindName, binding_name AS bindingName, growth, growth_per_year AS growthPerYear, begins, ends, gone,
  quote, exact, before, after, start
FROM chosen WHERE :lacking IS NULL OR instr(lacking, :lacking) > 0
UNION ALL
SELECT region, region_name, CASE WHEN COUNT(*) = 1 THEN iri END, CASE WHEN COUNT(*) = 1 THEN title END, COUNT(*), MAX(day),
  CASE WHEN COUNT(*) = 1 THEN newest END, MAX(of_region), CASE WHEN COUNT(*) = 1 THEN valid_until END,
  CASE WHEN COUNT(*) = 1 THEN status_name END,
  NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '未提及', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
  NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM read WHERE :lacking IS NULL AND place NOT IN (SELECT place FROM chosen) GROUP BY place
)
ORDER BY target IS NULL, incomplete, scale, indicatorName, level, byYear, region, policy, start, target
