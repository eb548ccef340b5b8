"""Records as JSON: the keys of the contract in its order, and annotations that depart from it refused."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from zjtx_kg.errors import SourceError
from zjtx_kg.model import (
    Award,
    Citation,
    Fields,
    LadderTier,
    Measure,
    Quote,
    Record,
    Span,
    Target,
    Task,
    Unit,
)
from zjtx_kg.records import dump_record, load_record_json, record_json
from zjtx_kg.resources import resource

ANNOTATIONS = sorted((resource("data") / "gold").glob("*.json"))
CONTRACT = Path(__file__).parent.parent / "docs" / "records.md"


def quote(text: str) -> Quote:
    return Quote(Span(0, len(text)), text, "test")


UNITS = (Unit("市经信局", "lead", quote("市经信局")), Unit("各区人民政府", "responsible", quote("各区人民政府")))
RECORD = Record(
    id="page",
    fields=Fields(
        title="实施意见",
        status="draft",
        basis=(Citation("意见", "皖政〔2018〕46号", quote("《意见》")),),
        quotes={"title": quote("实施意见")},
    ),
    measures=(Measure("m1", "1", "加强服务", ("一、任务", "(一)服务"), "加强服务。帮助企业。", UNITS, quote("1.")),),
    tasks=(Task("m1", "建立平台", UNITS[:1], quote("建立平台")),),
    awards=(
        Award("m1", "小巨人", "little-giant", None, 500000, "max", 0.3, "reward", None, quote("小巨人给予50万元")),
    ),
    targets=(
        Target(
            None,
            "table",
            "小巨人",
            15,
            "家",
            ">=",
            "level",
            2022,
            3,
            2017,
            "binding",
            "little-giant",
            None,
            quote("15家"),
        ),
    ),
    ladder=((LadderTier("srdi-sme", None, "专精特新", quote("专精特新")),),),
)


def test_record_as_json() -> None:
    units = [{"name": "市经信局", "role": "lead"}, {"name": "各区人民政府", "role": "responsible"}]
    expected = {
        "document": {
            "title": "实施意见",
            "region": None,
            "region_code": None,
            "province": None,
            "issuer": None,
            "number": None,
            "issued": None,
            "published": None,
            "status": "draft",
            "valid_until": None,
            "basis": [{"title": "意见", "number": "皖政〔2018〕46号"}],
        },
        "measures": [
            {
                "id": "m1",
                "number": "1",
                "heading": "加强服务",
                "section": ["一、任务", "(一)服务"],
                "text": "加强服务。帮助企业。",
                "departments": units,
            }
        ],
        "tasks": [{"measure": "m1", "text": "建立平台", "departments": units[:1]}],
        "awards": [
            {
                "measure": "m1",
                "recipient": "小巨人",
                "tier": "little-giant",
                "level": None,
                "amount": 500000,
                "bound": "max",
                "ratio": 0.3,
                "kind": "reward",
                "trigger": None,
                "quote": "小巨人给予50万元",
            }
        ],
        "targets": [
            {
                "measure": None,
                "source": "table",
                "indicator": "小巨人",
                "value": 15,
                "unit": "家",
                "comparator": ">=",
                "kind": "level",
                "year": 2022,
                "baseline": 3,
                "baseline_year": 2017,
                "binding": "binding",
                "tier": "little-giant",
                "level": None,
                "quote": "15家",
            }
        ],
        "ladder": [[{"tier": "srdi-sme", "level": None, "label": "专精特新"}]],
    }
    # As text, so that the order of keys counts too.
    assert json.dumps(record_json(RECORD), ensure_ascii=False) == json.dumps(expected, ensure_ascii=False)


def test_written_record_loads_again(tmp_path: Path) -> None:
    path = tmp_path / "page.json"
    path.write_text(dump_record(RECORD), encoding="utf-8")
    assert load_record_json(path) == record_json(RECORD)
    assert path.read_text(encoding="utf-8").endswith("}\n")


@pytest.mark.parametrize("path", ANNOTATIONS, ids=lambda path: path.stem)
def test_annotations_keep_to_the_contract(path: Path) -> None:
    assert load_record_json(path)["document"]["status"] in {"draft", "issued"}


@pytest.mark.parametrize("part", ["document", "measures", "awards", "targets"])
def test_keys_are_those_of_the_contract(part: str) -> None:
    section = re.split(r"\n## ", CONTRACT.read_text(encoding="utf-8"))
    table = next(text for text in section if text.startswith(f"{part}\n"))
    names = [name for row in re.findall(r"^\| ([a-z_, ]+) \|", table, re.MULTILINE) for name in row.split(", ")]
    written = record_json(RECORD)[part]
    assert names[1:] == list(written if part == "document" else written[0])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "not readable as JSON"),
        ("[]", "a record is one JSON object"),
        ('{"document": {}}', "no “measures”"),
        (json.dumps(record_json(RECORD) | {"awards": [{"recipient": "小巨人"}]}), r"awards\[0\] lacks"),
        (json.dumps(record_json(RECORD) | {"document": {"title": None}}), "document lacks"),
        (json.dumps(record_json(RECORD) | {"tasks": ["建立平台"]}), r"tasks\[0\] lacks"),
        (json.dumps(record_json(RECORD) | {"cut": {"number": "7"}}), "cut lacks"),
        (json.dumps(record_json(RECORD) | {"cut": "7"}), "cut lacks"),
        (json.dumps(record_json(RECORD) | {"ladder": [[{"tier": "srdi-sme"}]]}), r"ladder\[0\] lacks"),
    ],
)
def test_what_is_no_record_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=problem) as caught:
        load_record_json(path)
    assert "bad.json" in str(caught.value)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"absent\.json"):
        load_record_json(tmp_path / "absent.json")
