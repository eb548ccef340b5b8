-- What follows from the rows of the graph: counts, facets, the things that are searched, indexes; `lines` and `folded` are functions of write.py.
CREATE INDEX measure_policy ON measure (policy);
CREATE INDEX award_policy ON award (policy);
CREATE INDEX award_measure ON award (measure);
CREATE INDEX target_policy ON target (policy);
CREATE INDEX target_measure ON target (measure);
CREATE INDEX target_indicator ON target (indicator);
CREATE INDEX responsibility_policy ON responsibility (policy);
CREATE INDEX responsibility_measure ON responsibility (measure);
CREATE INDEX responsibility_department ON responsibility (department, role);
CREATE INDEX classification_of ON classification (of);
CREATE INDEX counterpart_measure ON counterpart (measure);
CREATE INDEX passage_policy ON passage (policy);
CREATE INDEX policy_region ON policy (region);
CREATE INDEX step_policy ON step (policy);
CREATE INDEX step_tier ON step (tier);

UPDATE policy SET
  measures = (SELECT COUNT(*) FROM measure WHERE measure.policy = policy.iri),
  awards = (SELECT COUNT(*) FROM award WHERE award.policy = policy.iri),
  targets = (SELECT COUNT(*) FROM target WHERE target.policy = policy.iri);
UPDATE passage SET
  chars = LENGTH(passage),
  policy_day = (SELECT COALESCE(issued, published) FROM policy WHERE iri = passage.policy),
  other_day = (SELECT COALESCE(issued, published) FROM policy WHERE iri = other);
UPDATE passage SET older = (COALESCE(policy_day, '9'), policy) < (COALESCE(other_day, '9'), other);
CREATE INDEX passage_chars ON passage (older, chars);
UPDATE indicator SET regions = (SELECT COUNT(DISTINCT region) FROM target WHERE indicator = indicator.iri);
UPDATE region SET policies = (SELECT COUNT(*) FROM policy WHERE policy.region = region.iri);
UPDATE department SET
  leads = (SELECT COUNT(*) FROM responsibility WHERE department = department.iri
           AND role = 'https://w3id.org/zjtx/vocab/role/lead'),
  responsible = (SELECT COUNT(*) FROM responsibility WHERE department = department.iri
                 AND role = 'https://w3id.org/zjtx/vocab/role/responsible');

-- Facets: things have those of their measure as well, measures and policies those of the things in them. What tells no
-- region, year, level or tier can be chosen as such (none), else each choice would hide it.
INSERT OR IGNORE INTO facet SELECT iri, 'region', COALESCE(region, 'none') FROM policy;
INSERT OR IGNORE INTO facet SELECT iri, 'region', COALESCE(region, 'none') FROM measure;
INSERT OR IGNORE INTO facet SELECT iri, 'region', COALESCE(region, 'none') FROM award;
INSERT OR IGNORE INTO facet SELECT iri, 'region', COALESCE(region, 'none') FROM target;
INSERT OR IGNORE INTO facet SELECT iri, 'region', COALESCE(region, 'none') FROM department;
CREATE TEMP TABLE nested AS  -- the regions of things, each with itself and those around it, but for the country
  WITH RECURSIVE around (inner, outer) AS (
    SELECT DISTINCT value, value FROM facet WHERE facet = 'region'
    UNION SELECT inner, parent FROM around JOIN region ON iri = outer WHERE parent NOT NULL
  )
  SELECT * FROM around WHERE outer = inner OR outer IN (SELECT iri FROM region WHERE parent NOT NULL);
INSERT OR IGNORE INTO facet SELECT thing, 'within', outer FROM facet JOIN nested ON inner = value
  WHERE facet = 'region';
INSERT OR IGNORE INTO facet SELECT thing, 'within', value || '-own' FROM facet  -- without those within, where there are
  WHERE facet = 'region' AND value IN (SELECT outer FROM nested WHERE outer <> inner);
