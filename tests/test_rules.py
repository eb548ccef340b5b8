"""Every rule matches its examples and leaves its counterexamples alone."""

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


def test_broken_rule_file_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("[[rules]]\nid = 'x'\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"bad\.toml"):
        load_rules("bad", tmp_path)
