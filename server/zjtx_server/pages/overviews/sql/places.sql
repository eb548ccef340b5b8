-- Each region that has policies with those that it lies in, itself first among them.
WITH RECURSIVE held(region, place) AS (
  SELECT iri, iri FROM region WHERE policies > 0
  UNION SELECT held.region, region.parent FROM held JOIN region ON region.iri = held.place WHERE region.parent NOT NULL
)
SELECT region, place FROM held
