"""Search for every rule in repetitions of pieces of its examples, with a character at the end that fits none.

Prints each rule before it is tried; run by test_work.py in a process of its own.
"""

from collections.abc import Iterator

from zjtx_kg.resources import PACKAGE
from zjtx_kg.rules import Rule, load_rules

LENGTHS = (60, 600)
UNFIT = "\x01"


def pieces(rule: Rule) -> Iterator[str]:
    """Parts of what the rule matches: the whole, halves, both ends, and its first pairs of characters."""
    for example in rule.examples:
        words = example.match or example.text
        half = len(words) // 2
        yield from (words, words[:-1], words[1:], words[:half], words[half:])
        yield from (words[at : at + 2] for at in range(min(len(words), 10)))


def main() -> None:
    """Try all rules."""
    for path in sorted((PACKAGE / "rules").glob("*.toml")):
        for rule in load_rules(path.stem).rules.values():
            print(rule.id, flush=True)
            for piece in sorted(filter(None, pieces(rule))):
                for length in LENGTHS:
                    rule.search(piece * (length // len(piece)) + UNFIT)
    print("done")


if __name__ == "__main__":
    main()
