"""Which editions a publication gets, of itself and of its Easy Read, which is a document beside it; and what became of each.

Each is built as soon as all is known that it says of others. An e-book names the pages of the standard PDF; the page of an Easy
Read leads to that of its publication; the page of a publication leads to all other editions and says their sizes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.app.project import ContentFile, sha256
from pipeline.builders import BUILDERS, EASY_READ, EASY_READ_FORMATS, Fact
from pipeline.content.easy_read import ENDING
from pipeline.editions import looks
from pipeline.editions.looks import Look, easy_read
from pipeline.editions.site import STANDARD, EditionName
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


NAMES_PAGES, LEADS_TO_OTHERS = 1, 2
"""What `Builder.after` says of editions that name the pages of the standard PDF, and of web pages."""


def families(orders: Iterable[Order]) -> dict[str, list[Order]]:
    """The orders of each publication, by the step in which they are built."""
    found: dict[str, list[Order]] = {}
    for order in sorted(orders, key=_step):
        found.setdefault(order.document.name, []).append(order)
    return found


def can_begin(family: Sequence[Order], done: Mapping[str, Done]) -> Iterator[Order]:
    """The orders of a publication of which all is known that they say of others."""
    for order in family:
        if all(other.file in done for other in family if _waits(order, other)):
            yield order


def facts_for(
    order: Order, family: Sequence[Order], done: Mapping[str, Done], kept_pdf: Callable[[Order], Iterable[Fact]]
) -> tuple[Fact, ...]:
    """What an edition says of the others of its publication; `kept_pdf` gives the standard PDF that was built before."""
    needed = [other for other in family if _waits(order, other)]
    pages = [other for other in needed if other.format == "html"]  # of the Easy Read, so they stand first
    found = [fact for other in needed if other not in pages for fact in done[other.file].facts]
    if _step(order) == NAMES_PAGES:
        return tuple(found or kept_pdf(order))
    if order.format == "html" and order.is_easy_read:
        ahead = [other for other in family if other.format == "html" and not other.is_easy_read]
        return (*found, *(Fact(other.file, other.format, other.look, 0) for other in ahead[-1:]))
    return (*(fact for page in reversed(pages) for fact in done[page.file].facts), *found)


def _step(order: Order) -> int:
    after = BUILDERS[order.format].after
    return after + (after == LEADS_TO_OTHERS and not order.is_easy_read)


def _waits(order: Order, other: Order) -> bool:
    """Whether an edition says something of another one of its publication."""
    if _step(order) == NAMES_PAGES:
        return other.format == "pdf" and other.look.name == STANDARD
    return _step(other) < _step(order)
