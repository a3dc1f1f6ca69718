"""What reading one part of a Word file needs to know, and the account that it keeps as it goes."""

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
    """The key of a note and the mark that stands for it in the text."""

    key: str
    mark: str


@dataclass(frozen=True)
class Layout:
    """Where a paragraph stands: the space above and under it, its left edge, how far right of that its first line begins.

    All in points.
    """

    before: float
    after: float
    left: float
    first: float
    align: str


@dataclass
class FileAccount:
    """What is known of the whole file, and what was set aside and found while reading it."""

    package: Package
    styles: Styles
    numbering: Numbering
    language: str = ""
    marks: dict[tuple[str, str], NoteMark] = field(default_factory=dict)
    layouts: dict[int, Layout] = field(default_factory=dict)
    asides: list[Aside] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    words: list[SourceWord] = field(default_factory=list)


@dataclass
class Story:
    """The reading of one part: its relationships, the style of the table one is in, the space left under the last block."""

    account: FileAccount
    relationships: dict[str, Relationship]
    markers: dict[Element, Marker] = field(default_factory=dict)
    table_style: str = ""
    space_after: float = 0.0

    def place(self, element: Element) -> Place:
        """The file, and the page where Word has written it down."""
        return Place(self.account.package.name, page=page_of(element))

    def set_aside(self, text: str, reason: str, place: Place) -> None:
        """Account for words that are no content; white space alone needs no account."""
        if text.strip():
            self.account.asides.append(Aside(" ".join(text.split()), reason, place))
