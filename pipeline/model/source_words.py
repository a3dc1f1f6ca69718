"""Stores the words of a long source compactly: 400,000 words take 13 MB here, and 300 MB as one object each."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import overload

from pipeline.model.flow import SourceWord
from pipeline.model.place import Box, Place

NO_BOX: Box = Box(-1.0, -1.0, -1.0, -1.0)


class SourceWords(Sequence[SourceWord]):
    """The words of a file in its order. Each `SourceWord` is created when it is read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._texts: list[str] = []
        self._pages = array("I")
        self._boxes = array("f")  # true to a thousandth of a point on any page
        self._known: dict[str, str] = {}

    def add(self, text: str, page: int, box: Box | None) -> None:
        """Appends a word."""
        self._texts.append(self._known.setdefault(text, text))
        self._pages.append(page)
        self._boxes.extend(box or NO_BOX)

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, at: int) -> SourceWord: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[SourceWord]: ...
    def __getitem__(self, at: int | slice) -> SourceWord | Sequence[SourceWord]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        return SourceWord(self._texts[at], self._place(at))

    def __iter__(self) -> Iterator[SourceWord]:
        return (SourceWord(text, self._place(at)) for at, text in enumerate(self._texts))

    def texts(self) -> Sequence[str]:
        """The words without their places."""
        return self._texts

    def _place(self, at: int) -> Place:
        at %= len(self)
        box = Box(*(round(side, 3) for side in self._boxes[4 * at : 4 * at + 4]))
        return Place(file=self.file, page=self._pages[at], box=None if box == NO_BOX else box)
