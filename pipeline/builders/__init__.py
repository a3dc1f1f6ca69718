"""The output formats, one line each. To add one: a folder with `build`, a folder below `verifiers/` with `verify`, a line here.

A builder is a pure function `build(job: Job) -> Built`: no disk, clock, network or printing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol

from pipeline.editions.assets import Assets
from pipeline.editions.edition import Edition, Piece
from pipeline.editions.looks import Look, TableShape
from pipeline.editions.site import STANDARD, Site
from pipeline.model.document import Document
from pipeline.model.findings import Finding


class Beside(NamedTuple):
    """A file that a builder makes beside the main one: the end of its name, what people call it, and what reads it back."""

    ending: str
    words: str
    media_type: str
    verifier: str


class Builder(NamedTuple):
    """A row of the registry: what makes the files of a format, and what reads them back.

    `after` says what it needs to know of other editions, which are built before it: 1 is where the pages of the standard PDF
    begin, 2 the sizes and page counts of all. `linear` says that its readers meet one line at a time, so that its tables are
    always labelled lists; `sized` that its type has a size in points; `png` that older programs show no SVG in it;
    `paragraphs` that it can show a table as paragraphs. `settings` are the values of a look that it can have, None for all
    but those of braille and plain text. `engine` is a module whose `version()` says with which programs of this machine it
    is made.
    """

    module: str
    verifier: str
    suffix: str
    words: str
    media_type: str
    after: int = 0
    linear: bool = False
    sized: bool = True
    png: bool = False
    paragraphs: bool = False
    settings: frozenset[str] | None = None
    engine: str = ""
    more: tuple[Beside, ...] = ()

    def kind_of(self, file: str) -> tuple[str, str]:
        """What people call a file of this format, as "PEF", and its media type."""
        found = ((one.words, one.media_type) for one in self.more if file.endswith(one.ending))
        return next(found, (self.suffix[1:].upper(), self.media_type))

    @property
    def flows(self) -> bool:
        """Whether its readers set the size of the type themselves, or have none."""
        return self.linear or not self.sized

    @property
    def verifiers(self) -> dict[str, str]:
        """The module that reads each of its files back, by the ending of the file."""
        beside = {"." + one.ending.rpartition(".")[2]: one.verifier for one in self.more}
        return {self.suffix: self.verifier, **beside}


_B, _V = "pipeline.builders.", "pipeline.verifiers."
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ODT, _EPUB = "application/vnd.oasis.opendocument.text", "application/epub+zip"
_AUDIO = (
    Beside(".m4b", "M4B", "audio/mp4", _V + "audio.m4b"),
    Beside("-read-aloud.epub", "EPUB", _EPUB, _V + "epub.verify"),
    Beside("-daisy.zip", "DAISY", "application/zip", _V + "audio.daisy"),
)
_BRAILLE = (
    Beside(".pef", "PEF", "application/x-pef+xml", _V + "braille.pef"),
    Beside(".ebrl", "eBraille", _EPUB, _V + "braille.ebraille"),
)
_WIDTH, _SHOWN = frozenset({"width"}), frozenset({"size", "spacing", "ink", "ground", "tables"})
BUILDERS = {
    "html": Builder(_B + "html.build", _V + "html.verify", ".html", "Web page", "text/html", after=2, sized=False),
    "pdf": Builder(_B + "print.build", _V + "pdf.verify", ".pdf", "PDF", "application/pdf"),
    "docx": Builder(_B + "docx.build", _V + "docx.verify", ".docx", "Word document", _WORD, png=True),
    "odt": Builder(_B + "odt.build", _V + "odt.verify", ".odt", "OpenDocument text", _ODT, png=True),
    "epub": Builder(_B + "epub.build", _V + "epub.verify", ".epub", "E-book", _EPUB, after=1, sized=False, settings=_SHOWN),
    "text": Builder(_B + "text.build", _V + "text.verify", ".txt", "Plain text", "text/plain", linear=True, settings=_WIDTH),
    "audio": Builder(
        _B + "audio.build", _V + "audio.mp3", ".mp3", "Audio", "audio/mpeg", after=1, linear=True, more=_AUDIO,
        settings=frozenset(), engine=_B + "audio.voices",
    ),
    "braille": Builder(
        _B + "braille.build", _V + "braille.brf", ".brf", "Braille", "text/x-brf", after=1, linear=True, more=_BRAILLE,
        paragraphs=True, settings=frozenset({"code", "cells", "lines", "tables", "pages_per_volume"}),
        engine="pipeline.braille.liblouis",
    ),
}  # fmt: skip


EASY_READ = "easy-read"
EASY_READ_FORMATS = ("html", "pdf", "docx")
"""The Easy Read of a publication is a document of its own; asking for it gives these formats of it."""


def formats() -> tuple[str, ...]:
    """What people can ask for by name."""
    return (*BUILDERS, EASY_READ)


def look_for(format: str, look: Look) -> Look:
    """The look in which a document is set out for a format."""
    row = BUILDERS[format]
    if row.paragraphs and look.tables is TableShape.PARAGRAPH:
        return look
    return replace(look, tables=TableShape.LIST) if row.linear or look.tables is TableShape.PARAGRAPH else look


def same_in(format: str, look: Look, other: Look) -> bool:
    """Whether a format looks the same in two looks: a recording has no type, and readers of e-books choose the typeface."""
    settings = BUILDERS[format].settings if format in BUILDERS else None
    look, other = look_for(format, look), look_for(format, other)
    return look == other if settings is None else all(getattr(look, one) == getattr(other, one) for one in settings)


# The pages of the site itself: `build(job: SiteJob) -> Built`; they are made last, in this order.
SITE_PAGES = {
    "index.html": "pipeline.builders.html.index",
    "assets": "pipeline.builders.html.assets",
    "sitemap.xml": "pipeline.builders.html.sitemap",
    "feed.xml": "pipeline.builders.html.feed",
    "404.html": "pipeline.builders.html.not_found",
    "redirects": "pipeline.builders.html.redirects",
}


@dataclass(frozen=True)
class Fact:
    """What a page says of another edition of the same publication, or of one of its volumes.

    `size` is bytes, 0 for an edition that is not built yet;
    `pages` is 0 where there are none; `volume` is its number among `volumes`, 0 for an undivided edition. `starts` are
    the words that each page begins with.
    """

    file: str
    format: str
    look: Look
    size: int
    pages: int = 0
    volume: int = 0
    volumes: int = 0
    starts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Area:
    """Where a web page lies: `root` leads to the folder that has its style sheet, `site` to that of the published pages.

    `folder` is where it lies below the site ("conformance/"). `alone` says that it is a copy for one reader, which brings its
    style sheet with it.
    """

    root: str = ""
    site: str = ""
    alone: bool = False
    folder: str = ""


class Version(NamedTuple):
    """Another language version of a publication: the file of its web page, its language, and its title."""

    file: str
    language: str
    title: str


class ClipStore(Protocol):
    """Where the clips of a recording are kept by their words, and where it is told how far a recording is."""

    def get(self, key: str) -> bytes | None:
        """A clip, None where it was not made yet."""

    def put(self, key: str, data: bytes) -> None:
        """Keeps a clip. Raises OSError where it cannot be kept."""

    def progress(self, number: int, count: int) -> None:
        """Says how many of the sentences are done."""


class NoStore:
    """Keeps nothing and tells nobody."""

    def get(self, key: str) -> bytes | None:  # noqa: ARG002
        """Nothing is kept."""
        return None

    def put(self, key: str, data: bytes) -> None:
        """Keeps nothing."""

    def progress(self, number: int, count: int) -> None:
        """Tells nobody."""


@dataclass(frozen=True)
class Job:
    """All that a builder may know: one publication, set out for one look, and the site around it.

    `moment` is the time that goes into the file (SOURCE_DATE_EPOCH or the content's own date), seconds since 1970. `area` is
    where a web page lies beside the rest of the site. `versions` are its published pages in other
    languages. `book` is how the name of an e-book begins, "" where nothing else is called like it.
    """

    document: Document
    edition: Edition
    look: Look
    site: Site
    assets: Assets
    moment: int = 0
    facts: tuple[Fact, ...] = ()
    area: Area = Area()
    versions: tuple[Version, ...] = ()
    book: str = ""
    clips: ClipStore = field(default_factory=NoStore)

    @property
    def standard_pdf(self) -> Fact | None:
        """The PDF whose pages the other editions name."""
        fit = (fact for fact in self.facts if fact.format == "pdf" and fact.look.name == STANDARD and fact.starts)
        return next(fit, None)


About = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Built:
    """What a builder returns: files by their path in `output/`, findings, the words in reading order, and facts.

    `facts` are what other pages say of this edition: {"pages": 12}. `about` is what each file says of itself, in the
    order of no importance: (file, name, value) such as ("plan.html", "title", "Plan"). `starts` are the words that each page
    begins with, where there are pages.
    """

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...] = ()
    reading: tuple[Piece, ...] = ()
    facts: Mapping[str, int] = field(default_factory=dict)
    about: About = ()
    starts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Publication:
    """One publication as the pages of the site see it: its document, and its editions as they lie in `output/`.

    `parts` are the web pages that the page of a long publication leads to.
    """

    document: Document
    facts: tuple[Fact, ...]
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class SiteJob:
    """All that a page of the site may know. Publications come in the order of their titles; drafts are among them."""

    publications: tuple[Publication, ...]
    site: Site
    assets: Assets
    moment: int = 0
