"""What is shown of documents before they are added: what was found in each, and what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from rich.box import SIMPLE
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from zjtx_kg.collect.plan import Examined, Plan
from zjtx_kg.collect.remove import Removal
from zjtx_kg.console import printable
from zjtx_kg.coverage import Coverage
from zjtx_kg.model import Award, Finding, Target
from zjtx_kg.publish.report import metric_of

MOST_WHOLE = 3  # documents that are shown with examples; more are a line each
MOST_EXAMPLES = 3
MOST_FINDINGS = 12
MOST_SKIPPED = 20
OVERVIEW = ("measures", "units", "awards", "targets")
COUNTED = ("measures", "units", "tasks", "awards", "targets", "ladder steps")


def show_plan(plan: Plan) -> Iterator[RenderableType]:
    """What adding would do, as tables for a console."""
    if len(plan.new) > MOST_WHOLE:
        yield _overview(plan.new)
    else:
        yield from map(_document, plan.new)
    yield from show_left_out(plan)


def show_left_out(plan: Plan) -> Iterator[Text]:
    """The files that are not added, each with the reason."""
    for path, id in plan.known:
        yield Text(f"{printable(str(path))} is there already as {id}")
    for skipped in plan.skipped[:MOST_SKIPPED]:
        yield Text(f"left out: {printable(str(skipped.path))}: {skipped.reason}")
    if len(plan.skipped) > MOST_SKIPPED:
        yield Text(f"left out: {len(plan.skipped) - MOST_SKIPPED} more")


def show_removals(removals: Sequence[Removal]) -> Table:
    """What would be taken out."""
    table = _table("id", "file", "origin")
    for removal in removals:
        file = removal.entry.file if removal.file else f"{removal.entry.file} (stays or is gone)"
        table.add_row(*map(printable, (removal.entry.id, file, removal.entry.origin)))
    return table


def counts(examined: Examined) -> Counter[str]:
    """Number of things of each kind in a record."""
    record = examined.record
    return Counter(
        {
            "measures": len(record.measures),
            "units": sum(len(measure.departments) for measure in record.measures)
            + sum(len(task.departments) for task in record.tasks),
            "tasks": len(record.tasks),
            "awards": len(record.awards),
            "targets": len(record.targets),
            "ladder steps": len(record.ladder),
        }
    )


def _table(*columns: str) -> Table:
    """A table without vertical lines, whose Chinese cells are broken rather than cut."""
    table = Table(box=SIMPLE)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _overview(new: Sequence[Examined]) -> Table:
    """Many documents, a line each."""
    table = _table("id", "title", *OVERVIEW, "doubts", "errors")
    for each in new:
        severities = Counter(finding.severity for finding in each.findings)
        title = each.record.fields.title or each.record.fields.region or "—"
        numbers = counts(each)
        figures = (*(numbers[name] for name in OVERVIEW), severities["warning"], severities["error"])
        table.add_row(each.id, Text(printable(title)), *map(str, figures))
    for column in table.columns:
        column.no_wrap = True
    table.columns[1].overflow = "ellipsis"  # the one column that gives way: a line for each document
    return table


def _document(examined: Examined) -> Panel:
    parts: list[RenderableType] = [_fields(examined), _counts(examined)]
    record = examined.record
    if record.awards or record.targets:
        parts.append(_examples([*islice(record.awards, MOST_EXAMPLES), *islice(record.targets, MOST_EXAMPLES)]))
    parts.append(_findings(examined))
    return Panel(Group(*parts), title=Text(f"{printable(str(examined.file.path))} → {examined.id}"), title_align="left")


def _fields(examined: Examined) -> Table:
    read = examined.record.fields
    region = f"{read.region or '—'}{f' ({read.region_code})' if read.region_code else ''}"
    rows = {
        "title": read.title,
        "region": region,
        "issuer": read.issuer,
        "number": read.number,
        "issued": read.issued,
        "published": read.published,
        "status": read.status,
        "text": f"{len(examined.text):,} characters, {examined.encoding}",
        "accounted for": _account(examined.coverage),
    }
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(overflow="fold")
    for name, value in rows.items():
        table.add_row(Text(name, style="bold"), Text(printable(value or "—")))
    return table


def _account(coverage: Coverage) -> str:
    """How much of what a record could take was recorded or left out for a reason."""
    unread = len(coverage.unread)
    left = f"{unread} unread" if unread else "none unread"
    return f"{coverage.share:.1%} of {len(coverage.items)} numbers, dates, cues and lists; {left}"


def _counts(examined: Examined) -> Table:
    table = _table(*COUNTED)
    numbers = counts(examined)
    table.add_row(*(str(numbers[name]) for name in COUNTED))
    return table


def _examples(facts: Iterable[Award | Target]) -> Table:
    table = _table("", "for example", "value", "quote")
    table.columns[2].no_wrap = True
    for fact in facts:
        if isinstance(fact, Award):
            row = ("award", fact.recipient, _sum(fact), fact.quote.text)
        else:
            row = ("target", fact.indicator, f"{fact.comparator} {fact.value} {fact.unit or ''}", fact.quote.text)
        table.add_row(*(Text(printable(cell)) for cell in row))
    return table


def _sum(award: Award) -> str:
    amount = "" if award.amount is None else f"{award.bound or ''} {award.amount:,} yuan"
    ratio = "" if award.ratio is None else f"{award.ratio:g} of it"
    return " · ".join(part.strip() for part in (amount, ratio) if part) or "not named"


def _findings(examined: Examined) -> RenderableType:
    """What could not be read or decided: how much by metric, and the first of it; damage before doubts."""
    tally = Counter(metric_of(finding) for finding in examined.findings if finding.severity != "info")
    if not tally:
        return Text("nothing was left unread or in doubt")
    table = _table("", "rule", "place", "not read or in doubt")
    ranked = sorted(
        (finding for finding in examined.findings if finding.severity != "info"),
        key=lambda finding: finding.severity != "error",
    )
    for finding in ranked[:MOST_FINDINGS]:
        table.add_row(*(Text(printable(cell)) for cell in _row(finding)))
    table.caption = ", ".join(f"{number} {metric}" for metric, number in sorted(tally.items()))
    if len(ranked) > MOST_FINDINGS:
        table.caption += f"; all of them: zjtx-kg extract {printable(str(examined.file.path))}"
    return table


def _row(finding: Finding) -> tuple[str, str, str, str]:
    place = f"{finding.span.start}–{finding.span.end}" if finding.span else ""
    return finding.severity, finding.rule, place, finding.message
