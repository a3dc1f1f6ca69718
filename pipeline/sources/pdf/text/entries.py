"""Lines that stand for themselves, whatever room they leave: entries of a list, labels with values, lines of a listing.

And the words that stay with the first one of a line.
"""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.sources.pdf.text.addresses import ADDRESS
from pipeline.sources.pdf.text.labelled_values import LABEL_GAP, LABEL_WORDS
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.pdf.text.words import Line, Word

LEADER = re.compile(r"(?:\.{4}|(?:\. ){4}|…{2}|·{4}|_{4})[.…·_\s]*(?:\d{1,4}|[ivxlc]{1,8})$")
"""The end of an entry of a contents list: a row of dots and a page number."""
SMALL_WORD = 3
"""A word of so many small letters at the end of a line leaves it open."""
TO_FILL_IN = re.compile(r"[^:_.…]{1,60}:\s*[_.…]{4}")
"""A line of a form: a label with room to write behind it."""
CODE_FACE = re.compile(r"courier|consol|mono|typewriter|cmtt|menlo|inconsolata", re.IGNORECASE)
GLUED_DASH = re.compile(r"[-–—][^\W\d_]")
REFERENCE = re.compile(r"(?=.*\d)\w+(?:[/.-]\w+){2,}")
BRACKETS = frozenset('{}[]"<')


def ends_in_small_word(line: Line) -> bool:
    """Whether the last word of a line leaves its sentence open: "of", "and"."""
    word = line.words[-1].text
    return word.isalpha() and word.islower() and len(word) <= SMALL_WORD


def is_code(line: Line) -> bool:
    """Whether most of a line is set in a typewriter's face, in which each line of a listing stands for itself."""
    return 2 * sum(bool(CODE_FACE.search(word.style.font)) for word in line.words) > len(line.words)


def is_contents_entry(line: Line) -> bool:
    """Whether a line is an entry of a contents list: dots or the white space of a tab lead to its page number."""
    wide = len(line.words) > 1 and line.words[-1].x0 - line.words[-2].x1 > SETTINGS.tab_gap * line.size
    return bool(LEADER.search(line.text)) or (wide and line.words[-1].text.isdecimal())


def listing_goes_on(before: Line, line: Line) -> bool:
    """Whether two lines of a listing stand for themselves, as a deeper indent or a bracket tells; typed letters have neither."""
    apart = line.x0 - before.x0 > SETTINGS.code_indent or line.text[0] in BRACKETS
    return apart and is_code(before) and is_code(line)


def label_of(line: Line) -> list[Word]:
    """The few words up to a colon with which a line begins, where they are bold or stand far from the value behind them."""
    end = next((at for at, word in enumerate(line.words[:LABEL_WORDS]) if word.text.endswith(":")), len(line.words)) + 1
    label, value = line.words[:end], line.words[end : end + 1]
    if not value:
        return []
    bold = all(word.style.bold for word in label) and not value[0].style.bold
    return label if bold or value[0].x0 - label[-1].x1 > LABEL_GAP * line.size else []


def begin_alike(first: Line, line: Line) -> bool:
    """Whether the first line of a paragraph and another are entries of a typed list, as the starts of both tell.

    They begin with the same dash that touches a word, or with references that are written alike: “25/00123/FUL”.
    """
    starts = {GLUED_DASH.match(each.text) and each.text[0] for each in (first, line)}
    words = [each.words[0].text for each in (first, line)]
    if all(map(REFERENCE.fullmatch, words)):
        starts = {re.sub(r"\d+", "0", word) for word in words}
    return len(starts) == 1 and None not in starts


def is_tabbed(line: Line) -> bool:
    """Whether the white space of a tab stands behind the first few words of a line."""
    gaps = [after.x0 - word.x1 for word, after in pairwise(line.words[: LABEL_WORDS + 1])]
    return len(gaps) > 2 and max(gaps) > SETTINGS.tab_gap * line.size > 2 * min(gaps)


def kept_together(line: Line) -> float:
    """By how many points the words that stay with the first one reach farther: a month behind its day, an address.

    Names with the addresses of their mail behind them are lines of a list.
    """
    first, *more = line.words[:2]
    if not more:
        return 0.0
    if first.text.isdecimal():
        return more[0].x1 - first.x1
    address = ADDRESS.search(more[0].text) and "@" not in more[0].text
    return more[0].x1 + SETTINGS.address_room * line.size - first.x1 if address else 0.0
