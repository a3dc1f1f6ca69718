"""The state of reading a Word file: for the whole file, and for each of its parts."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model.findings import Finding
from pipeline.model.flow import Aside, Marker, SourceWord
from pipeline.model.place import Place
from pipeline.ooxml.numbering import Numbering
from pipeline.ooxml.package import Package, Relationship
from pipeline.ooxml.styles import Styles
from pipeline.ooxml.xml import Element
from pipeline.sources.docx.normalise import page_of


@dataclass(frozen=True)
class NoteMark:
    """The key of a note, and its mark in the text."""

    key: str
    mark: str


@dataclass(frozen=True)
class Layout:
    """The layout of a paragraph, in points: space before and after, left edge, and the indent of its first line from there."""

    before: float
    after: float
    left: float
    first: float
    align: str


@dataclass
class FileAccount:
    """The state for the whole file: its styles and numbering, and the words, asides and findings so far."""

    package: Package
    styles: Styles
    numbering: Numbering
    language: str = ""
    marks: dict[tuple[str, str], NoteMark] = field(default_factory=dict)
    layouts: dict[int, Layout] = field(default_factory=dict)
    asides: list[Aside] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    words: list[SourceWord] = field(default_factory=list)
    header_title: str = ""
    scheme: dict[str, str] = field(default_factory=dict)
    """The colours of its theme."""


@dataclass
class Story:
    """The state for a part: its relationships, the style of the current table, and the space after the last block."""

    account: FileAccount
    relationships: dict[str, Relationship]
    markers: dict[Element, Marker] = field(default_factory=dict)
    table_style: str = ""
    space_after: float = 0.0

    def place(self, element: Element) -> Place:
        """Returns the file, and the page if it is known."""
        return Place(self.account.package.name, page=page_of(element))

    def set_aside(self, text: str, reason: str, place: Place) -> None:
        """Records words that are not content; white space alone is ignored."""
        if text.strip():
            self.account.asides.append(Aside(" ".join(text.split()), reason, place))
