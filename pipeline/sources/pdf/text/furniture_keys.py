"""What a line in the margin of a page has in common with those of other pages: its words, and a page number that counts on."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

_PAGE = r"(?:page|p\.|tudalen|tud\.|seite|página|sida)"
NAMED = re.compile(rf"\b{_PAGE}\s*[-–]?\s*\d+", re.IGNORECASE)
OF = re.compile(r"(?<![\d/.])(\d{1,4})\s*(?:of|o|/|von|de)\s*(\d{1,4})(?![\d/.])", re.IGNORECASE)
OF_IN_BRACKETS = re.compile(r"(\d{1,4})\s*\((\d{1,4})\)")
"""All that a line says: "2 (9)", as Swedish and Finnish papers count."""
_NUMERAL = "(?a:[ivxl]{1,7})"
"""Among the letters of all scripts "ı", without its dot, is an "i" in small letters."""
BARE = re.compile(rf"[-–—|\s]*(?:\d{{1,4}}|{_NUMERAL})[-–—|\s]*", re.IGNORECASE)
ROMAN = re.compile(rf"(?:^|\b{_PAGE}[\s|]*)({_NUMERAL})$", re.IGNORECASE)
GLUED = re.compile(rf"^(?:\d{{1,4}}|{_NUMERAL})(?=[©|–—•·])", re.IGNORECASE)
"""A page number right before a sign that begins the words of a line."""
PART = re.compile(r"\s*(?:$|[|–—•·/(-]|of\b)")
"""Behind "2/9" no more words follow, or the part of the file that has nine pages: "2/9 (of Annex B)"."""
SIGNS = frozenset("|–—-•·/")
VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}


class Turned(NamedTuple):
    """A line without the page number at one of its ends; `odd` says that odd pages have it on the left, or even ones right."""

    words: str
    ahead: str
    odd: bool


def keys_of(text: str, page: int, small: bool) -> tuple[str, ...]:
    """The words as they are, and once for each number that may be the page's, which is replaced by what it is ahead.

    White space between the words and the number is no part of them: producers set "Page 1" and "Page1" on pages of one file.
    In `small` type any number may be the page's.
    """
    keys = [text]
    for match in re.finditer(r"\d{1,4}", text):
        if _counts_pages(text, match.start(), match.end(), small):
            keys.append(f"{text[: match.start()]}#{int(match.group()) - page}#{text[match.end() :]}")
    if roman := ROMAN.search(text.strip(" -–—|")):
        keys.append(f"{text.strip(' -–—|')[: roman.start(1)]}{_ahead(roman[1], page)}")
    return tuple(re.sub(r"[\s|]", "", key) for key in keys)


def turned_of(text: str, page: int) -> Turned | None:
    """A line with a page number at one of its ends, None where it has none; of two the first is taken."""
    words = GLUED.sub(r"\g<0> ", text).split()
    for at in (0, -1) if len(words) > 1 else ():
        if BARE.fullmatch(words[at]) and (number := words[at].strip("-–—|")):
            rest = " ".join(words[1:] if at == 0 else words[:-1]).strip(" -–—|")
            return Turned(rest, _ahead(number, page), (page % 2 == 1) == (at == 0))
    return None


def words_of(text: str) -> str:
    """A line without a page number at one of its ends."""
    turned = turned_of(text, 0)
    return turned.words if turned else text


def says_page(text: str, page: int, pages: int) -> bool:
    """Whether a line names the page that it stands on, of so many, as "Page 2 of 9" or "2 (9)"."""
    match = OF_IN_BRACKETS.fullmatch(text) or (OF.search(text) if NAMED.search(text) else None)
    return bool(match and (int(match[1]), int(match[2])) == (page, pages))


def _counts_pages(text: str, start: int, end: int, small: bool) -> bool:
    """Whether a number can be the page's: alone but for signs, behind the word "page", before "of 9", or set off by a sign.

    "Score: 1 of 5" counts something else, and so does "1 of 5 came".
    """
    if any(match.start() <= start < match.end() for match in NAMED.finditer(text)):
        return True
    for match in OF.finditer(text):
        if match.start() <= start < match.end():
            return not text[: match.start()].rstrip().endswith(":") and bool(PART.match(text, match.end()))
    before, after = text[:start].rstrip(), text[end:].lstrip()
    alone = not any(map(str.isalnum, before + after))
    return small or alone or ((not before or before[-1] in SIGNS) and (not after or after[0] in SIGNS))


def _ahead(number: str, page: int) -> str:
    """By how much a page number is ahead of the page's own, in words that tell Roman numerals from figures."""
    return f"#{int(number) - page}#" if number.isdecimal() else f"#{_roman(number) - page}# roman"


def _roman(text: str) -> int:
    values = [VALUES[letter] for letter in text.casefold()]
    return sum(-value if following > value else value for value, following in pairwise([*values, 0]))
