"""Counterparts: same action, not same topic; the same links whatever the order, none within one place."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.link import Counterpart, LinkDocument, LinkMeasure, link_document
from zjtx_kg.link.counterparts import counterparts
from zjtx_kg.link.rarity import load_rarity
from zjtx_kg.link.rewards import NEAR, same_rewards
from zjtx_kg.link.shared_words import shared_words
from zjtx_kg.link.weights import telling
from zjtx_kg.model.bounds import MOST_COUNTERPARTS
from zjtx_kg.pipeline import read_document, resolve_and_describe
from zjtx_kg.read import read_source
from zjtx_kg.records import Json, load_record_json
from zjtx_kg.resources import resource
from zjtx_kg.vocabulary import load_vocabulary

DOCUMENTS = ("dazu-2022", "jiaxing", "lianyungang-2018", "tongling-2018", "wuhan-2021")


@cache
def policy(name: str) -> LinkDocument:
    """An annotated policy as linking sees it; a measure's IRI is `DOCUMENT#ID`."""
    record = load_record_json(resource("data") / "gold" / f"{name}.json")
    measures = tuple(
        measure(
            f"{name}#{each['id']}",
            each["text"],
            *each["themes"],
            instruments=each["instruments"],
            rewarded=rewarded(record["awards"], each["id"]),
        )
        for each in record["measures"]
    )
    return document(name, *measures)


def rewarded(awards: list[Json], measure: str) -> tuple[str, ...]:
    """What an annotated measure rewards."""
    tiers = [award for award in awards if award["measure"] == measure and award["tier"]]
    return tuple(sorted({f"{award['tier']}/{occasion}" for award in tiers for occasion in award["occasions"]}))


def measure(
    iri: str, text: str, *themes: str, instruments: tuple[str, ...] = (), rewarded: tuple[str, ...] = ()
) -> LinkMeasure:
    return LinkMeasure(iri, text, themes, tuple(instruments), rewarded=rewarded)


def document(name: str, *measures: LinkMeasure, place: str = "") -> LinkDocument:
    return LinkDocument(name, name, name, place or name, None, "", measures)


def linked(*documents: LinkDocument) -> tuple[Counterpart, ...]:
    return counterparts(documents, load_knowledge())


def between(one: str, other: str) -> Counterpart | None:
    """The link between two annotated measures, named `DOCUMENT#ID`, when nothing else is linked."""
    ends = [
        document(name, *(each for each in policy(name).measures if each.iri == f"{name}#{key}"))
        for name, _, key in (end.partition("#") for end in (one, other))
    ]
    return next(iter(linked(*ends)), None)


@pytest.mark.parametrize(
    ("one", "other", "grade"),
    [
        ("dazu-2022#m36", "jiaxing#m25", "nearly-same"),  # publicity, sentence by sentence the same
        ("dazu-2022#m10", "jiaxing#m16", "nearly-same"),  # the plan of leading standards; one of them pays, too
        ("dazu-2022#m33", "jiaxing#m24", "nearly-same"),  # the leading group, in a measure that does more
        ("lianyungang-2018#m16", "tongling-2018#m30", "same-action"),  # publicity in other words
        ("dazu-2022#m15", "jiaxing#m17", "same-action"),  # loans on credit
        ("jiaxing#m13", "tongling-2018#m10", "same-action"),  # energy saving, green factories and supply chains
        ("lianyungang-2018#m4", "wuhan-2021#m8", "same-action"),  # one sentence of each: public technical platforms
        ("dazu-2022#m22", "lianyungang-2018#m14", "same-action"),  # services that the government buys for firms
        ("jiaxing#m3", "wuhan-2021#m4", "same-action"),  # rewards for firms recognised as national little giants
        ("jiaxing#m3", "tongling-2018#m27", "same-action"),  # for those recognised as specialised by the province
        ("dazu-2022#m29", "wuhan-2021#m4", "same-action"),  # the same, one of them without a sum
        ("dazu-2022#m29", "jiaxing#m3", "same-action"),
        ("jiaxing#m23", "wuhan-2021#m14", "same-action"),  # words in common, but no half of either measure
        ("dazu-2022#m28", "wuhan-2021#m2", "same-action"),  # nor here
    ],
)
def test_the_same_action_is_linked(one: str, other: str, grade: str) -> None:
    link = between(one, other)
    assert link and link.grade == grade


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("dazu-2022#m13", "jiaxing#m18"),  # both finance: money of the central bank, bonds
        ("jiaxing#m4", "wuhan-2021#m6"),  # both cultivation, and full of the names of tiers
        ("dazu-2022#m32", "tongling-2018#m5"),  # both listing: rewards for it, credit above all
        ("lianyungang-2018#m2", "wuhan-2021#m9"),  # both list the same sectors
        ("tongling-2018#m23", "dazu-2022#m4"),  # both clusters: housing and logistics, attracting firms
        ("lianyungang-2018#m9", "wuhan-2021#m13"),  # both talent: attracting, training of entrepreneurs
        ("dazu-2022#m29", "jiaxing#m4"),  # the same tiers: money, points in a rating
        ("jiaxing#m5", "wuhan-2021#m4"),  # the same tier: money for moving in, for being recognised
        ("tongling-2018#m21", "wuhan-2021#m1"),  # both reform of administration
    ],
)
def test_the_same_topic_alone_is_not(one: str, other: str) -> None:
    assert between(one, other) is None


