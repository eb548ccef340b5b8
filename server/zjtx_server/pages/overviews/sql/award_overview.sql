-- Awards that are chosen, the largest first; then the regions whose policies name none, as far as they were read.
WITH read AS (
  SELECT *, CASE WHEN :day IS NULL THEN NULL WHEN day > :day THEN '尚未成文' WHEN status LIKE '%/draft' THEN '征求意见稿'
    WHEN valid_until < :day THEN '已失效' WHEN day IS NULL THEN '未载明日期' WHEN valid_until NOT NULL THEN '有效'
    ELSE '未载明有效期' END AS state
  FROM dated
  WHERE (:region IS NULL OR COALESCE(region, 'none') IN (SELECT region FROM region_within WHERE place = :region))
    AND (:year IS NULL OR COALESCE(year, 'none') = :year) AND (:policy IS NULL OR iri = :policy)
),
chosen AS (
  SELECT read.place, read.region, read.region_name, award.policy, read.title AS policy_title, read.day, read.newest, read.of_region,
    read.valid_until, read.status_name, read.state, award.iri AS award, award.recipient, award.trigger, award.tier, award.tier_name,
    award.level, award.level_name, award.kind_name, award.amount, award.maximum, award.minimum, award.ratio, award.bound_name,
    award.yuan, award.payer, award.statement, award.quote, award.exact, award.before, award.after, award.start
  FROM award JOIN read ON read.iri = award.policy
  WHERE (:tier IS NULL OR tier = :tier) AND (:level IS NULL OR level = :level) AND (:kind IS NULL OR kind = :kind)
)
SELECT * FROM (
SELECT region, region_name AS regionName, policy, policy_title AS policyTitle, 1 AS policies, day, newest,
  of_region AS ofRegion, valid_until AS validUntil, status_name AS statusName, state, award, recipient, trigger,
  tier, tier_name AS tierName, level, level_name AS levelName, kind_name AS kindName, statement, amount, maximum, minimum, ratio,
  bound_name AS boundName, yuan, payer, quote, exact, before, after, start
FROM chosen
UNION ALL
SELECT region, region_name, CASE WHEN COUNT(*) = 1 THEN iri END, CASE WHEN COUNT(*) = 1 THEN title END, COUNT(*), MAX(day),
  CASE WHEN COUNT(*) = 1 THEN newest END, MAX(of_region), CASE WHEN COUNT(*) = 1 THEN valid_until END,
  CASE WHEN COUNT(*) = 1 THEN status_name END, CASE WHEN COUNT(*) = 1 THEN state END,
  NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '未提及', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM read WHERE place NOT IN (SELECT place FROM chosen) GROUP BY place
)
ORDER BY award IS NULL, yuan IS NULL, yuan DESC, ratio IS NULL, ratio DESC, region, policy, start, award
