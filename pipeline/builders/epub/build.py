"""Builds the e-book of a publication: title page, contents, a file for each section, notes, and the contact for other formats.

The markup of the text is that of the web page. Headings keep the levels of the whole publication.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from pipeline.builders import Built, Job
from pipeline.builders.book_names import book_file
from pipeline.builders.epub.package import Overlay, Pairs, Point, metadata, ncx, package, page_facts, sounds, zipped
from pipeline.builders.epub.page_list import listed, marked, without_place
from pipeline.builders.epub.twins import TwinPage, TwinVoice, copies, lists
from pipeline.builders.epub.xhtml import leads_on, pages, places, written
from pipeline.builders.html.assets import SHAPES
from pipeline.builders.html.metadata import full_title
from pipeline.builders.markup.blocks import PageSetting
from pipeline.builders.markup.chrome import Chrome
from pipeline.builders.markup.contents import ContentsEntry, flat, outline
from pipeline.builders.markup.notes import notes_reading
from pipeline.builders.markup.text import marked_words, site_address
from pipeline.editions.contrast import BLACK, WHITE
from pipeline.editions.edition import HeadingView, Piece, SectionView, TableView, View, Views, every
from pipeline.editions.reading import Voice, added, told
from pipeline.editions.site import STANDARD, EditionName
from pipeline.editions.spoken import pronunciation
from pipeline.editions.words import load
from pipeline.model.direction import direction
from pipeline.model.document import Added, Inlines
from pipeline.model.findings import Finding, error, warning

Element = Any
DEEPEST = 6
"""The lowest level of headings in the contents, which reading systems fold."""
NO_HEADING = (("heading", ""), ("only", "yes"))
TITLE, CONTENTS, LISTS, NOTES = "title.xhtml", "nav.xhtml", "lists.xhtml", "notes.xhtml"
MORE, CLOSING = "more.xhtml", "ask.xhtml"


@dataclass(frozen=True)
class Sound:
    """The sound of a book: its files, the times of each page, and the metadata about it."""

    files: Mapping[str, bytes]
    overlay: Overlay
    about: Pairs


def build(job: Job) -> Built:
    """Builds the e-book."""
    return Book(job).bound()


@dataclass(frozen=True)
class BookPage:
    """A page of the book: its file, its HTML, and its words."""

    file: str
    text: str
    reading: tuple[Piece, ...]


class Book:
    """Renders the pages of an e-book in reading order. `pictures` maps files to their names in the book.

    `cover` is shown on the title page below its facts; `more` is a section after the notes. `ending` is that of its file.
    """

    cover: Views = ()
    more: tuple[SectionView, ...] = ()
    ending = ".epub"

    def __init__(self, job: Job) -> None:
        self.job, self.edition = job, job.edition
        self.words = load(job.assets, job.edition.language)
        self.chrome = Chrome(job.site, self.words, page=job.edition.language)
        self.voice = TwinVoice(job.edition, self.words.texts)
        self.voice.words = self.words
        self.sounds, self.pronunciations = sounds(pronunciation.lexicon(job.assets, job.edition.language))
        self.pictures: dict[str, str] = {}
        self.findings: list[Finding] = []
        setting = PageSetting(marked_words(self.words), address=self.address, picture=self.picture)
        self.page = TwinPage(job.assets, job.edition, setting)
        self.page.words = self.words
        ends = [HeadingView(2, "ask-format", (self.words.whole("ask", "contents"),), "")]
        if self.edition.notes and self.edition.notes_heading:
            ends.insert(0, self.edition.notes_heading)
        if any(every(TableView, job.edition.body)):
            ends.insert(0, self._lists_heading())
        if self.more:
            ends.insert(-1, self.more[0].heading)
        start = HeadingView(2, "title-page", (self.words.whole("title_page", "contents"),), "")
        self.beginning = self._beginning()
        self.contents = (
            ContentsEntry(start),
            *self.beginning,
            *outline(self.edition.body, DEEPEST),
            *map(ContentsEntry, ends),
        )

    def bound(self) -> Built:
        """Returns the book as a file."""
        job = self.job
        file = book_file(job, self.ending)
        book_pages = list(self.book_pages())
        roots = pages({book_page.file: book_page.text for book_page in book_pages})
        breaks, marked_pages = marked(
            roots, pdf.starts if (pdf := job.standard_pdf) else (), self.words.texts["print_page"]
        )
        unmarked = without_place(pdf, breaks, marked_pages) if pdf else ()
        listed(roots[CONTENTS], breaks, self.words("print_pages"))
        sound = self.sound(roots)
        homes = places(roots)
        xhtml_files = {name: written(root, "<!DOCTYPE html>") for name, root in roots.items()}
        about = self.about(page_facts(pdf.file) if pdf and breaks else ())
        parts = {
            **xhtml_files,
            "toc.ncx": ncx(about, self.points(self.contents, homes), breaks, list(homes.values())),
            "style.css": self.style_sheet(),
            **self.sounds,
            **{name: job.assets.pictures[picture] for picture, name in self.pictures.items()},
            **(sound.files if sound else {}),
        }
        data = zipped(
            {"package.opf": package(about, list(parts), list(xhtml_files), sound.overlay if sound else None), **parts}
        )
        reading = tuple(map(self.as_shown, (piece for book_page in book_pages for piece in book_page.reading)))
        stated = (*about, *self.pronunciations, *(sound.about if sound else ()))
        findings = (*self.page.findings, *self.findings, *unmarked)
        return Built({file: data}, findings, reading, about=tuple((file, *pair) for pair in stated))

    def about(self, pages: Pairs) -> Pairs:
        """Returns the metadata of the book. What identifies it stays the same when its title changes."""
        name = EditionName("epub", self.job.look.name).file(self.job.document.name, self.ending)
        return (*metadata(self.job, self.words, name), *pages)

    def sound(self, roots: Mapping[str, Element]) -> Sound | None:  # noqa: ARG002
        """Returns the sound of the pages, here None."""
        return None

    def facts(self) -> list[tuple[Inlines, Inlines]]:
        """Returns the labelled facts of the title page."""
        name = Added(f"{self.words('format_epub')} (EPUB)", "cover", self.words.language_of("format_epub"))
        meta = [*self.edition.meta, (self.words.whole("edition", "cover"), name)]
        return [((label,), (value,)) for label, value in meta]

    def address(self, target: str) -> str:
        """Resolves a link: `#id` within the book, other publications to the site, other targets unchanged."""
        file, mark, anchor = target.partition("#")
        if mark and file in ("", self.edition.name):
            return f"#{anchor}"
        site_target = site_address(target)
        return (
            f"{self.job.site.url.rstrip('/')}/{site_target}"
            if site_target != target and self.job.site.url
            else site_target
        )

    def picture(self, file: str) -> str:
        """Returns the name of a picture in the book, or "" if it does not exist."""
        if file not in self.job.assets.pictures:
            message = f"there is no picture “{file}” below content/; its text alternative is shown instead"
            self.findings.append(error("picture-unusable", message, hint="put the file there"))
            return ""
        ending = PurePosixPath(file).suffix.lower()
        return self.pictures.setdefault(file, f"picture-{len(self.pictures) + 1}{ending}")

    def as_shown(self, piece: Piece) -> Piece:
        """Removes from a piece a missing picture, or a link to a site without an address; shortens a link to the book itself."""
        facts = dict(piece.facts or ())
        if facts.get("picture", "") not in ("", *self.pictures):
            return replace(piece, facts=tuple(fact for fact in piece.facts or () if fact[0] != "picture"))
        link = facts.get("link", "")
        if link.startswith(f"{self.edition.name}#"):  # its file has another name
            return replace(
                piece, facts=tuple((key, self.address(link) if key == "link" else text) for key, text in facts.items())
            )
        if not link or leads_on(self.address(link)):
            return piece
        message = f"the link to “{link}” has no full address outside the book; its words were kept"
        hint = "give the site its address (url: in content/site.yaml)"
        self.findings.append(warning("link-target", message, hint=hint, block=piece.block))
        return replace(piece, facts=tuple(fact for fact in piece.facts or () if fact[0] != "link"))

    def style_sheet(self) -> bytes:
        """Renders `templates/epub.css.jinja` with the labels of lists, and with the size and colours of the style of edition."""
        look, assets = self.job.look, self.job.assets
        style = self.page.template("epub.css.jinja").render(
            shapes=SHAPES,
            look=look if look.name != STANDARD else None,
            colours=(look.ink, look.ground) != (BLACK, WHITE),
        )
        return f"{style}\n{assets.text('labels.css')}".encode()

    # ---------------------------------------------------------------------------------------------- pages

    def book_pages(self) -> Iterator[BookPage]:
        """Yields the pages in reading order, in which note marks are numbered."""
        page, voice, edition = self.page, self.voice, self.edition
        meta = self.facts()
        facts = [(page.inlines(label), page.inlines(value)) for label, value in meta]
        pieces = [*voice.views(edition.front)]
        for label, value in meta:
            pieces += told(voice.inlines(label, ""), term="term", only="yes")
            pieces += told(voice.inlines(value, ""), term="value", only="yes")
        pieces += voice.views(self.cover)
        front, cover = page.views(edition.front), page.views(self.cover)
        yield self._book_page(TITLE, "title", pieces, front=front, facts=facts, cover=cover)
        yield self._contents()
        for number, views in enumerate(_parts(edition.body), 1):
            pieces = list(voice.views(views))
            first_view = views[0]
            title = voice.unmarked(first_view.heading.inlines) if isinstance(first_view, SectionView) else ""
            start = "" if isinstance(first_view, SectionView) else self.beginning[0].heading.id
            body = page.views(views)
            yield self._book_page(f"section-{number}.xhtml", "text", pieces, title=title, body=body, start=start)
        if page.tables:
            yield self._lists()
        if edition.notes and edition.notes_heading:
            heading = page.view(edition.notes_heading)
            pieces = list(voice.view(edition.notes_heading))
            pieces += notes_reading(edition, voice, self.words.texts, page.marks)
            title = voice.unmarked(edition.notes_heading.inlines)
            yield self._book_page(NOTES, "notes", pieces, title=title, heading=heading, notes=page.notes(edition.notes))
        if self.more:
            pieces = list(voice.views(self.more))
            yield self._book_page(
                MORE, "text", pieces, title=self._name(self.more[0].heading), body=page.views(self.more), start=""
            )
        yield self._closing()

    def _beginning(self) -> tuple[ContentsEntry, ...]:
        """Returns the contents entry for the blocks before the first section, or for a text without sections."""
        views = self.edition.body
        if not views or isinstance(views[0], SectionView):
            return ()
        without_sections = not any(isinstance(view, SectionView) for view in views)
        name = (
            Added(full_title(self.job.document), "contents")
            if without_sections
            else self.words.whole("introduction", "contents")
        )
        return (ContentsEntry(HeadingView(2, "text-start", (name,), "")),)

    def _lists_heading(self) -> HeadingView:
        return HeadingView(2, "tables-as-lists", (self.words.whole("tables_as_lists", "contents"),), "")

    def _lists(self) -> BookPage:
        """Returns the page with the tables repeated as lists."""
        page, plain = self.page, Voice(self.edition, self.words.texts)
        views = (self._lists_heading(), *lists(page.tables, self.words, plain))
        pieces = tuple(copies(self.voice.views(views)))
        return self._book_page(
            LISTS, "text", pieces, title=self.words("tables_as_lists"), body=page.views(views), start=""
        )

    def _contents(self) -> BookPage:
        heading = self.edition.contents_heading
        pieces = list(self.voice.view(heading))
        pieces += [
            added(self._name(targetview), "contents", link=f"#{targetview.id}") for targetview in flat(self.contents)
        ]
        sections = (view.heading for view in self.edition.body if isinstance(view, SectionView))
        first_heading = next(iter((*(entry.heading for entry in self.beginning), *sections)), None)
        marks = [("titlepage", self.contents[0].heading), ("toc", heading)]
        marks += [("bodymatter", first_heading)] if first_heading else []
        return self._book_page(
            CONTENTS,
            "contents",
            pieces,
            title=self._name(heading),
            heading=self.page.view(heading),
            contents=self.page.contents(self.contents),
            landmarks=[(type, f"#{target.id}", self._name(target)) for type, target in marks],
        )

    def _closing(self) -> BookPage:
        site = self.job.site
        pieces = list(self.chrome.asking(level="2"))
        pieces += [added(line, "site", language=language) for line, language in self.chrome.imprint]
        pieces.append(Piece("", f"{self.words('publisher')} {site.council}", "site"))
        pieces = [piece if piece.facts else replace(piece, facts=NO_HEADING) for piece in pieces]
        return self._book_page(CLOSING, "closing", pieces, title=self.words("ask"), chrome_words=self.chrome, site=site)

    def _book_page(
        self, file: str, part: str, pieces: Sequence[Piece], *, title: str = "", **content: object
    ) -> BookPage:
        text = self.page.template("epub.jinja").render(
            part=part,
            language=self.edition.language,
            direction=direction(self.edition.language),
            title=title or full_title(self.job.document),
            sounds=next(iter(self.sounds), ""),
            words=marked_words(self.words),
            **content,
        )
        return BookPage(file, text, tuple(pieces))

    def _name(self, heading: HeadingView) -> str:
        return self.voice.unmarked(heading.inlines)

    def points(self, entries: Sequence[ContentsEntry], homes: Mapping[str, str]) -> tuple[Point, ...]:
        """Returns the contents for older devices; `homes` maps ids to places: "section-1.xhtml#costs"."""
        return tuple(
            Point(self._name(entry.heading), homes.get(entry.heading.id, TITLE), self.points(entry.children, homes))
            for entry in entries
        )


def _parts(body: Views) -> Iterator[Views]:
    """Divides the body at each section; the views before the first section are a part of their own."""
    part: list[View] = []
    for view in body:
        if isinstance(view, SectionView) and part:
            yield tuple(part)
            part = []
        part.append(view)
    if part:
        yield tuple(part)
