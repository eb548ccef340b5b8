"""Numbers in Chinese numerals."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
RANKS = ("", "十", "百", "千")


def in_han(value: int) -> str:
    """A number from 1 to 9999 in Chinese numerals: 15 → 十五, 105 → 一百零五; beyond them in figures."""
    if not 0 < value < 10_000:
        return str(value)
    printed = ""
    for rank in range(len(str(value)) - 1, -1, -1):
        digit = value // 10**rank % 10
        printed += DIGITS[digit] + RANKS[rank] if digit else DIGITS[0]
    printed = printed.rstrip(DIGITS[0])
    while DIGITS[0] * 2 in printed:
        printed = printed.replace(DIGITS[0] * 2, DIGITS[0])
    return printed[1:] if printed.startswith("一十") else printed