def test_the_ground_names_what_is_shared() -> None:
    text = "做大中小企业应急转贷资金规模,降低融资成本。"
    one = measure("urn:1", text, "finance", instruments=("loans",))
    other = measure("urn:2", f"设立应急转贷资金,{text}", "finance", "cost-environment", instruments=("loans",))
    link = next(iter(linked(document("a", one), document("b", other))))
    assert link.ground == "主题同为融资,工具同为信贷和债券;共同文字:应急转贷资金规模、降低融资成本"
    assert (link.themes, link.instruments) == (("finance",), ("loans",))
    assert link.words == ("应急转贷资金规模", "降低融资成本")


def test_the_ground_names_the_tiers_that_both_reward() -> None:
    link = between("jiaxing#m3", "wuhan-2021#m4")
    assert link and link.tiers == ("little-giant",)
    assert link.ground == ("主题同为梯度培育,工具同为财政补助和专项资金、认定和奖励,奖励层级同为专精特新“小巨人”企业")


def test_what_measures_reward_is_read_from_the_graph() -> None:
    """Tiers of awards with their occasions, none of targets."""
    source = read_source(next((resource("data") / "sources").glob("jiaxing.*")), "jiaxing")
    _, graph = resolve_and_describe(read_document(source, load_knowledge()), load_knowledge())
    read = link_document(graph).measures
    assert {place: each.rewarded for place, each in enumerate(read, 1) if each.rewarded} == {
        number: each.rewarded for number, each in enumerate(policy("jiaxing").measures, 1) if each.rewarded
    }
    assert read[1].tiers and not read[1].rewarded


@given(st.lists(st.sets(st.sampled_from("abc"), max_size=2), max_size=60), st.integers(1, 5))
def test_measures_that_reward_the_same_are_paired(chosen: list[set[str]], places: int) -> None:
    """All of few, of many no more than grows with their number; each pair once, of different places."""
    rewards = [sorted(each) for each in chosen]
    where = np.arange(len(rewards)) % places
    pairs = list(zip(*(each.tolist() for each in same_rewards(rewards, where)), strict=True))
    assert pairs == sorted(set(pairs)) and len(pairs) <= NEAR * sum(map(len, rewards))
    assert all(a < b and where[a] != where[b] and chosen[a] & chosen[b] for a, b in pairs)
    for reward in "abc":
        holding = [number for number, each in enumerate(chosen) if reward in each]
        if len(holding) <= NEAR:
            assert {(a, b) for a, b in combinations(holding, 2) if where[a] != where[b]} <= set(pairs)


