"""Which editions a publication gets, of itself and of its Easy Read, which is a document beside it; and what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.app.project import ContentFile, sha256
from pipeline.builders import BUILDERS, EASY_READ, EASY_READ_FORMATS, Fact
from pipeline.content.easy_read import ENDING
from pipeline.editions import looks
from pipeline.editions.looks import Look, easy_read
from pipeline.editions.site import EditionName
from pipeline.model.document import Document
from pipeline.model.findings import Findings

Edition = tuple[str, Look]


@dataclass(frozen=True)
class Order:
    """One edition that is wanted: of which document, in which format and look. `file` is the name of the edition,
    and of its file, but for e-books.

    `digest` is the SHA-256 of the bytes of its content file, as they were read. `book` is how the name of its e-book begins.
    """

    document: Document
    format: str
    look: Look
    digest: str = ""
    book: str = ""

    @property
    def is_easy_read(self) -> bool:
        """Whether it is of the Easy Read of a publication."""
        return self.document.kind == EASY_READ

    @property
    def content(self) -> str:
        """The name of its content file."""
        return self.document.name + (ENDING if self.is_easy_read else ".yaml")

    @property
    def file(self) -> str:
        """The name of its file."""
        return self.name_of(self.document.name, self.format, self.look.name)

    @staticmethod
    def name_of(name: str, format: str, look: str) -> str:
        """The name of the file of an edition of a publication."""
        return EditionName(format, look).file(name, BUILDERS[format].suffix)

    @staticmethod
    def names_of(name: str, format: str, look: str) -> tuple[str, ...]:
        """The names of the files that asking for a format and look gives: several for an Easy Read."""
        if format != EASY_READ:
            return (Order.name_of(name, format, look),)
        return tuple(Order.name_of(name, one, looks.easy_read_name(look)) for one in EASY_READ_FORMATS)


@dataclass(frozen=True)
class Done:
    """What became of an order: its facts, what was found, and whether it was built now or taken from the cache.

    `fact` is of the edition as a whole, `facts` are of each file that a reader opens: of its volumes, where it has any.
    `beside` are the files that were written with it: data, style sheets, drawings. `older` says that the files of an edition
    that failed are of another text than those of the same publication that were built. `held` says that an edition without
    fault was put back, because another one of its publication failed. `kept` says that the files of an earlier build stay in the
    place of one that was not written.
    """

    name: str
    findings: Findings
    fact: Fact | None
    built: bool
    written: bool
    words: int = 0
    facts: tuple[Fact, ...] = ()
    beside: tuple[str, ...] = ()
    older: bool = False
    held: bool = False
    kept: bool = False


def orders(file: ContentFile, editions: Iterable[Edition]) -> Iterator[Order]:
    """The orders for these editions; none for what cannot be read or is not there."""
    for format, look in editions:
        if format != EASY_READ and file.document:
            yield Order(file.document, format, look, sha256(file.data))
        elif format == EASY_READ and file.easy_read:
            own = easy_read(look)
            yield from (Order(file.easy_read.document, one, own, sha256(file.easy_data)) for one in EASY_READ_FORMATS)
