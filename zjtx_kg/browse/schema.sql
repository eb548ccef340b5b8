-- What the pages list, count and search; docs/browse.md says what each table holds. IRIs as text, money in yuan.
CREATE TABLE policy (
  iri TEXT PRIMARY KEY, title TEXT, region TEXT, region_name TEXT, year INTEGER, issued TEXT, published TEXT,
  valid_until TEXT, number TEXT, issuer TEXT, issuer_name TEXT, status TEXT, status_name TEXT,
  measures INTEGER, awards INTEGER, targets INTEGER, text TEXT
);
CREATE TABLE measure (
  iri TEXT PRIMARY KEY, policy TEXT, region TEXT, year INTEGER, label TEXT, number TEXT, text TEXT, position INTEGER,
  section TEXT, section_label TEXT, main_theme TEXT, quote TEXT, start INTEGER, end INTEGER, exact TEXT
);
CREATE TABLE award (
  iri TEXT PRIMARY KEY, policy TEXT, measure TEXT, region TEXT, year INTEGER, recipient TEXT, trigger TEXT,
  tier TEXT, tier_name TEXT, level TEXT, level_name TEXT, kind TEXT, kind_name TEXT,
  amount REAL, maximum REAL, minimum REAL, ratio REAL, bound_name TEXT, yuan REAL, payer TEXT,
  quote TEXT, start INTEGER, end INTEGER, exact TEXT, before TEXT, after TEXT,
  statement TEXT AS (CASE WHEN amount NOT NULL THEN '定额' WHEN maximum NOT NULL THEN '上限' WHEN minimum NOT NULL THEN '下限'
    WHEN ratio NOT NULL THEN '比例' ELSE '未载明金额' END)
);
CREATE TABLE target (
  iri TEXT PRIMARY KEY, policy TEXT, measure TEXT, region TEXT, year INTEGER, printed TEXT,
  indicator TEXT, indicator_name TEXT, value REAL, unit TEXT, comparator TEXT, comparator_name TEXT, by_year INTEGER,
  kind TEXT, kind_name TEXT, binding TEXT, binding_name TEXT, baseline REAL, baseline_year INTEGER,
  tier TEXT, tier_name TEXT, level TEXT, level_name TEXT,
  quote TEXT, start INTEGER, end INTEGER, exact TEXT, before TEXT, after TEXT
);
CREATE TABLE responsibility (
  iri TEXT PRIMARY KEY, of TEXT, measure TEXT, policy TEXT, region TEXT, department TEXT, department_name TEXT,
  role TEXT, role_name TEXT, function TEXT, function_name TEXT, printed TEXT, quote TEXT
);
CREATE TABLE classification (
  iri TEXT PRIMARY KEY, of TEXT, policy TEXT, region TEXT, scheme TEXT, concept TEXT, concept_name TEXT, rank INTEGER,
  quote TEXT
);
CREATE TABLE step (
  iri TEXT PRIMARY KEY, policy TEXT, region TEXT, position INTEGER, label TEXT, tier TEXT, tier_name TEXT,
  level TEXT, level_name TEXT, quote TEXT, start INTEGER, end INTEGER, exact TEXT, before TEXT, after TEXT
);
CREATE TABLE citation (policy TEXT, basis TEXT, title TEXT, number TEXT, PRIMARY KEY (policy, basis));
CREATE TABLE passage (  -- each link from either end; older: whether this is the older one, or the first of the two
  link TEXT, policy TEXT, other TEXT, passage TEXT, chars INTEGER, policy_day TEXT, other_day TEXT,
  older INTEGER, PRIMARY KEY (link, policy)
);
CREATE TABLE counterpart (  -- each link from either end
  link TEXT, measure TEXT, policy TEXT, other TEXT, grade TEXT, score REAL, PRIMARY KEY (link, measure)
);
CREATE TABLE department (
  iri TEXT PRIMARY KEY, name TEXT, names TEXT, region TEXT, region_name TEXT, collective INTEGER, function TEXT,
  function_name TEXT, leads INTEGER, responsible INTEGER
);
CREATE TABLE region (
  iri TEXT PRIMARY KEY, code TEXT, name TEXT, level TEXT, level_name TEXT, parent TEXT, policies INTEGER
);
CREATE TABLE indicator (  -- unit: where it is one; regions with targets for it
  iri TEXT PRIMARY KEY, name TEXT, unit TEXT, tier TEXT, level TEXT, regions INTEGER
);
CREATE TABLE concept (iri TEXT PRIMARY KEY, scheme TEXT, notation TEXT, zh TEXT, en TEXT, broader TEXT);

CREATE VIEW region_within AS  -- each region with itself and the places that it lies in, none by itself
  WITH RECURSIVE held (region, place) AS (
    SELECT iri, iri FROM region
    UNION SELECT held.region, around.parent FROM held JOIN region AS around ON around.iri = held.place
    WHERE around.parent NOT NULL
  )
  SELECT region, place FROM held UNION ALL SELECT 'none', 'none';
CREATE VIEW dated AS  -- policies with their day; age counts those of one place, the newest first
  SELECT *, of_region = 1 OR (age = 1 AND day NOT NULL) AS newest FROM (
    SELECT iri, title, region, region_name, year, valid_until, status, status_name,
      COALESCE(issued, published) AS day, COALESCE(region, iri) AS place,
      COUNT(*) OVER (PARTITION BY COALESCE(region, iri)) AS of_region,
      ROW_NUMBER() OVER (PARTITION BY COALESCE(region, iri) ORDER BY COALESCE(issued, published) DESC, iri) AS age
    FROM policy
  );

CREATE TABLE facet (thing TEXT, facet TEXT, value TEXT, PRIMARY KEY (thing, facet, value)) WITHOUT ROWID;
CREATE TABLE thing (  -- what is searched; day and yuan to sort by, text the words, plain the same folded
  n INTEGER PRIMARY KEY, iri TEXT, kind TEXT, policy TEXT, day TEXT, yuan REAL, text TEXT, plain TEXT
);
CREATE TABLE money (n INTEGER, yuan REAL);  -- of awards, and of measures and policies with such awards
CREATE TABLE chosen (facet TEXT, value TEXT, things BLOB, PRIMARY KEY (facet, value));  -- bit n: the thing n has the value
CREATE VIRTUAL TABLE words USING fts5 (text, content='', tokenize='trigram', detail='full');  -- rowid: thing.n
CREATE VIRTUAL TABLE vocab USING fts5vocab (words, 'instance');
