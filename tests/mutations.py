"""Damage to texts, as the sturdiness tests and `fuzz.py` do it: each mutation gives the same text for the same numbers.

They are made from the project's own documents and the examples of its rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from random import Random

from opencc import OpenCC
from pypinyin import Style, pinyin

import zjtx_kg
from zjtx_kg.resources import resource
from zjtx_kg.rules import load_rules

Mutation = Callable[[Random, str], str]
Invention = Callable[[Random], str]

PAGES = Path(__file__).parent / "data" / "pages"
LONGEST_REPETITION = 20_000  # characters


def listed(words: str) -> list[str]:
    """Words that single spaces part."""
    return words.split(" ")


ODD = [
    *"\0\x07\x1b\x7f\x85\xa0\xad\t\v\f\r\x1c\u2028\u2029\u200b\u200d\u200e\u200f\u202e\u2066\u3000\ufeff\ufffd\uffff",
    *"\u0301\u20dd\ufe0f\u1160\ue000\uf8ff\U000f0000\U0010ffff😀𠮷Ａ１％＜＆①⑳㈠Ⅳ²½٣߁৪〇㎡㏿ﬁİß豈⼀",
    *listed("👨‍👩‍👧 🇨🇳 &#xD800; &#0; &#x110000; &amp;lt; &nbsp < </ <!-- <![CDATA[ <script> \\ud800 %00"),
]
MARKS = [*"()（）〔〕[]【】〈〉《》“”‘’\"'「」『』、,，;；::。.!?…—-~%‰·*/\\|"]
NUMBERS = listed(
    "0 1 00 3. 1.5 1,000 2022 2020-2022 20222025 99999999999999999999 0.0000000001 1e9 十 百 千 万 亿 两 零 五千亿 "
    "万万亿亿 一二三 廿 壹 1:1 1∶0.5 1/3 三分之二 -5 第1条 第一章 (一) (十七) 一、 1. 1、 ① ①1.(一)一、 2022年 2月30日 "
    "2022-13-45 9999年"
)
UNITS = listed("元 家 个 户 件 项 人 名 场 亩 年 月 日 % 倍 万元 亿元 元/人 平方米 个百分点 以上 左右")
CUES = listed(
    "对 给予 奖励 补助 最高 不超过 分别 每 按 其中 新认定的 企业 小巨人 国家级、省级 达到 责任单位: 牵头单位: "
    "配合单位: 按职责分工负责 下同 目标 到2025年 全覆盖 指标 附件 序号 附件1: 关于印发 的通知 人民政府 〔2022〕1号 "
    "有效期 征求意见稿 根据《 》精神 梯度培育 市经信局、 各区"
)
READINGS = listed("(fā) (de) (zhong) (zhōng) (yīng) () (ā")
SENTENCE_END = re.compile(r"(?<=[。;\n])")


@cache
def texts() -> tuple[str, ...]:
    """The project's own documents: its sources, those for evaluation, the composed pages."""
    folders = (resource("data") / "sources", resource("data") / "evaluation", *sorted(PAGES.iterdir()))
    return tuple(path.read_text(encoding="utf-8") for folder in folders for path in sorted(folder.glob("*.txt")))


@cache
def examples() -> tuple[str, ...]:
    """The texts that the rules give as examples and counterexamples."""
    files = sorted((Path(zjtx_kg.__file__).parent / "rules").glob("*.toml"))
    rules = [rule for file in files for rule in load_rules(file.stem).rules.values()]
    found = {text for rule in rules for text in (*(each.text for each in rule.examples), *rule.counterexamples)}
    return tuple(sorted(found - {""}))


@cache
def alphabet() -> str:
    """The characters of the rules' examples, each once."""
    return "".join(sorted({character for text in examples() for character in text}))


# --- places ---


def place(random: Random, text: str) -> int:
    return random.randint(0, len(text))


def run(random: Random, text: str, longest: int) -> tuple[int, int]:
    """Start and end of a run of at most `longest` characters."""
    start = place(random, text)
    return start, min(len(text), start + random.randint(0, longest))


def sprinkled(random: Random, text: str, pieces: Sequence[str]) -> str:
    """The text with up to 40 of the pieces put in anywhere."""
    ats = sorted(place(random, text) for _ in range(random.randint(1, 40)))
    parts = [text[start:end] for start, end in zip([0, *ats], [*ats, len(text)], strict=True)]
    return "".join(part + random.choice(pieces) for part in parts[:-1]) + parts[-1]


