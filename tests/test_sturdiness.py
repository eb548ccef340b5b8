"""Damaged, shuffled and invented documents: whatever comes is read or refused, and what holds of any record holds.

The same tries each time; `fuzz.py` makes more of them.
"""

from __future__ import annotations

from random import Random

import damaged_files
import invariants
import mutations
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutations import Mutation

from zjtx_kg.errors import SourceError
from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.model import Source
from zjtx_kg.pipeline import read_document
from zjtx_kg.read import read_bytes
from zjtx_kg.records import dump_record, load_record_json, record_json

SEEDS = st.integers(0, 10**9)
LONGEST = 3000  # characters of a document that is damaged
bounded = settings(
    max_examples=12, derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)


def source(text: str) -> Source:
    return Source("page", "page.txt", "0" * 64, "utf-8", text)


def part_of_a_document(random: Random) -> str:
    text = random.choice(mutations.texts())
    start = random.randrange(len(text))
    return text[start : start + LONGEST]


@pytest.mark.parametrize("mutation", mutations.MUTATIONS, ids=lambda mutation: mutation.__name__)
@bounded
@given(seed=SEEDS)
def test_damaged_document(mutation: Mutation, seed: int) -> None:
    random = Random(seed)
    invariants.check(invariants.read(source(mutation(random, part_of_a_document(random)))))


@pytest.mark.parametrize("invention", mutations.INVENTIONS, ids=lambda invention: invention.__name__)
@bounded
@given(seed=SEEDS)
def test_text_that_is_no_document(invention: mutations.Invention, seed: int) -> None:
    invariants.check(invariants.read(source(invention(Random(seed)))))


@bounded
@given(text=st.text())
def test_any_text(text: str) -> None:
    invariants.check(invariants.read(source(text)))


@bounded
@given(seed=SEEDS, more=st.lists(st.sampled_from(mutations.MUTATIONS), min_size=2, max_size=5))
def test_graph_of_a_document_damaged_in_several_ways(seed: int, more: list[Mutation]) -> None:
    random = Random(seed)
    text = part_of_a_document(random)
    for mutation in more:
        text = mutation(random, text)
    found = invariants.read(source(text))
    invariants.check(found)
    invariants.check_graph(found)


@pytest.mark.parametrize("text", mutations.texts(), ids=lambda text: text[:12].split()[0])
def test_whole_document(text: str) -> None:
    """The project's own documents hold to the same, and their graphs are valid, also of those not published."""
    found = invariants.read(source(text))
    invariants.check(found)
    invariants.check_graph(found)


@pytest.mark.parametrize("kind", ["docx", "html", "mhtml", "pdf"])
@bounded
@given(seed=SEEDS)
def test_damaged_file_is_read_or_refused(kind: str, seed: int) -> None:
    try:
        found = read_bytes(damaged_files.damaged(Random(seed), kind), f"page.{kind}", "page")
    except SourceError:
        return
    invariants.check(invariants.read(found))


@bounded
@given(seed=SEEDS)
def test_damaged_bytes_of_a_text_are_read_or_refused(seed: int) -> None:
    random = Random(seed)
    try:
        found = read_bytes(damaged_files.damaged_text(random, part_of_a_document(random)), "page.txt", "page")
    except SourceError:
        return
    invariants.check(invariants.read(found))


@bounded
@given(seed=SEEDS, mutation=st.sampled_from(mutations.MUTATIONS))
def test_line_ends_and_spaces_at_line_ends_change_nothing(seed: int, mutation: Mutation) -> None:
    random = Random(seed)
    text = mutation(random, part_of_a_document(random)).replace("\r", "\n")
    record = record_of_bytes(text)
    assert record_of_bytes(text.replace("\n", "\r\n")) == record
    assert record_of_bytes(text.replace("\n", "\r")) == record
    assert record_of_bytes(text.replace("\n", " \n")) == record
    assert record_of_bytes("\ufeff" + text) == record


@bounded
@given(seed=SEEDS)
def test_more_blank_lines_where_there_are_some_change_nothing(seed: int) -> None:
    text = part_of_a_document(Random(seed))
    assert record_of_bytes(text.replace("\n\n", "\n\n\n \n")) == record_of_bytes(text)


def record_of_bytes(text: str) -> str:
    """The record of a file with that text; empty where it is refused."""
    try:
        found = read_bytes(text.encode(), "page.txt", "page")
    except SourceError:
        return ""
    return dump_record(invariants.read(found).record)


def test_record_survives_its_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    for seed in range(10):
        random = Random(seed)
        text = mutations.put_in_any(random, mutations.put_in_cues(random, part_of_a_document(random)))
        record = invariants.read(source(text)).record
        path = tmp_path_factory.mktemp("record") / "record.json"
        path.write_text(dump_record(record), encoding="utf-8")
        assert load_record_json(path) == record_json(record)


# What damage once made of entries, which a build refused.
ITEM = """安岚市关于促进企业发展的若干措施
一、主要任务
1.培育企业。到2025年,培育高新技术企业300家。{}
2.其他。做好宣传。
"""
REMAINS = [
    "到2025年,业达到50家。",  # an indicator of one character
    "对新认定的企业技术中心,给予0万元奖励。",
    "对业给予20万元奖励。",  # a recipient of one character
    "对企业技术改造,按投资额的0%给予补助。",
]


@pytest.mark.parametrize("sentence", REMAINS)
def test_remains_of_an_entry_are_unread(sentence: str) -> None:
    found = invariants.read(source(ITEM.format(sentence)))
    assert [target.value for target in found.record.targets] == [300]
    assert found.record.awards == ()
    assert any(item.words in sentence for item in found.coverage.unread)
    invariants.check_graph(found)


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        (ITEM.format("(责任单位:市经信局、方)"), "shape.responsibility.name-whole"),
        (ITEM.format("做好").replace("其他。做好宣传。", "强"), "shape.measure.text-whole"),
    ],
)
def test_remains_of_a_name_are_kept_and_doubted(text: str, warning: str) -> None:
    assert warning in invariants.check_graph(invariants.read(source(text)))


def test_quote_of_a_promise_whose_recipient_follows_it() -> None:
    """The thresholds were torn, so that the words behind the promise pass for a recipient."""
    torn = """对总部经济项目,参照其年度地方财政贡献给予企业连续5年奖励,即:
年度地方财政贡献1000万元及以上至2(zhōng)000万元、2000万元以上至
5000万元、5000万元以上的,分别参照其地方财政贡献的70%、80%和90%
给予企业奖励,奖励额度不设上限。"""
    found = invariants.read(source(ITEM.format(torn)))
    invariants.check(found)
    assert [award.quote.text for award in found.record.awards] == ["给予企业奖励,奖励额度不设上限"]


def test_page_with_nothing_but_navigation_is_refused() -> None:
    with pytest.raises(SourceError, match=r"page: no text is left .* Look into the file"):
        read_document(source("<p></p>\n<br>"), load_knowledge())
