"""A match as text: a table for people, JSON and CSV for programs."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from io import StringIO
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from zjtx_kg.figures import ratio, shortest
from zjtx_kg.match.asking import Fact
from zjtx_kg.match.model import REMARKS, Claim, Match, Open, Reason, RegionMatch, Sums

WIDTH = 160  # characters of a table where the output is no terminal
WAN = 10_000
NOTE = (
    "Not modelled: rules against double benefits, conditions that stand elsewhere in the documents. "
    "Sums count what fits and is not known to be out of force. Awards for titles of two levels may exclude each other."
)
NO_DAY = (
    "未指定日期，政策是否有效待核对（--on，日期）",
    "no day was asked (--on), so whether a policy is in force is open",
)
INFERRED = "推断"
UNMET = ("无奖补对应", "no award asks for it")
NOTHING_FITS = ("无符合的奖补", "nothing fits")
SURE = ("条件已满足", "nothing open")
UNSURE = ("待核对", "if what is open holds")
SIGNS = {"amount": "", "atMost": "≤ ", "atLeast": "≥ "}
BOUNDS = {"上限": "≤ ", "下限": "≥ "}  # of shares, by the labels of the vocabulary
FIGURES = ("amount", "atMost", "atLeast", "ratio")
RENAMED = {
    "occasion": "occasionName",
    "tier": "awardTierName",
    "level": "levelName",
    "kind": "kindName",
    "bound": "boundName",
}
PLAIN = ("policy", "policyName", "award", "awardName", "trigger", "issued", "validUntil", "place", "quote", "standing")
COLUMNS = ("region", "regionName", "state", "status", "reasons", "open", *PLAIN, *RENAMED, *FIGURES)


def money(yuan: Decimal) -> str:
    """Yuan, in 万元 from ten thousand on."""
    value, unit = (yuan / WAN, "万元") if yuan >= WAN else (yuan, "元")
    return f"{shortest(value)} {unit}"


def sum_of(claim: Claim) -> str:
    """The sum as people read it: 50 万元, ≤ 100 万元, 30%, ≥ 1:1."""
    row = claim.row
    sums = [f"{sign}{money(Decimal(row[name]))}" for name, sign in SIGNS.items() if name in row]
    if "ratio" in row:
        sign = "" if sums else BOUNDS.get(row.get("boundName", ""), "")
        sums.insert(0, sign + ratio(Decimal(row["ratio"]), row.get("kindName", "")))
    return ", ".join(sums) or "—"


def both(words: tuple[str, str]) -> str:
    """Chinese with the English behind."""
    return " ".join(words)


def remark(left: Open) -> str:
    """What is open, in words."""
    said = both(REMARKS[left.kind])
    return f"{said}: {left.words}" if left.words else said


def total(sums: Sums) -> str:
    """Sums in words."""
    figures = (("fixed", sums.fixed), ("at most", sums.at_most), ("at least", sums.at_least))
    parts = [f"{name} {money(value)}" for name, value in figures if value]
    parts += [f"{sums.shares} as a share"] if sums.shares else []
    parts += [f"{sums.without} without a figure"] if sums.without else []
    return ", ".join(parts) or "无 none"


def as_table(answer: Match) -> str:
    """One table for each region, with its sums below."""
    out = StringIO()
    console = Console(file=out, width=WIDTH, highlight=False)
    for region in answer.regions:
        if region.claims:
            console.print(_table(region))
        console.print(Text("\n".join(_below(region, answer)) + "\n"))
    console.print(Text(NOTE if answer.regions else "No policy was read."))
    return out.getvalue()


def _below(region: RegionMatch, answer: Match) -> Iterator[str]:
    """The lines below the table: sums, and what met nothing."""
    if region.claims:
        yield f"{region.name}: {both(SURE)}: {total(region.sure)}; {both(UNSURE)}: {total(region.unsure)}"
        if answer.profile.day is None:
            yield both(NO_DAY)
    else:
        yield f"{region.name} {region.code}: {both(NOTHING_FITS)}"
    if region.unmet:
        yield f"{both(UNMET)}: {', '.join(_words(region.unmet))}"


def _table(region: RegionMatch) -> Table:
    table = Table(title=f"{region.name} {region.code}")
    for name in ("award", "sum", "status", "reason", "open", "quote"):
        table.add_column(name, overflow="fold")
    for claim in region.claims:
        left = "\n".join(remark(each) for each in claim.open)
        cells = (
            claim.row["awardName"],
            sum_of(claim),
            claim.status,
            "\n".join(_words(claim.reasons)),
            left,
            claim.row["quote"],
        )
        table.add_row(*map(Text, cells), end_section=True)
    return table


def as_csv(answer: Match) -> str:
    """One row for each award, then one for what met none, whose status is `UNMET`."""
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for region in answer.regions:
        place = {"region": region.code, "regionName": region.name}
        for claim in region.claims:
            entry = _entry(claim) | place
            entry |= {"reasons": " | ".join(_words(claim.reasons)), "open": " | ".join(map(remark, claim.open))}
            writer.writerow({name: entry.get(name) for name in COLUMNS})
        unmet = place | {"status": UNMET[0], "standing": INFERRED}  # as what the awards ask for is
        writer.writerows(unmet | {"reasons": each} for each in _words(region.unmet))
    return out.getvalue()


def as_json(answer: Match) -> str:
    """The whole answer: regions with sums and claims, in the words of `Claim`."""
    regions = [
        {
            "region": region.code,
            "regionName": region.name,
            "sure": _sums(region.sure),
            "unsure": _sums(region.unsure),
            "unmet": _words(region.unmet),
            "claims": [_entry(claim) for claim in region.claims],
        }
        for region in answer.regions
    ]
    note = NOTE if answer.profile.day else f"{NOTE} {both(NO_DAY)}"
    told = {"day": answer.profile.day, "regions": regions, "note": note}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _sums(sums: Sums) -> dict[str, Any]:
    money = {"fixed": sums.fixed, "atMost": sums.at_most, "atLeast": sums.at_least}
    return {name: _number(value) for name, value in money.items()} | {"shares": sums.shares, "without": sums.without}


def _entry(claim: Claim) -> dict[str, Any]:
    row = claim.row
    named = {name: row.get(name) for name in PLAIN} | {name: row.get(column) for name, column in RENAMED.items()}
    figures = {name: _number(Decimal(row[name])) if name in row else None for name in FIGURES}
    left = [{"kind": each.kind, "words": each.words} for each in claim.open]
    told = {"state": claim.state, "status": claim.status, "reasons": _words(claim.reasons), "open": left}
    return told | named | figures


def _words(those: Iterable[Fact | Reason]) -> list[str]:
    return [each.words for each in those]


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


FORMS = {"table": as_table, "json": as_json, "csv": as_csv}
