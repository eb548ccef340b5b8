"""Indicators made whole: levels, heads, subjects and lists that neighbouring numbers share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zjtx_kg.extract.least import is_name
from zjtx_kg.extract.qualify import expand, split_list
from zjtx_kg.extract.quantities import find_periods
from zjtx_kg.extract.targets.figures import Figure, rules
from zjtx_kg.extract.targets.wording import Reading, end_of_number, object_before, pool_before, read_member
from zjtx_kg.model import Span
from zjtx_kg.vocabulary import Vocabulary


def read_indicators(text: str, figures: Sequence[Figure], tiers: Vocabulary) -> tuple[Reading, ...]:
    """Each figure with its indicator, in reading order; figures without one are left out."""
    readings: list[Reading] = []
    end = 0
    for index, figure in enumerate(figures):
        after = figures[index + 1] if index + 1 < len(figures) else None
        if figure.span.start < end:  # it stands inside the wording of the one before
            continue
        reading, end = read_member(text, figure, max(end, figure.clause.start), after)
        readings.append(_whole(text, reading, readings[-1] if readings else None))
    return tuple(
        reading for reading in _from_the_right(_shared_out(text, readings, tiers)) if is_name(reading.indicator)
    )


def _whole(text: str, reading: Reading, last: Reading | None) -> Reading:
    """The reading with what the one before it, or the clause before, prints for both."""
    reading = replace(reading, indicator=rules()["inner-reach"].pattern.sub("", reading.indicator))
    if rules()["pooled"].search(reading.indicator) and (pool := pool_before(text, reading.figure)):
        reading = replace(reading, pool=pool.of(text))
    near = last if last and last.figure.sentence == reading.figure.sentence else None
    shared = _shared_with(text, reading, near) if near else None
    if near and shared:
        return replace(reading, indicator=shared, quote=_joined(near, reading))
    follows_noun = reading.quote.end == reading.figure.span.end
    if follows_noun and (not reading.indicator or rules()["needs-subject"].search(reading.indicator)):
        reading = _with_subject(text, reading, near)
    if not (reading.indicator or near) and (act := rules()["act-alone"].search(reading.context)):
        start = reading.figure.span.start - len(reading.context) + act.start()
        name = rules()["reach-at-end"].pattern.sub("", act[0])
        return replace(reading, indicator=name, quote=Span(start, reading.figure.span.end))
    return reading if reading.indicator or not last else replace(reading, indicator=last.indicator)


def _shared_with(text: str, reading: Reading, last: Reading) -> str | None:
    """The indicator made whole with parts of the one before it in the sentence; None where it shares none."""
    indicator = reading.indicator
    if not indicator:
        act = rules()["carried-act"].search(reading.context)
        carried = act and act[0].lstrip("新") not in last.indicator
        return rules()["carried-act"].pattern.sub("", last.indicator) + act[0] if act and carried else last.indicator
    if rules()["level-only"].search(indicator):
        fresh = reading.own_verb or reading.figure.clause != last.figure.clause
        starts_a_list = fresh and reading.rule == "targets.before-what-is-counted"
        return None if starts_a_list else _with_level(indicator, last.indicator)
    if rules()["passing"].pattern.match(indicator) and (passing := rules()["passing"].search(last.indicator)):
        return last.indicator[: passing.start()] + indicator
    if subject := _shared_subject(reading, last):
        return subject + indicator
    between = text[last.figure.span.end : reading.figure.span.start]
    if "," in between or reading.own_verb or not _own_level(last.indicator):
        return None
    return _levelled([last.indicator, indicator])[1]


def _shared_subject(reading: Reading, last: Reading) -> str:
    """The bearer of the rate before, where the next clause gives another of its rates without naming it."""
    if reading.figure.sort != "share" or reading.figure.coverage:
        return ""
    adjacent = reading.figure.clause.start in (last.figure.clause.start, last.figure.clause.end)
    rates = rules()["attribute"].search(reading.indicator) and (
        last.figure.coverage or any(rules()[rule].search(last.indicator) for rule in ("attribute", "average"))
    )
    if not adjacent or not rates:
        return ""
    bearer = rules()["subject"].search(last.indicator)
    return bearer[0] if bearer and not rules()["own-subject"].search(reading.indicator) else ""


def _joined(last: Reading, reading: Reading) -> Span:
    return Span(min(last.quote.start, reading.quote.start), reading.quote.end)


# --- levels -----------------------------------------------------------------------------------------------------------


def _own_level(indicator: str) -> str:
    level = rules()["own-level"].search(indicator)
    return level[0] if level else ""


def _unlevelled(indicator: str) -> str:
    return indicator[len(_own_level(indicator)) :]


def _with_level(level: str, indicator: str) -> str:
    """The indicator with another level in place of its own, before or after the thing."""
    if own := rules()["level-at-end"].search(indicator):
        return indicator[: own.start()] + level
    return level + _unlevelled(indicator)


# --- subjects ---------------------------------------------------------------------------------------------------------


def _with_subject(text: str, reading: Reading, last: Reading | None) -> Reading:
    """The attribute with its subject: the thing counted just before, or the object of the clause before."""
    if rules()["of-a-pool"].search(reading.indicator):
        pool = pool_before(text, reading.figure)
        return _of(pool, text, reading) if pool and not rules()["admitted"].search(_lead(text, reading)) else reading
    if last and reading.figure.clause.start in (last.figure.clause.start, last.figure.clause.end):
        return replace(reading, indicator=_bearer(last.indicator) + reading.indicator, quote=_joined(last, reading))
    what = object_before(text, reading.figure)
    return _of(what, text, reading) if what else reading


def _lead(text: str, reading: Reading) -> str:
    """The words of the clause before the indicator."""
    return text[reading.figure.clause.start : reading.quote.start]


def _of(what: Span, text: str, reading: Reading) -> Reading:
    """The attribute of the thing named before."""
    return replace(reading, indicator=what.of(text) + reading.indicator, quote=Span(what.start, reading.quote.end))


def _bearer(indicator: str) -> str:
    """The thing counted, or of an attribute the one that has it."""
    if rules()["share-name"].search(indicator) or rules()["attribute"].search(indicator):
        subject = rules()["subject"].search(indicator)
        if subject or rules()["share-name"].search(indicator):
            return subject[0] if subject else ""
    return rules()["total"].pattern.sub("", indicator)


# --- lists ------------------------------------------------------------------------------------------------------------


def _shared_out(text: str, readings: Sequence[Reading], tiers: Vocabulary) -> list[Reading]:
    """Lists of things or years that several numbers serve in the same order: each number with its place in the run."""
    result: list[Reading] = []
    for run in _runs(text, readings):
        placed = [replace(reading, place=(index, len(run))) for index, reading in enumerate(run)]
        parts = _parts_before(run, result) or _parts(run[0].indicator, len(run), tiers) if len(run) > 1 else []
        if len(parts) == len(run):
            placed = [replace(reading, indicator=part) for reading, part in zip(placed, parts, strict=True)]
        result += placed if len(run) > 1 else _each(placed[0])
    return result


def _parts_before(run: Sequence[Reading], before: Sequence[Reading]) -> list[str]:
    """The last things counted, as many as numbers follow 分别: A300户、B120户,总量分别达到900户、520户."""
    own = run[0].printed
    elliptic = not own or rules()["needs-subject"].search(own)
    last = before[-len(run) :]
    if not (elliptic and rules()["respectively"].search(run[0].context)) or len(last) < len(run):
        return []
    return [reading.indicator + own for reading in last] if last[0].figure.sentence == last[-1].figure.sentence else []


def _each(reading: Reading) -> list[Reading]:
    """One reading for each thing, or each year, of a list where the number is one for each: 孵化器、加速器各10家."""
    if years := rules()["each-of-years"].search(reading.context):
        count = len(find_periods(years[0]))
        return [replace(reading, place=(index, count)) for index in range(count)]
    if not rules()["each-of-several"].search(reading.context):
        return [reading]
    items = split_list(reading.indicator, rules()["list-mark"])
    return [replace(reading, indicator=item.of(reading.indicator)) for item in items]


def _runs(text: str, readings: Sequence[Reading]) -> list[list[Reading]]:
    """Readings grouped: those that share one indicator with nothing but marks and bounds between."""
    runs: list[list[Reading]] = []
    for reading in readings:
        if runs and _follows(text, runs[-1][-1], reading):
            runs[-1].append(reading)
        else:
            runs.append([reading])
    return runs


def _follows(text: str, last: Reading, reading: Reading) -> bool:
    if reading.indicator != last.indicator or reading.figure.unit != last.figure.unit:
        return False
    between = text[end_of_number(text, last.figure) : reading.figure.span.start]
    return bool(rules()["list-mark"].pattern.fullmatch(between))


def _parts(indicator: str, count: int, tiers: Vocabulary) -> list[str]:
    """The things that a list of indicators names; of a list of attributes each with its bearer."""
    tail = rules()["decline"].search(indicator) or rules()["rate-at-end"].search(indicator)
    names = indicator[: tail.start()] if tail else indicator
    if row := rules()["sums-in-a-row"].search(names):
        sums = split_list(row["sums"], rules()["list-mark"])
        return [row["head"] + place.of(row["sums"]) + row["tail"] for place in sums] if len(sums) == count else []
    items = [span.of(names) for span in split_list(names, rules()["list-mark"])]
    if len(items) == count and all(rules()["attribute"].search(item) for item in items):
        return [
            item + (tail[0] if tail else "") for item in (items[0], *(_borne(item, items[0]) for item in items[1:]))
        ]
    if len(items) == count and (attribute := _attribute_of_all(items)):
        return [*(item + attribute for item in items[:-1]), items[-1]]
    if len(items) == count and (share := rules()["share-of-all"].search(items[-1])):
        return [*(item + share["tail"] for item in items[:-1]), items[-1]]
    if len(items) == count and not any(rules()["level-only"].search(item) for item in items):
        return _levelled(items)
    return [part.text for part in expand(indicator, tiers, count)]


def _attribute_of_all(items: Sequence[str]) -> str:
    """The attribute that the last bearer of a list prints for all: 新兴产业、高新技术产业产值占比."""
    bearer = rules()["subject"].search(items[-1]) if rules()["attribute"].search(items[-1]) else None
    alone = bearer and all(rules()["bearer-alone"].search(item) for item in items[:-1])
    return items[-1][bearer.end() :] if bearer and alone else ""


def _levelled(items: Sequence[str]) -> list[str]:
    """The things of a list, each with the level that the one before it shares."""
    result = [items[0]]
    for item in items[1:]:
        result.append(item if rules()["own-scheme"].search(item) else _own_level(result[-1]) + item)
    return result


def _borne(item: str, first: str) -> str:
    """An attribute with the bearer, or the measure of use, that the first of its list names for all."""
    if unit := rules()["per-unit"].search(first):
        return item if item.startswith(unit[0]) else unit[0] + item
    bearer = rules()["subject"].search(first)
    return bearer[0] + item if bearer and not rules()["own-subject"].search(item) else item


def _from_the_right(readings: Sequence[Reading]) -> list[Reading]:
    """Members that print only a level before a noun printed once: 1个省级、2个市级示范园区."""
    result: list[Reading] = []
    for reading in reversed(readings):
        result.append(_with_head(reading, result[-1]) if result else reading)
    return result[::-1]


def _with_head(reading: Reading, after: Reading) -> Reading:
    if not rules()["level-only"].search(reading.indicator) or after.figure.clause != reading.figure.clause:
        return reading
    quote = Span(reading.quote.start, after.quote.end)
    return replace(reading, indicator=reading.indicator + _unlevelled(after.indicator), quote=quote)
