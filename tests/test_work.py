"""The work of reading grows with the length of a text, whatever it is made of; counted in calls, not in time."""

import resource as limits
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.model import Source
from zjtx_kg.pipeline import read_document

SHORT, LONG = 1500, 6000  # characters of the run that is repeated
SECONDS = 120  # of processor for all rules; one that does not end would take years

ITEM = "某市行动计划\n一、任务\n1.培育企业。"
GOAL = "某市行动计划\n一、目标\n(一)到2025年,"
TABLE = "某市行动计划\n一、任务\n1.培育企业。\n附件\n任务分解表\n序号\n任务\n牵头单位\n"

SHAPES = [
    # one paragraph that does not end
    (ITEM, "对新认定的国家级企业给予20万元奖励,"),
    (ITEM, "对企业给予1万元"),
    (ITEM, "按投资额的10%给予补助,最高不超过50万元;"),
    (ITEM, "给予奖励,"),
    (ITEM + "对国家级、省级企业给予奖励:", "省级100万元,市级50万元,"),
    (GOAL, "培育专精特新企业100家、小巨人企业20家,"),
    (GOAL, "企业全覆盖,"),
    (GOAL, "达到10、"),
    # only figures, brackets, marks, words of giving, of level
    (ITEM, "1234567890"),
    (ITEM, "("),
    (ITEM, "(给予1万元"),
    (ITEM, "(责任单位:市局"),
    (ITEM, "、"),
    (ITEM, "对"),
    (ITEM, "给予"),
    (ITEM + "对", "国家级、"),
    (ITEM, "“专精特新"),
    (ITEM, "根据《意见"),
    ("", "."),
    ("", "<p "),
    ("", "鏈式效應(yīng)"),
    ("", "a  b\t"),
    # many lines
    ("某市行动计划\n", "一、总体要求\n(一)任务\n1.培育\n(1)企业\n①发展。\n"),
    ("某市办法\n", "第一条 给予奖励。\n推动企业发展。\n第三条 给予奖励。\n"),
    ("", "某市行动计划\n一、任务\n培育企业。\n附件:通知\n"),
    ("", "索引号: 1\n发布日期:\n"),
    ("", "某市人民政府办公室\n2018年1月1日\n"),
    (TABLE, "1\n培育企业。\n市经信局、市财政局\n"),
    (ITEM + "(责任单位:", "市经信局、"),
]


def calls(work: Callable[[], object]) -> int:
    """How many functions, of Python and of C, the work calls."""
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(("head", "run"), SHAPES, ids=lambda text: repr(text)[-24:])
def test_work_grows_with_the_length(head: str, run: str) -> None:
    knowledge = load_knowledge()

    def read(length: int) -> object:
        text = head + run * (length // len(run))
        return read_document(Source("shape", "shape.txt", "0" * 64, "utf-8", text), knowledge)

    read(SHORT)  # what is remembered of characters and rules is not counted
    read(LONG)
    assert calls(lambda: read(LONG)) <= 1.25 * LONG / SHORT * calls(lambda: read(SHORT))


def test_every_rule_ends_on_repetitions_of_its_own_examples() -> None:
    """A pattern that can tell a run of words apart in many ways tries them all where none fits."""
    done = subprocess.run(
        [sys.executable, Path(__file__).parent / "repetitions.py"],
        preexec_fn=lambda: limits.setrlimit(limits.RLIMIT_CPU, (SECONDS, SECONDS)),
        capture_output=True,
        text=True,
        check=False,
    )
    *_, last = done.stdout.split()
    assert done.returncode == 0 and last == "done", f"{last} does not end: {done.stderr}"
