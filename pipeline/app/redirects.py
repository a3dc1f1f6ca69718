"""Rules by which a web server leads readers from old addresses, of a renamed publication or a dropped edition, to new ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from pipeline.app.orders import Order
from pipeline.app.project import Project, remove, write
from pipeline.builders import BUILDERS, Publication, data, formats
from pipeline.builders.book_names import book_names
from pipeline.builders.edition_files import BOOK
from pipeline.editions import looks, words
from pipeline.editions.site import STANDARD, EditionName
from pipeline.model.document import Document

FILES = ("apache.conf", "nginx.conf", "localgov-drupal.csv")


def write_rules(project: Project, publications: Sequence[Publication], folder: Path) -> None:
    """Writes the rules for Apache, nginx and LocalGov Drupal (Path Redirect Import); none where there are no old addresses.

    A name that a content file has today leads nowhere else; of two publications with one earlier name the first has it.
    """
    taken = {path.stem for path in project.content_paths()}
    there = {fact.file for publication in publications for fact in publication.facts}
    pairs: dict[str, str] = {}
    for publication in publications:
        pairs |= {name: book for name, book in _books(publication).items() if name not in there}
        pairs |= _of_former_editions(project, publication, publication.document.name)
        for old in publication.document.formerly:
            if old not in taken:
                pairs |= _pairs(project, publication, old)
                pairs |= _of_former_editions(project, publication, old)
                taken.add(old)
    if not pairs:
        for name in FILES:
            remove(folder / name)
        return
    base = f"/{project.site.url.split('://', 1)[-1].partition('/')[2].strip('/')}/".replace("//", "/")
    rules = {
        "apache.conf": [f"Redirect {_code(new)} {base}{old} {base}{quote(new)}" for old, new in pairs.items()],
        "nginx.conf": [
            f"location = {base}{old} {{ return {_code(new)} {base}{quote(new)}; }}" for old, new in pairs.items()
        ],
        "localgov-drupal.csv": ["from,to,redirect_code,language"]
        + [f"{base[1:]}{old},{base[1:]}{quote(new)},{_code(new)},und" for old, new in pairs.items()],
    }
    for name, lines in rules.items():
        write(folder / name, ("\n".join(lines) + "\n").encode())


def _code(new: str) -> int:
    """Whether an address is led to another one for good (301), or only as long as an e-book has its title (302)."""
    return 302 if new.endswith(BOOK) else 301


def _books(publication: Publication) -> dict[str, str]:
    """The e-books of a publication by their names with its id in place of its title: addresses that outlast the title."""
    return {
        EditionName(fact.format, fact.look.name).file(publication.document.name, ending): fact.file
        for fact in publication.facts
        for ending in _endings(fact.format)
        if ending.endswith(BOOK) and fact.file.endswith(ending)
    }


def _endings(format: str) -> tuple[str, ...]:
    """The endings of the files of a format, those of its other kinds first."""
    row = BUILDERS.get(format)
    return (*(one.ending for one in row.more), row.suffix) if row else ()


def _of_former_editions(project: Project, publication: Publication, old: str) -> Iterator[tuple[str, str]]:
    """The files of editions that no longer exist, under a name, each with the page, else the first file, of the publication."""
    files = [fact.file for fact in publication.facts]
    page = next((fact.file for fact in publication.facts if fact.format == "html"), files[0] if files else "")
    for edition in project.site.former_editions if page else ():
        names = [name for name in _names(project, publication.document, edition) if name not in files]
        yield from ((_renamed(name, publication, old), page) for name in names)
        title = book_names([publication.document])[publication.document.name]
        books = [edition.file(title, ending) for ending in _endings(edition.format) if ending.endswith(BOOK)]
        yield from ((book, page) for book in books if book not in files)


def _pairs(project: Project, publication: Publication, old: str) -> Iterator[tuple[str, str]]:
    """The old and the new name of every file of a publication: its editions, the parts of its page, the data of its tables."""
    books = _books(publication)
    editions = (_names(project, publication.document, edition) for edition in project.site.editions)
    for name in (*publication.parts, *(name for names in editions for name in names)):
        yield _renamed(name, publication, old), books.get(name, name)


def _renamed(file: str, publication: Publication, old: str) -> str:
    return old + file.removeprefix(publication.document.name)


def _names(project: Project, document: Document, edition: EditionName) -> Iterator[str]:
    """The files of an edition of a publication: the main one, those of its other kinds, and the data beside a page."""
    if edition.format in BUILDERS:
        yield from (edition.file(document.name, ending) for ending in _endings(edition.format))
    else:
        yield from Order.names_of(document.name, edition.format, edition.look)
    if edition.format == "html":
        yield from data.files(document, project.site, words.load(project.assets, document.language))


def dropped(project: Project, names: Iterable[str]) -> list[str]:
    """Which editions some files are of, as `former_editions:` names them, where their publications have others still."""
    known = {
        file: " ".join(filter(None, (format, look if look != STANDARD else "")))
        for path in project.content_paths()
        for format in formats()
        for look in looks.names(project.assets)
        if EditionName(format, look) not in project.site.editions
        for file in Order.names_of(path.stem, format, look)
    }
    return sorted({known[name] for name in names if name in known})