def replaced(random: Random, text: str, longest: int, change: Callable[[str], str]) -> str:
    """The text with a run of it changed."""
    start, end = run(random, text, longest)
    return text[:start] + change(text[start:end]) + text[end:]


def shuffled(random: Random, pieces: list[str]) -> list[str]:
    """The pieces with a run of them in another order."""
    start, end = sorted(random.randint(0, len(pieces)) for _ in range(2))
    return pieces[:start] + random.sample(pieces[start:end], end - start) + pieces[end:]


# --- mutations ---


def cut(random: Random, text: str) -> str:
    start, end = sorted(place(random, text) for _ in range(2))
    return text[start:end]


def take_out(random: Random, text: str) -> str:
    return replaced(random, text, 400, lambda _: "")


def shuffle_lines(random: Random, text: str) -> str:
    return "\n".join(shuffled(random, text.split("\n")))


def shuffle_sentences(random: Random, text: str) -> str:
    return "".join(shuffled(random, SENTENCE_END.split(text)))


def shuffle_characters(random: Random, text: str) -> str:
    return replaced(random, text, 300, lambda words: "".join(random.sample(words, len(words))))


def drop_lines(random: Random, text: str) -> str:
    share = random.random() / 2
    return "\n".join(line for line in text.split("\n") if random.random() > share)


def double_lines(random: Random, text: str) -> str:
    share = random.random() / 2
    return "\n".join(copy for line in text.split("\n") for copy in [line] * (1 + (random.random() < share)))


def drop_characters(random: Random, text: str) -> str:
    share = random.choice([0.002, 0.02, 0.1, 0.5])
    return "".join(character for character in text if random.random() > share)


def put_in_odd(random: Random, text: str) -> str:
    return sprinkled(random, text, ODD)


def put_in_any(random: Random, text: str) -> str:
    """Any characters that there are, or may be one day; no surrogates, which no encoding holds."""
    numbers = [random.choice([random.randrange(0xD800), random.randrange(0xE000, 0x110000)]) for _ in range(20)]
    return sprinkled(random, text, [chr(number) for number in numbers])


def put_in_marks(random: Random, text: str) -> str:
    return sprinkled(random, text, MARKS)


def put_in_numbers(random: Random, text: str) -> str:
    return sprinkled(random, text, [*NUMBERS, *UNITS, *(number + unit for number in NUMBERS for unit in UNITS)])


def put_in_cues(random: Random, text: str) -> str:
    return sprinkled(random, text, CUES)


def put_in_examples(random: Random, text: str) -> str:
    return sprinkled(random, text, examples())


def put_in_breaks(random: Random, text: str) -> str:
    return sprinkled(random, text, ["\n", "\n\n", " \n", "\r\n", "\u3000\u3000", " ", "\n\u3000\u3000"])


def put_in_readings(random: Random, text: str) -> str:
    """False and true readings, with tones and without, after the characters of a run."""
    style = random.choice([Style.TONE, Style.NORMAL])
    words = sprinkled(random, text, READINGS)
    return replaced(random, words, 200, lambda run: "".join(_with_reading(each, style) for each in run))


def _with_reading(character: str, style: Style) -> str:
    read = pinyin(character, style=style, errors="ignore")
    return f"{character}({read[0][0]})" if read else character


def traditional(random: Random, text: str) -> str:
    return replaced(random, text, len(text), OpenCC(random.choice(["s2t", "s2tw", "s2hk", "s2twp"])).convert)


def shift_bytes(random: Random, text: str) -> str:
    """A run read one byte off."""

    def change(words: str) -> str:
        data = words.encode("gb18030", "replace")
        return (data[1:] if random.random() < 0.5 else b"?" + data).decode("gb18030", "replace")

    return replaced(random, text, 60, change)


def misread(random: Random, text: str) -> str:
    """A run written in one encoding and read in another."""
    written, read = random.sample(["gb18030", "utf-8", "big5hkscs", "utf-16-le", "latin-1", "cp1252"], 2)
    return replaced(
        random, text, random.choice([20, 400]), lambda run: run.encode(written, "replace").decode(read, "replace")
    )


def join_lines(random: Random, text: str) -> str:
    return random.choice(["", " ", "。", "、"]).join(text.split("\n"))