DROP TABLE nested;
INSERT OR IGNORE INTO facet SELECT iri, 'year', COALESCE(year, 'none') FROM policy;
INSERT OR IGNORE INTO facet SELECT iri, 'year', COALESCE(year, 'none') FROM measure;
INSERT OR IGNORE INTO facet SELECT iri, 'year', COALESCE(year, 'none') FROM award;
INSERT OR IGNORE INTO facet SELECT iri, 'year', COALESCE(year, 'none') FROM target;
INSERT OR IGNORE INTO facet SELECT iri, 'status', status FROM policy WHERE status NOT NULL;
INSERT OR IGNORE INTO facet SELECT iri, 'kind', kind FROM award WHERE kind NOT NULL;
INSERT OR IGNORE INTO facet SELECT iri, 'kind', kind FROM target WHERE kind NOT NULL;
INSERT OR IGNORE INTO facet SELECT iri, 'level', COALESCE(level, 'none') FROM award;
INSERT OR IGNORE INTO facet SELECT iri, 'level', COALESCE(level, 'none') FROM target;
INSERT OR IGNORE INTO facet SELECT iri, 'tier', COALESCE(tier, 'none') FROM award;
INSERT OR IGNORE INTO facet SELECT iri, 'tier', COALESCE(tier, 'none') FROM target;
INSERT OR IGNORE INTO facet SELECT iri, 'by-year', COALESCE(by_year, 'none') FROM target;
INSERT OR IGNORE INTO facet SELECT iri, 'binding', binding FROM target WHERE binding NOT NULL;
INSERT OR IGNORE INTO facet SELECT iri, 'function', function FROM department WHERE function NOT NULL;
INSERT OR IGNORE INTO facet SELECT measure, 'function', function FROM responsibility
  WHERE measure NOT NULL AND function NOT NULL;
INSERT OR IGNORE INTO facet SELECT of, replace(scheme, 'https://w3id.org/zjtx/vocab/', ''), concept FROM classification
  WHERE scheme LIKE 'https://w3id.org/zjtx/vocab/%';
INSERT OR IGNORE INTO facet SELECT of, 'main-theme', concept FROM classification
  WHERE scheme = 'https://w3id.org/zjtx/vocab/theme' AND rank = 1;
INSERT OR IGNORE INTO facet SELECT measure, 'tier', tier FROM award WHERE measure NOT NULL AND tier NOT NULL;
INSERT OR IGNORE INTO facet SELECT measure, 'tier', tier FROM target WHERE measure NOT NULL AND tier NOT NULL;
INSERT OR IGNORE INTO facet SELECT award.iri, facet, facet.value FROM award JOIN facet ON thing = measure
  WHERE facet IN ('theme', 'instrument', 'function');
INSERT OR IGNORE INTO facet SELECT target.iri, facet, facet.value FROM target JOIN facet ON thing = measure
  WHERE facet IN ('theme', 'instrument', 'function');
INSERT OR IGNORE INTO facet SELECT policy, facet, value FROM measure JOIN facet ON thing = iri
  WHERE facet IN ('theme', 'instrument', 'function');
INSERT OR IGNORE INTO facet SELECT policy, 'tier', tier FROM award WHERE tier NOT NULL;
INSERT OR IGNORE INTO facet SELECT policy, 'tier', tier FROM target WHERE tier NOT NULL;

INSERT INTO thing (iri, kind, policy, day, text)
  SELECT iri, 'policy', iri, COALESCE(issued, published), lines(title, number, issuer_name, text)
  FROM policy ORDER BY rowid;
INSERT INTO thing (iri, kind, policy, text)
  SELECT iri, 'measure', policy, lines(text, label) FROM measure ORDER BY rowid;
INSERT INTO thing (iri, kind, policy, yuan, text)
  SELECT iri, 'award', policy, yuan, lines(exact, recipient, trigger) FROM award ORDER BY rowid;
INSERT INTO thing (iri, kind, policy, text)
  SELECT iri, 'target', policy, lines(exact, printed, indicator_name) FROM target ORDER BY rowid;
INSERT INTO thing (iri, kind, text)
  SELECT iri, 'department', lines(name, names) FROM department ORDER BY rowid;
UPDATE thing SET day = (SELECT COALESCE(issued, published) FROM policy WHERE iri = thing.policy);
CREATE UNIQUE INDEX thing_iri ON thing (iri);
CREATE INDEX thing_policy ON thing (policy);
CREATE INDEX thing_day ON thing (day, n);
CREATE INDEX thing_yuan ON thing (yuan, n);
INSERT INTO money SELECT n, yuan FROM thing WHERE yuan NOT NULL;
INSERT INTO money SELECT n, award.yuan FROM award JOIN thing ON thing.iri IN (award.measure, award.policy)
  WHERE award.yuan NOT NULL;
CREATE INDEX money_yuan ON money (yuan, n);
INSERT OR IGNORE INTO facet SELECT iri, 'type', kind FROM thing;
UPDATE thing SET plain = folded(text);
INSERT INTO words (rowid, text) SELECT n, plain || char(10, 10) FROM thing;  -- so each character begins a trigram
INSERT INTO words (words) VALUES ('optimize');
ANALYZE;
