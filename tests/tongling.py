"""One of the project's own documents with its two annexes as tables, to be written in any format."""

from __future__ import annotations

import json
import re
from itertools import groupby, pairwise

from word import Cell

from zjtx_kg.read import read_source
from zjtx_kg.resources import resource

DATA = resource("data")
SOURCE = read_source(DATA / "sources" / "tongling-2018.txt")
HEADER_OF_TASKS = ("序号", "主要任务", "具体任务", "牵头单位", "责任单位")
HEADER_OF_GOALS = ("序号", "目    标", "2017年", "2022年", "备  注")
GOAL = re.compile(r"(?m)^(\d+)\n\n(.+)\n\n(\S+)\n\n(\S+)$(?:\n\n(.+指标)$)?")


def row(*words: str) -> list[Cell]:
    return [(one, 1, 1) for one in words]


def paragraphs() -> tuple[list[str], list[str], list[str]]:
    """The text before the first table, the lines between both, and those after the second."""
    lines = SOURCE.text.split("\n")
    first, second = (at for at, line in enumerate(lines) if line == "序号")
    between = next(at for at, line in enumerate(lines) if line == "附件2")
    end = next(at for at, line in enumerate(lines) if line.startswith("扫一扫"))
    return lines[:first], lines[between:second], lines[end:]


def tasks() -> list[list[Cell]]:
    """The table of tasks as annotated: number and name of a measure stand in cells merged over its tasks."""
    gold = json.loads((DATA / "gold" / "tongling-2018.json").read_text(encoding="utf-8"))
    measures = {measure["id"]: measure for measure in gold["measures"]}
    rows = [row(*HEADER_OF_TASKS)]
    group = ""
    for id_, of_measure in groupby(gold["tasks"], key=lambda task: task["measure"]):
        measure, listed = measures[id_], list(of_measure)
        if measure["section"][-1] != group:
            group = measure["section"][-1]
            rows.append([(group, 1, 5)])
        for index, task in enumerate(listed):
            names = [(measure["number"], len(listed), 1), (measure["heading"], len(listed), 1)] if index == 0 else []
            rows.append([*names, *row(task["text"], _units(task, "lead", "\n"), _units(task, "responsible", "、"))])
    return rows


def _units(task: dict[str, list[dict[str, str]]], role: str, mark: str) -> str:
    return mark.join(unit["name"] for unit in task["departments"] if unit["role"] == role)


def goals() -> list[list[Cell]]:
    """The table of goals as printed; a remark stands in a cell merged over the goals that it holds for."""
    found = GOAL.findall(SOURCE.text[SOURCE.text.index("发展目标表\n\n序号") :])
    starts = [at for at, (*_, remark) in enumerate(found) if remark]
    heights = {start: end - start for start, end in pairwise([*starts, len(found)])}
    rows = [row(*HEADER_OF_GOALS)]
    for at, (*words, remark) in enumerate(found):
        rows.append([*row(*words), *([(remark, heights[at], 1)] if at in heights else [])])
    return rows
