"""The numbers of lists as browsers and office programs show them."""

from __future__ import annotations

ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
HUNDREDS = ("", "c", "cc", "ccc", "cd", "d", "dc", "dcc", "dccc", "cm")


def sign(style: str, number: int) -> str:
    """Formats a number in the style "a", "A", "i", "I" or "1"; letters are repeated after z (aa, bb)."""
    if number < 1 or style not in ("a", "A", "i", "I"):
        return str(number)
    if style in ("i", "I"):
        text = "m" * (number // 1000) + HUNDREDS[number // 100 % 10] + TENS[number // 10 % 10] + ONES[number % 10]
    else:
        times, letter = divmod(number - 1, 26)
        text = "abcdefghijklmnopqrstuvwxyz"[letter] * (times + 1)
    return text.upper() if style.isupper() else text
