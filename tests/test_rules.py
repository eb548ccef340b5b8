"""Every rule matches its examples and leaves its counterexamples alone."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

import zjtx_kg
from zjtx_kg.errors import VocabularyError
from zjtx_kg.rules import Rule, load_rules

FILES = sorted(path.stem for path in (Path(zjtx_kg.__file__).parent / "rules").glob("*.toml"))
RULES = [rule for name in FILES for rule in load_rules(name).rules.values()]


def test_there_are_rules() -> None:
    assert RULES


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_both_ways(rule: Rule) -> None:
    assert rule.examples, "a rule without an example cannot be trusted"
    for example in rule.examples:
        found = rule.search(example.text)
        assert found and found[0] == example.match, example.text
    for text in rule.counterexamples:
        assert not rule.search(text), text


RULE = "[[rules]]\nid = 'x'\nsays = 's'\npattern = 'a'\nexamples = [['a', 'a']]\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[[rules]]\nid = 'x'\n", "says"),
        (RULE.replace("[['a', 'a']]", "[['a']]"), "rule x: .*example"),
        (RULE.replace("[['a', 'a']]", "['aa']"), "rule x: .*example"),  # no text with its match, but two characters
        (RULE.replace("'a'", "'(a'", 1), "rule x: .*missing"),
        (RULE.replace("'a'", "'(?&b)'", 1), "rule x: .*'b'"),  # no such fragment
        (RULE.replace("'a'", "3", 1), "rule x"),
        (RULE * 2, "x stands twice"),
        (RULE.replace("'a'", "'(?&b)'", 1) + "[fragments]\nb = 'c(?&b)'", "b refers to itself"),
        (RULE.replace("'a'", "'(?&b)'", 1) + "[fragments]\nb = '(?&c)'\nc = '(?&b)'", "refers to itself"),
        (RULE.replace("rules", "rule"), "unknown part rule"),
        ("rules = 3", "TypeError"),
        ("[lists.l]\nwords = [1]", "TypeError"),
        ("rules = [", "TOML"),
    ],
)
def test_broken_rule_file_names_file_and_rule(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "bad.toml").write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError, match=problem) as raised:
        load_rules("bad", tmp_path)
    assert raised.value.where.endswith("bad.toml") and raised.value.remedy


def test_rule_file_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_bytes("# 规则".encode("gb18030"))
    with pytest.raises(VocabularyError, match=r"bad\.toml"):
        load_rules("bad", tmp_path)


def test_files_share_lists_and_fragments(tmp_path: Path) -> None:
    shared = "[lists.organ]\nwords = ['局', '委']\n[fragments]\nof-city = '市(?&organ)'\n"
    (tmp_path / "shared.toml").write_text(shared, encoding="utf-8")
    (tmp_path / "own.toml").write_text(RULE.replace("'a'", "'(?&of-city)'", 1), encoding="utf-8")
    own = load_rules("own", tmp_path)
    assert own["x"].search("由市委负责") and not own["x"].search("由市政府负责")
    assert own.lists["organ"] == ("局", "委")


def test_a_name_that_is_shared_stands_once(tmp_path: Path) -> None:
    (tmp_path / "shared.toml").write_text("[lists.organ]\nwords = ['局']\n", encoding="utf-8")
    (tmp_path / "own.toml").write_text("[lists.organ]\nwords = ['委']\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"organ stands in shared\.toml too"):
        load_rules("own", tmp_path)


# Words over and over that a careless pattern tries in more ways than there are atoms, by the rule that once did.
AGAIN = [
    ("awards.trailing", "根据情况"),
    ("formulas.bodies", "工程技术研究中心级"),
    ("formulas.money", "的企业,给予"),
    ("formulas.figures", "主营业务收入"),
    ("formulas.honours", "智能制造试点示范"),
    ("formulas.recognised", "对认定为国家级"),
    ("formulas.organisation", "推进、落实"),
    ("formulas.enterprises", "引导和支持"),
    ("edges.closing", "加大对专精特新"),
    ("awards.generic", "和个人"),
    ("awards.label-frame", "年每"),
    ("clean-footer.bar", " 区人大 | 区"),
    ("measures.general", "现状和"),
    ("measures.framework", "适用范围和期限"),
    ("qualify.level-run", "和省级"),
    ("targets.reach-at-end", "达到"),
    ("targets.separator", "动态培育"),
    ("outline.contents-line", "."),
    ("quantities.name", "~2020-2022"),
]


SECONDS = 20  # of processor; a pattern that tells its words apart in every way would take years


@pytest.fixture
def bounded() -> Iterator[None]:
    """A search that does not end fails instead of holding up all tests."""

    def stop(*_: object) -> None:
        pytest.fail(f"the search takes more than {SECONDS} s of processor")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


@pytest.mark.usefixtures("bounded")
@pytest.mark.parametrize(("rule", "words"), AGAIN)
def test_words_over_and_over_are_searched_at_once(rule: str, words: str) -> None:
    file, _, name = rule.partition(".")
    for end in ("", "某", "。"):
        list(load_rules(file)[name].find("某" + words * 100 + end))