@pytest.mark.parametrize(
    ("other", "grade"),
    [
        ("在主流媒体开设专栏宣传先进典型。", "nearly-same"),  # the whole of it stands in the other
        ("在主流媒体开设专栏宣传先进典型,编印政策汇编送到车间班组,逐户上门讲解申报流程和要点。", "same-action"),
    ],
)
def test_nearly_the_same_is_what_shares_the_greater_part(other: str, grade: str) -> None:
    text = "定期表彰优秀代表。在主流媒体开设专栏宣传先进典型。适时召开现场观摩交流会,邀请专家学者点评指导。"
    one, two = (measure(f"urn:{number}", words, "publicity") for number, words in enumerate((text, other)))
    assert [link.grade for link in linked(document("a", one), document("b", two))] == [grade]


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("鼓励创建绿色工厂和绿色园区", "建成绿色工厂10家", ("绿色工厂",)),
        ("开展“揭榜挂帅”行动", "以揭榜挂帅组织攻关", ("揭榜挂帅",)),  # quotation marks are none of it
        ("专精特新“小巨人”企业", "专精特新“小巨人”企业", ()),  # the name of a tier says nothing of what is done
        ("支持企业", "支持单位", ()),  # nor does what all say
        ("围绕新能源汽车、新材料", "发展新能源汽车、新材料", ()),  # nor sectors
        ("建设的多层次资本市场等", "进军多层次资本市场", ("多层次资本市场",)),
        # Cut in a word or before the noun that a word belongs to:
        ("参加中国进出口商品交易会", "参加中国国际智能产业博览会", ()),
        ("对制定国际标准的企业", "对主持制定国际、国家标准的单位", ()),
        ("北京证券交易所上市", "境内外主要证券交易场所挂牌", ()),
        ("形成健康发展的良好舆论环境", "营造高质量发展的良好氛围", ()),
        ("拓展国内外市场", "开拓海内外市场", ()),
        # Filler:
        ("打造一批单打冠军", "打造一批特色园区", ()),
        ("建设一批数字化场景", "建设一批中试基地", ()),
        ("组织开展金融知识普及", "组织开展公益性节能诊断", ()),
        ("在全社会营造尊重创造的氛围", "在全社会形成关心转型的氛围", ()),
        ("各有关部门要结合实际", "各有关部门和单位", ()),
        ("探索设立发展专项", "探索设立引导资金", ()),
        ("增品种", "增品种", ()),  # too short to tell
    ],
)
def test_shared_words(one: str, other: str, words: tuple[str, ...]) -> None:
    tiers = load_vocabulary("tiers")
    assert shared_words(telling(one, tiers), telling(other, tiers), load_rarity("words")) == words


MEASURES = [(each, name) for name in DOCUMENTS for each in policy(name).measures]


@given(st.permutations(range(len(MEASURES))), st.integers(2, 40))
@settings(max_examples=20, deadline=None)
def test_links_whatever_the_order(order: list[int], count: int) -> None:
    chosen = [MEASURES[number] for number in order[:count]]
    documents = [document(f"{place}", each, place=name) for place, (each, name) in enumerate(chosen)]
    links = linked(*documents)
    assert links == linked(*documents[::-1])
    places = {each.iri: name for each, name in chosen}
    for link in links:
        assert link.a < link.b and places[link.a] != places[link.b]
        assert 0 <= link.score <= 1
    held = Counter(end for link in links for end in (link.a, link.b))
    assert all(count <= MOST_COUNTERPARTS for count in held.values())


def test_other_documents_change_no_score() -> None:
    all_of_them = {(link.a, link.b): link for link in linked(*map(policy, DOCUMENTS))}
    for one, other in combinations(DOCUMENTS, 2):
        for link in linked(policy(one), policy(other)):
            assert all_of_them.get((link.a, link.b), link) == link


def test_copies_in_many_places_are_spread() -> None:
    """Each of many equal measures has as many counterparts as the others, not the first ones all."""
    text = policy("jiaxing").measures[24].text
    links = linked(*(document(f"d{number:02}", measure(f"urn:{number:02}", text)) for number in range(40)))
    held = Counter(end for link in links for end in (link.a, link.b))
    assert set(held.values()) == {MOST_COUNTERPARTS}


@pytest.mark.parametrize("text", ["", "。", "2023", "专精特新企业"])
def test_texts_that_tell_nothing(text: str) -> None:
    assert linked(document("a", measure("urn:1", text)), document("b", measure("urn:2", text))) == ()


def test_no_documents() -> None:
    assert linked() == ()
