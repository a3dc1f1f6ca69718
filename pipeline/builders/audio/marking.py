"""Finds the words of each clip on a page of an e-book and gives them an id, so that reading systems can highlight them.

Pages and clips have the same words in the same order, so both are read in parallel as streams of letters and digits. A voice
says more than a page shows, such as the label of an item or the number of items in a list. Such clips get an empty element
beside the words around them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from lxml import etree

from pipeline.builders.audio.sentences import Clip
from pipeline.editions.spoken.passages import COLON, PassageKind

Element = Any
XHTML, TYPE = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/ops}type"
INLINE = frozenset(f"{XHTML}{tag}" for tag in ("a", "bdi", "strong", "em", "span"))
BLOCKS = frozenset(
    f"{XHTML}{tag}"
    for tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dt", "dd", "caption", "figcaption")
)
"""Elements that may contain a span; all inline elements are in them."""
IMAGE, LINK, SPAN = f"{XHTML}img", f"{XHTML}a", f"{XHTML}span"
UNSAID = ("landmarks", "page-list")


class LetterPlace(NamedTuple):
    """The place of a letter: an element, its "text", "alt" or "tail", and the index in it."""

    element: Element
    part: str
    at: int

    @property
    def words(self) -> str:
        """The text that has the letter."""
        return _words(self.element, self.part)

    @property
    def container(self) -> Element:
        """The element that contains the text."""
        return self.element.getparent() if self.part == "tail" else self.element


def _words(element: Element, part: str) -> str:
    return (element.get("alt") if part == "alt" else getattr(element, part)) or ""


class Letters(NamedTuple):
    """The letters of a clip on its page, from `start` to before `end`."""

    start: int
    end: int


def mark(root: Element, clips: Sequence[Clip], name: str) -> list[tuple[str, int]]:
    """Gives the words of clips their ids on the page with a name.

    Returns each id with its number of clips, in order.
    """
    page = _Page(root)
    letters_of_clips = _joined(page, [page.find(clip) for clip in clips])
    ids = [f"{name}-said-{number}" for number in range(1, len(letters_of_clips) + 1)]
    after: Element = None
    waiting: list[str] = []
    for number, (letters, _) in reversed(list(enumerate(letters_of_clips))):
        id = ids[number]
        if letters is not None:
            after = page.named(letters, id)
            ids[number] = after.get("id")
            place = after
            while waiting:
                place = _add_after(place, waiting.pop())
        elif after is not None:
            after = _add_before(after, id)
        else:
            waiting.append(id)
    for id in waiting:  # a page without words of any clip
        _add_before(root.find(f"{XHTML}body"), id)
    return [(id, count) for id, (_, count) in zip(ids, letters_of_clips, strict=True)]


def _joined(page: _Page, letters_of_clips: Sequence[Letters | None]) -> list[tuple[Letters | None, int]]:
    """Joins clips that are divided within a link, which cannot be cut; returns their letters and number of clips."""
    result: list[tuple[Letters | None, int]] = [(letters_of_clips[0], 1)] if letters_of_clips else []
    for before, letters in pairwise(letters_of_clips):
        latest, count = result[-1]
        if before and letters and latest and page.cuts_link(before, letters):
            result[-1] = (Letters(latest.start, letters.end), count + 1)
        else:
            result.append((letters, 1))
    return result


def _empty(id: str) -> Element:
    return etree.Element(SPAN, id=id)


def _add_before(element: Element, id: str) -> Element:
    """Adds an empty element before an element, or at the start of the first block in it."""
    place = _empty(id)
    block = next((inner for inner in element.iter(*BLOCKS)), None)
    if block is None:
        element.addprevious(place)
    else:
        place.tail, block.text = block.text, None
        block.insert(0, place)
    return place


def _add_after(element: Element, id: str) -> Element:
    """Adds an empty element after an element, or at the end of the last block in it."""
    place = _empty(id)
    blocks = list(element.iter(*BLOCKS))
    if blocks:
        blocks[-1].append(place)
    else:
        inside = element.getparent()
        element.tail, place.tail = None, element.tail
        inside.insert(inside.index(element) + 1, place)
    return place


class _Page:
    """The letters of a page, and their places."""

    def __init__(self, root: Element) -> None:
        self.places: list[LetterPlace] = []
        self._read(root.find(f"{XHTML}body"))
        self.stream = "".join(place.words[place.at] for place in self.places)
        self.read = 0

    def _read(self, element: Element) -> None:
        if element.get(TYPE) not in UNSAID:
            self._take(element, "alt" if element.tag == IMAGE else "text")
            for child in element:
                self._read(child)
                self._take(child, "tail")

    def _take(self, element: Element, part: str) -> None:
        words = _words(element, part)
        self.places += [LetterPlace(element, part, at) for at, sign in enumerate(words) if sign.isalnum()]

    def find(self, clip: Clip) -> Letters | None:
        """Finds the letters of a clip: the next ones if they are equal, else the first later ones."""
        starts = [(self.stream.find(text, self.read), -len(text)) for text in _texts(clip) if text]
        matches = [pair for pair in starts if pair[0] >= 0]
        if not matches:
            return None
        start, length = min(matches)
        self.read = start - length
        return Letters(start, self.read)

    def cuts_link(self, clip: Letters, following: Letters) -> bool:
        """Whether a link contains the end of one clip and the start of the next, but not both clips."""
        end_element = self.places[clip.end - 1].container
        links = [element for element in (end_element, *end_element.iterancestors()) if element.tag == LINK]
        inside = [link for link in links if self._contains(link, following.start)]
        return any(
            not (self._contains(link, clip.start) and self._contains(link, following.end - 1)) for link in inside
        )

    def _contains(self, element: Element, letter: int) -> bool:
        container = self.places[letter].container
        return container is element or element in container.iterancestors()

    def named(self, letters: Letters, id: str) -> Element:
        """Returns the element with the words of a clip, with the id. Must be called from the last clip to the first."""
        first_letter, last_letter = self.places[letters.start], self.places[letters.end - 1]
        around = _common(first_letter.container, last_letter.container)
        if around.tag == IMAGE:
            return _with_id(around, id)
        if around.tag in BLOCKS or around.tag in INLINE:
            return _spanned(around, first_letter, last_letter, id)
        if self._outside(around, letters):
            # A label with its value, and more: only the value.
            block = next(
                element
                for element in (last_letter.container, *last_letter.container.iterancestors())
                if element.tag in BLOCKS
            )
            start = next(letter for letter in range(letters.start, letters.end) if self._contains(block, letter))
            return self.named(Letters(start, letters.end), id)
        return _with_id(around, id)

    def _outside(self, element: Element, letters: Letters) -> bool:
        """Whether an element contains other letters than these."""
        beside = (letters.start - 1, letters.end)
        return any(0 <= letter < len(self.places) and self._contains(element, letter) for letter in beside)


def _texts(clip: Clip) -> Iterator[str]:
    """Yields the letters of a clip with and without the label of its passage, but without words about the text."""
    only_said = clip.sentence.passage.kind is PassageKind.NOTICE
    pieces = [piece for piece in clip.sentence.pieces if not (only_said and piece.kind == "notice")]
    yield _letters("".join(piece.text for piece in pieces))
    label = next((number for number, piece in enumerate(pieces, 1) if piece.block == COLON), 0)
    if label:
        yield _letters("".join(piece.text for piece in pieces[label:]))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text)))


def _with_id(element: Element, id: str) -> Element:
    """Gives an element an id. If it has one, to which links lead, a child gets the new one."""
    if not element.get("id"):
        element.set("id", id)
    return element


def _common(first: Element, second: Element) -> Element:
    """Returns the innermost element that contains both."""
    around = [first, *first.iterancestors()]
    return next(element for element in (second, *second.iterancestors()) if element in around)


def _spanned(around: Element, first_letter: LetterPlace, last_letter: LetterPlace, id: str) -> Element:
    """Puts a span around the words from one letter to another, with adjacent punctuation."""
    element, part, at = _end_of(last_letter)
    around = _common(around, element if part == "text" else element.getparent())
    stop_index, stop = _boundary(around, element, part, at)
    after_count = len(around) - stop_index  # a cut at the beginning makes one child more
    index, start = _boundary(around, first_letter.element, first_letter.part, _touching(first_letter))
    stop_index = len(around) - after_count
    span = etree.Element(SPAN, id=id)
    before = _text_before(around, index)
    if index == stop_index:
        span.text, span.tail = before[start:stop], before[stop:]
    else:
        behind = _text_before(around, stop_index)
        inside = around[index:stop_index]
        span.text = before[start:]
        span.extend(inside)
        inside[-1].tail, span.tail = behind[:stop], behind[stop:]
    _set_text_before(around, index, before[:start])
    around.insert(index, span)
    return span


def _touching(place: LetterPlace) -> int:
    """The index where punctuation directly before a letter begins, such as an opening bracket."""
    at = place.at
    while at and not (place.words[at - 1].isspace() or place.words[at - 1].isalnum()):
        at -= 1
    return at


def _end_of(place: LetterPlace) -> tuple[Element, str, int]:
    """The place after a letter and the punctuation directly after it, also after the element that it ends."""
    element, part, at = place.element, place.part, place.at + 1
    while True:
        words = _words(element, part)
        while at < len(words) and not (words[at].isspace() or words[at].isalnum()):
            at += 1
        inner = element if part == "text" and not len(element) else element.getparent()
        is_last = (part == "text" and not len(element)) or (part == "tail" and element.getnext() is None)
        follows = inner.tail if is_last and inner.tag in INLINE else ""
        if at < len(words) or not follows or follows[0].isspace() or follows[0].isalnum():
            return element, part, at
        element, part, at = inner, "tail", 0


def _boundary(around: Element, element: Element, part: str, at: int) -> tuple[int, int]:
    """Converts a place in a text to the index of the next child of `around`, and the index in the text before it.

    An inline element at the place is cut in two.
    """
    while (element if part == "text" else element.getparent()) is not around:
        inner = element if part == "text" else element.getparent()
        words = _words(element, part)
        if part == "text" and not words[:at].strip():
            parent = inner.getparent()
            previous = inner.getprevious()
            element, part = (parent, "text") if previous is None else (previous, "tail")
            at = len(_words(element, part))
        elif not words[at:].strip() and (not len(inner) if part == "text" else element.getnext() is None):
            element, part, at = inner, "tail", 0
        else:
            element, part, at = _cut(inner, element, part, at), "tail", 0
    return (0 if part == "text" else around.index(element) + 1), at


def _cut(inner: Element, element: Element, part: str, at: int) -> Element:
    """Cuts an inline element in two at a place in its text; returns the first half."""
    second_half = etree.Element(inner.tag, {name: value for name, value in inner.attrib.items() if name != "id"})
    words = _words(element, part)
    second_half.text = words[at:]
    setattr(element, part, words[:at])
    second_half.extend(inner[0 if part == "text" else inner.index(element) + 1 :])
    second_half.tail, inner.tail = inner.tail, None
    inner.addnext(second_half)
    return inner


def _text_before(around: Element, index: int) -> str:
    return _words(around, "text") if index == 0 else _words(around[index - 1], "tail")


def _set_text_before(around: Element, index: int, text: str) -> None:
    if index == 0:
        around.text = text
    else:
        around[index - 1].tail = text
