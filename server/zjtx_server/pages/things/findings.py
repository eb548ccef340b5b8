"""What the reading of a policy could not decide, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from zjtx_kg.iris import SHAPES
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.things.places import Lines, line_anchor

MOST = 60  # characters of a place that are shown
SHAPE = "shape."
OF_SOURCE = ("clean", "read")  # the steps whose findings lie in the source, not in the clean text
CHINESE = {  # by rule, or by what its name begins with; the findings themselves speak English
    "read": "来源文件中有没有读出的部分",
    "clean-marks.bare-date": "落款中的日期有几种读法，未作修复",
    "clean-marks.damaged": "有无法识别的字符",
    "clean-spam": "句中疑似垃圾信息，未删去",
    "clean.byteshift": "前面的文字可能错位了一个字节",
    "clean.pinyin": "所注的读音不见于字典，未作修复",
    "clean.unbalanced": "成对的标点缺了一半",
    "outline.lost-number": "条目的编号没有印出，按位置推定",
    "outline.numbers": "没有带编号的条目，因此没有措施",
    "outline.sequence": "条目的编号不连续",
    "outline.table": "表格中有没有读入的行或单元格",
    "outline.texts": "网页上另有一篇带编号的文字，没有读入",
    "fields.date-line": "落款中的日期读不出",
    "fields.issued": "落款的日期与网页所标的成文日期不同",
    "fields.own-region": "看不出文件属于哪个地区",
    "measures.cut": "最后一项措施中断，网页可能不完整",
    "measures.empty": "标题下没有正文，不作措施",
    "tasks.measure": "任务表的这一行不属于任何已知的措施",
    "classify.no-theme": "措施归不进任何主题",
    "resolve.unknown-occasion": "奖补的事由未定",
    "resolve.unknown-unit": "单位的职能不详，按原文的名称记",
    "resolve.unmapped-indicator": "不是各地共有的指标，按原文的说法记",
    "coverage.unread-cell": "单元格没有读入",
    "coverage.unread-cue": "提示词没有引出任何事实",
    "coverage.unread-date": "日期没有读入",
    "coverage.unread-number": "数字没有读入",
    "coverage.unread-units": "单位名单没有读入",
    "corrections": "人工更正",
}


class Told(NamedTuple):
    """A finding as a page tells it.

    Args:
        rule: that found it.
        chinese: what it says in Chinese; empty where nothing stands ready.
        message: what it says, in English.
        severity: info, warning or error.
        words: of the text, that it is about; empty where it lies in the source or nowhere.
        anchor: of their line in the text.
        place: its place in the clean text, such as `1072–1104`; empty where it lies in the source or nowhere.
        source: its place in the source.
    """

    rule: str
    chinese: str
    message: str
    severity: str
    words: str = ""
    anchor: str = ""
    place: str = ""
    source: str = ""


def findings_told(
    knowledge: Knowledge, found: Iterable[Mapping[str, Any]], text: str = "", lines: Lines = ()
) -> list[Told]:
    """The findings of a document, as the report of the release has them; with their words where its text is given."""
    shapes = {row["shape"].removeprefix(str(SHAPES)): row["message"] for row in knowledge.rows("shapes")}
    return [_told(each, shapes, text, lines) for each in found]


def _told(found: Mapping[str, Any], shapes: Mapping[str, str], text: str, lines: Lines) -> Told:
    rule, message, place = found["rule"], found["message"], found.get("place")
    told = Told(rule, shapes.get(rule.removeprefix(SHAPE), "") or in_chinese(rule), message, found["severity"])
    if not place:
        return told
    if rule.startswith(OF_SOURCE):
        return told._replace(source="–".join(map(str, place)))
    told = told._replace(place="–".join(map(str, place)))
    if not text:
        return told
    words = text[place[0] : place[1]]
    shown = words if len(words) <= MOST else f"{words[:MOST]}…"
    return told._replace(words=shown, anchor=line_anchor(lines, place[0]))


def in_chinese(rule: str) -> str:
    """What findings of a rule say in Chinese; empty where nothing stands ready."""
    return next((words for name, words in CHINESE.items() if f"{rule}.".startswith(f"{name}.")), "")