def break_lines(random: Random, text: str) -> str:
    width = random.choice([1, 2, 7, 20, 28, 38])
    lines = (line[at : at + width] for line in text.split("\n") for at in range(0, max(len(line), 1), width))
    return random.choice(["\n", "\n\n", "\r\n", "\n    "]).join(lines)


def repeat_run(random: Random, text: str) -> str:
    longest = random.choice([1, 3, 10, 60, 600])
    times = random.choice([2, 3, 10, 50])
    return replaced(random, text, longest, lambda words: words * times)


def mix(random: Random, text: str) -> str:
    """Two documents, their lines by turns or one inside the other."""
    other = cut(random, random.choice(texts()))
    if random.random() < 0.5:
        start = place(random, text)
        return text[:start] + other + text[start:]
    pairs = zip(text.split("\n"), other.split("\n"), strict=False)
    return "\n".join(line for pair in pairs for line in pair)


def shuffle_short_lines(random: Random, text: str) -> str:
    """Lines that may be cells of tables in another order."""
    lines = text.split("\n")
    ats = [at for at, line in enumerate(lines) if 0 < len(line.strip()) < 20]
    for at, other in zip(ats, random.sample(ats, len(ats)), strict=True):
        if random.random() < 0.3:
            lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines)


def mark_up(random: Random, text: str) -> str:
    """Lines as paragraphs and cells of a page, some of them wrongly closed."""
    tags = ["p", "td", "div", "br", "table", "tr", "td rowspan='3'", "td colspan=99", "li", "ol", "script", "pre", "h1"]
    marked = []
    for line in text.split("\n"):
        tag = random.choice(tags)
        end = f"</{tag.split()[0]}>" if random.random() < 0.8 else ""
        marked.append(f"<{tag}>{line}{end}" if random.random() < 0.6 else line)
    return random.choice(["", "<html><body>", "<!DOCTYPE html>"]) + "\n".join(marked)


MUTATIONS: tuple[Mutation, ...] = (
    *(cut, take_out, shuffle_lines, shuffle_sentences, shuffle_characters, drop_lines, double_lines, drop_characters),
    *(put_in_odd, put_in_any, put_in_marks, put_in_numbers, put_in_cues, put_in_examples, put_in_breaks),
    *(put_in_readings, traditional, shift_bytes, misread, join_lines, break_lines, repeat_run, mix),
    *(shuffle_short_lines, mark_up),
)


# --- texts that are no document ---


def any_characters(random: Random) -> str:
    """Characters of the rules' examples at random, some far more often than others."""
    some = random.sample(alphabet(), random.choice([3, 10, 60, 600]))
    return "".join(random.choices(some, k=random.choice([5, 50, 500, 3000])))


def any_words(random: Random) -> str:
    """Words that rules look for, numbers, marks and line breaks at random."""
    pieces = [*CUES, *NUMBERS, *UNITS, *MARKS, *READINGS, "\n", "\n", "。", "、", ","]
    some = random.sample(pieces, random.choice([4, 12, 40]))
    return "".join(random.choices(some, k=random.choice([5, 50, 500, 1500])))


def any_examples(random: Random) -> str:
    """The rules' examples at random, run together or a line each."""
    return random.choice(["", "\n", "。", "、"]).join(random.choices(examples(), k=random.choice([3, 30, 150])))


def any_unicode(random: Random) -> str:
    return put_in_any(random, put_in_odd(random, put_in_any(random, "")))


def repetition(random: Random) -> str:
    """One short run over and over, between paragraphs: what a careless pattern takes quadratic time for."""
    words = random.choice([*ODD, *MARKS, *NUMBERS, *CUES, *UNITS, *examples(), *texts()])
    start, end = run(random, words, random.choice([1, 2, 4, 12, 80]))
    piece = words[start:end] + random.choice(["", "", *MARKS, *NUMBERS, *CUES, "\n", " "])
    length = random.choice([1000, 4000, LONGEST_REPETITION])
    times = length // max(len(piece), 1)
    return (
        random.choice(["", "一、主要任务\n1.培育企业。"])
        + piece * times
        + random.choice(["", "\n二、其他。做好宣传。"])
    )


INVENTIONS: tuple[Invention, ...] = (any_characters, any_words, any_examples, any_unicode, repetition)
