-- The steps of the ladders of some policies, with the awards and targets that each policy has for the same tier at the same level.
WITH asked AS (SELECT value AS policy FROM json_each(:policies))
SELECT step.policy, step.position, step.iri AS step, step.label, step.tier, step.tier_name AS tierName, step.level,
  step.level_name AS levelName, step.quote, step.exact, step.before, step.after,
  (SELECT COUNT(*) FROM award WHERE award.policy = step.policy AND award.tier = step.tier
    AND (step.level IS NULL OR award.level = step.level)) AS awards,
  (SELECT MAX(yuan) FROM award WHERE award.policy = step.policy AND award.tier = step.tier
    AND (step.level IS NULL OR award.level = step.level)) AS yuan,
  (SELECT COUNT(*) FROM target WHERE target.policy = step.policy AND target.tier = step.tier
    AND (step.level IS NULL OR target.level = step.level)) AS targets
FROM asked JOIN step ON step.policy = asked.policy
ORDER BY step.policy, step.position, step.label, step.iri
