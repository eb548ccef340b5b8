"""Passages that documents share: what counts as one, where it begins and ends, and that none is missed."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from linkable import linkable

from zjtx_kg.clean import clean
from zjtx_kg.iris import folded
from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.link import LinkDocument, SharedPassage
from zjtx_kg.link.corpus import join
from zjtx_kg.link.folded import LINE_END, fold
from zjtx_kg.link.passages import shared_passages
from zjtx_kg.link.runs import FEW, NEAREST, common_runs, shared_windows
from zjtx_kg.model.bounds import SHORTEST_PASSAGE
from zjtx_kg.read import read_source
from zjtx_kg.resources import resource

COPIED = "大力宣传推广创新创优典型案例,总结推广先进经验做法和发展模式"


def shared(*documents: LinkDocument) -> tuple[SharedPassage, ...]:
    return shared_passages(documents, load_knowledge())


def passages(*texts: str) -> list[str]:
    """The words of the passages that these texts share, the longest first."""
    found = shared(*(linkable(f"d{number}", text) for number, text in enumerate(texts)))
    return sorted((passage.words for passage in found), key=lambda words: (-len(words), words))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # A sentence taken over whole.
        (f"各县(市、区)要建立工作推进机制,{COPIED}。", f"各镇街和园区平台要抓落实,{COPIED}。", [COPIED]),
        # Names inside a passage stay; the mark and the particle at its ends go.
        (
            "对认定的制造业“单项冠军”、专精特新“小巨人”企业等予以表彰,树立一批典型的",
            "对认定的制造业单项冠军、专精特新小巨人企业等予以表彰,树立一批典型的企业",
            ["对认定的制造业“单项冠军”、专精特新“小巨人”企业等予以表彰,树立一批典型"],
        ),
        # Words in between are others: two passages.
        (
            "推动“专精特新”中小企业建立完善标准体系,根据市场需求,创新、制定、实施一批领跑全国、全省的标准",
            "推动“专精特新”企业建立完善标准体系,鼓励转化,创新、制定、实施一批领跑全国、全市的标准",
            ["创新、制定、实施一批领跑全国", "企业建立完善标准体系"],
        ),
        # A passage goes on over the end of a sentence where enough stands behind it, and not for a word or two.
        (
            f"{COPIED}。鼓励各区出台专门招引政策。各区",
            f"{COPIED}。鼓励各区出台专门招引政策。各县",
            [f"{COPIED}。鼓励各区出台专门招引政策"],
        ),
        (f"{COPIED}。全市通报", f"{COPIED}。全市推广", [COPIED]),
        # Not over the end of a paragraph.
        (
            "加强对入库企业的分类指导。\n量身定制金融服务方案。",
            "加强对入库企业的分类指导。\n量身定制金融服务方案。",
            ["加强对入库企业的分类指导", "量身定制金融服务方案"],
        ),
        # The same in full width, with white space and other marks.
        (
            "落实首台(套)装备、首批次材料应用政策",
            "落实首台（套）装备、 首批次材料应用政策",
            ["落实首台(套)装备、首批次材料应用政策"],
        ),
        # Names alone: a tier, a department, a title, units.
        ("支持国家级专精特新“小巨人”企业", "奖励国家级专精特新“小巨人”企业", []),
        ("(责任单位:市科技局、市经信局、市财政局)", "(责任单位:市科技局、市经信局、市财政局)", []),
        ("根据《工业“四基”发展目录》编制", "落实《工业“四基”发展目录》要求", []),
        # Formulas alone: thought, decisions, letter, numbers.
        (
            "以习近平新时代中国特色社会主义思想为指导,立足新发展阶段,抓",
            "以习近平新时代中国特色社会主义思想为指导,立足新发展阶段,促",
            [],
        ),
        ("落实党中央、国务院决策部署,建库", "落实党中央、国务院决策部署,办会", []),
        ("现印发给你们,请认真贯彻执行。", "现印发给你们,请认真贯彻执行。", []),
        ("分别给予150万元、100万元、10万元的奖励", "分别给予150万元、100万元、10万元的奖励", []),
        ("企业研发投入占营业收入比重达到3%", "企业研发投入占营业收入比重达到5%", []),
        # How any policy is carried out, vague support, a kind of body that is only named.
        (
            "形成上下联动、层层推进的工作合力,确保各项任务落细落实。各区",
            "形成上下联动、层层推进的工作合力,确保各项任务落细落实。各县",
            [],
        ),
        ("支持“专精特新”企业发展", "支持“专精特新”企业发展", []),
        ("培育中小企业公共服务示范平台,优化", "评为中小企业公共服务示范平台的", []),
        # The act makes the difference.
        ("加快公共技术服务平台建设", "推进公共技术服务平台建设", ["公共技术服务平台建设"]),
        # A phrase that waits for its verb.
        ("带动社会资本加大对“专精特新”中小企业投资", "鼓励社会资本加大对“专精特新”企业融资", []),
        # Seven characters.
        ("完善标准体系建设", "健全标准体系建设", []),
    ],
)
def test_what_two_texts_share(one: str, other: str, expected: list[str]) -> None:
    assert passages(one, other) == expected


def test_a_number_is_not_cut() -> None:
    assert passages("引导银行开发信贷产品8个,安排300亿元", "帮助银行开发信贷产品18个,发放1300亿元") == [
        "银行开发信贷产品"
    ]


def test_each_place_has_the_words_of_its_own_text() -> None:
    texts = {"a": f"一、要求\n “工作合力”,{COPIED}", "b": f"推进。{COPIED.replace(',', ', ')}"}
    (found,) = shared(*(linkable(name, text) for name, text in texts.items()))
    assert found.words == COPIED == found.a.span.of(texts["a"])
    assert found.b.span.of(texts["b"]) == COPIED.replace(",", ", ")


def test_what_a_document_says_twice_is_one_passage() -> None:
    found = shared(linkable("a", f"{COPIED}。\n{COPIED}。"), linkable("b", f"责任。{COPIED}。\n再说{COPIED}"))
    assert [(passage.a.span.start, passage.b.span.start) for passage in found] == [(0, 3)]


def test_a_part_of_a_longer_passage_is_none_of_its_own() -> None:
    long = f"建立健全服务网络,{COPIED}"
    assert passages(f"{long}。", f"{COPIED}!\n{long}!") == [long]


def test_a_document_under_two_ids_shares_all_that_says_something() -> None:
    text = clean(read_source(resource("data") / "sources" / "wuhan-2021.txt")).text
    found = shared(linkable("one", text), linkable("two", text))
    assert all(passage.a.span == passage.b.span for passage in found)
    covered = sum(len(passage.words) for passage in found)
    assert covered > 0.8 * len(text)


@pytest.mark.parametrize("many", [FEW, FEW + 1, 20])
def test_where_many_documents_share_a_passage_each_is_linked_with_the_nearest_earlier_ones(many: int) -> None:
    """So that the number of links grows with the number of documents and not with its square."""
    texts = [COPIED if number < many else f"第{number}份另有其他内容" for number in range(80)]
    documents = [linkable(f"d{99 - number}", text, issued=f"2020-{1 + number:03}") for number, text in enumerate(texts)]
    most = NEAREST if many > FEW else many
    earlier = {(later, later - back) for later in range(many) for back in range(1, most + 1) if later >= back}
    found = {(99 - int(p.a.document[1:]), 99 - int(p.b.document[1:])) for p in shared(*documents)}
    assert found == earlier


def test_what_a_great_share_of_documents_says_is_a_formula() -> None:
    assert len({p.a.document for p in shared(*(linkable(f"d{n}", COPIED) for n in range(20)))}) == 19
    assert shared(*(linkable(f"d{n}", COPIED) for n in range(21))) == ()


WORDS = st.text(alphabet="甲乙丙,。 “\n", max_size=60)
TEXTS = st.lists(WORDS, min_size=2, max_size=5)
SAYING = st.lists(
    st.sampled_from([COPIED, "量身定制金融服务方案", "加强", "企业", "。", ",", "\n", " ", "“", "３00万元"]),
    max_size=12,
)


@given(TEXTS)
def test_all_common_runs_are_found_and_none_could_go_on(texts: list[str]) -> None:
    parts = [fold(text) for text in texts]
    corpus = join(parts, [np.ones(len(part.codes), dtype=np.bool_) for part in parts])
    runs = common_runs(corpus, shared_windows(corpus))
    found = set()
    for a, b, length in zip(runs.a.tolist(), runs.b.tolist(), runs.length.tolist(), strict=True):
        words = corpus.text[a : a + length]
        assert words == corpus.text[b : b + length] and chr(LINE_END) not in words
        assert corpus.owners[a] > corpus.owners[b]
        for edge in (-1, length):
            assert corpus.text[a + edge] != corpus.text[b + edge] or corpus.text[a + edge] == chr(LINE_END)
        found.add((int(corpus.owners[b]), int(corpus.owners[a]), words))
    for (i, j), words in _longest_in_lines(texts):
        assert any(words in run for one, other, run in found if (one, other) == (i, j)), words


def _longest_in_lines(texts: Sequence[str]) -> list[tuple[tuple[int, int], str]]:
    """The longest common run of each two lines of two texts, from a window on, by another method."""
    lines = [[folded(line) for line in text.split("\n")] for text in texts]
    runs = []
    for j in range(len(texts)):
        for i in range(j):
            for one in lines[i]:
                for other in lines[j]:
                    match = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
                    if match.size >= SHORTEST_PASSAGE:
                        runs.append(((i, j), one[match.a : match.a + match.size]))
    return runs


@given(st.lists(SAYING.map("".join), min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_passages_are_the_same_at_both_places_whatever_the_order(texts: list[str], random: Random) -> None:
    documents = [linkable(f"d{number}", text) for number, text in enumerate(texts)]
    found = shared(*documents)
    for passage in found:
        a, b = (place.span.of(texts[int(place.document[1:])]) for place in (passage.a, passage.b))
        assert passage.a.document < passage.b.document
        assert passage.words == a
        assert folded(a) == folded(b)
        assert len(folded(a)) >= SHORTEST_PASSAGE
        assert "\n" not in a + b
    shuffled = list(documents)
    random.shuffle(shuffled)
    assert shared(*shuffled) == found
