"""Bookmarks: the ids of sections and records as Word can hold them, so that references and the way back find them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.ooxml.elements import Element, q, w

LONGEST_BOOKMARK = 40  # characters of a bookmark's name that Word keeps


@dataclass
class Bookmarks:
    """Names and numbers of the bookmarks of one file; names are unique whatever their case, as Word wants."""

    _names: dict[str, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _made: set[str] = field(default_factory=set)
    _used: set[str] = field(default_factory=set)
    _number: int = 0

    def name(self, anchor: str, used: bool = False) -> str:
        """The bookmark's name for an anchor; `used` says that a link of this file leads there."""
        if anchor not in self._names:
            self._names[anchor] = self._unique(anchor)
        if used:
            self._used.add(anchor)
        return self._names[anchor]

    def around(self, runs: list[Element], *names: str) -> list[Element]:
        """The runs with bookmarks of these exact names around them."""
        starts: list[Element] = []
        ends: list[Element] = []
        for name in names:
            self._number += 1
            starts.append(w("bookmarkStart", id=self._number, name=name))
            ends.insert(0, w("bookmarkEnd", id=self._number))
        return [*starts, *runs, *ends]

    def anchored(self, runs: list[Element], anchors: tuple[str, ...]) -> list[Element]:
        """The runs with a bookmark around them for each anchor that has none yet."""
        new = [anchor for anchor in anchors if anchor and anchor not in self._made]
        self._made.update(new)
        return self.around(runs, *(self.name(anchor) for anchor in new))

    def marked(self, paragraph: Element, what: str) -> str:
        """Put a hidden bookmark (its name begins with "_") around a paragraph and say its number."""
        self._number += 1
        number = self._number
        self._around_paragraph(paragraph, f"_{what}_{number}")
        return str(number)

    def span(self, blocks: list[Element], what: str) -> list[Element]:
        """Blocks whose first paragraph says what begins there and whose last one says that it ends.

        One bookmark over all of them would come back from LibreOffice as several of the same name.
        """
        number = self.marked(blocks[0], what)
        end = f"_End_{number}"
        if blocks[-1].tag == q("p"):
            self._around_paragraph(blocks[-1], end)
            return blocks
        return [*blocks[:-1], *self.around([], end), blocks[-1]]

    def _around_paragraph(self, paragraph: Element, name: str) -> None:
        start, end = self.around([], name)
        paragraph.insert(1 if paragraph.find(q("pPr")) is not None else 0, start)
        paragraph.append(end)

    def once(self, anchor: str) -> str:
        """The name for the bookmark of an anchor, "" for an anchor that has one already."""
        if not anchor or anchor in self._made:
            return ""
        self._made.add(anchor)
        return self.name(anchor)

    @property
    def dangling(self) -> list[str]:
        """Anchors that links of this file lead to and that no bookmark marks."""
        return sorted(self._used - self._made)

    def _unique(self, anchor: str) -> str:
        stem = re.sub(r"\W", "_", anchor)
        stem = (stem if stem[:1].isalpha() else f"id_{stem}")[:LONGEST_BOOKMARK]
        name, count = stem, 1
        while name.lower() in self._taken:
            count += 1
            name = f"{stem[: LONGEST_BOOKMARK - 4]}_{count}"
        self._taken.add(name.lower())
        return name
