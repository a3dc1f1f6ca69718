"""What a word processor's edition says before its text in any format: logo, title, facts, whom to ask, contents entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from pipeline.builders import About, Job
from pipeline.builders.markup.chrome import Chrome
from pipeline.builders.office.pages import PageShape, leaves
from pipeline.builders.office.shared import LOGO, LOGO_SIZE, raised_marks
from pipeline.builders.office.styles import LARGE_PRINT
from pipeline.editions.edition import HeadingView, ImageView, ParagraphView, Piece, View, Views
from pipeline.editions.paper.paper_size import paper_size
from pipeline.editions.reading import Voice, added, known
from pipeline.editions.words import Words
from pipeline.model.document import Added, Inline, Inlines, Link, Span, Strong, Text
from pipeline.model.walk import tidy
from pipeline.passes.figures import apart

DEEPEST_ENTRY = 4  # the template has styles for contents entries down to this level
TITLE = 14  # points by which the title is larger than the text
CHARACTER = 0.53  # mean width of a character of Arial, as a multiple of its size
ROOM = 0.3  # lines between two paragraphs of a cover


class FrontMatter:
    """The front of one edition as views and labelled lines; `entries` are the headings that the contents list names."""

    def __init__(self, job: Job, voice: Voice, words: Words) -> None:
        self.job, self.voice, self.words = job, voice, words
        self.chrome = Chrome(job.site, words, page=job.edition.language)
        self.entries = [
            view
            for view in leaves(job.edition.body)
            if isinstance(view, HeadingView) and view.contents and view.id and view.level <= DEEPEST_ENTRY
        ]

    def views(self) -> Views:
        """The logo where the brand has one, then what the edition begins with."""
        brand = self.job.site.brand
        logo: Views = (
            (ImageView(brand.logo, brand.logo_alt, not brand.logo_alt, LOGO, added="site"),) if brand.logo else ()
        )
        return (*logo, *self.job.edition.front)

    def details(self) -> list[tuple[str, Inlines]]:
        """Style and words of each line: the facts, on a cover also the edition (UKAAF G003), the imprint, and whom to ask."""
        lines = [("Details", labelled(label, self._kept(value))) for label, value in self.job.edition.meta]
        if self.job.look.cover:
            look = Added(self.words.look(self.job.look), "cover", self.words.look_language(self.job.look))
            edition = labelled(self.words.whole("edition", "cover"), look)
            lines.append(("Details", edition))
        return [*lines, *self._imprint(), *self._asking()]

    def _kept(self, value: Added) -> Added:
        """A date, number or address that keeps its order in a text from the right."""
        return replace(value, text=apart(value.text, self.job.edition.language))

    def _imprint(self) -> Iterator[tuple[str, Inlines]]:
        """What the site says of every publication: its notice, and the licence with a link to its text."""
        site = self.job.site
        for line, language in self.chrome.imprint:
            words = self._kept(Added(line, "site", language))
            yield "Details", linked(site.licence_url, words) if line == self.chrome.licence else (words,)

    def _asking(self) -> Iterator[tuple[str, Inlines]]:
        """How to ask for another format: what there is, whom to ask, and each way with what it is."""
        name, ways = self.job.site.contact.name, self.chrome.ways
        if not (name or ways):
            return
        yield "Cover Line", (self.words.whole("ask", "meta"),)
        yield "Details", (Added(self.chrome.promise, "meta", self.chrome.language),)
        if name:
            yield "Details", (self._kept(Added(name, "meta")),)
        for way in ways:
            label, words = Added(way.label, "meta", way.language), self._kept(Added(way.words, "meta"))
            if way.words == way.address:  # an address is no name for a link (WCAG 2.4.4), but paper has to show it
                yield "Details", (Link(way.address, (Strong((label,)),)), replace(words, text=f": {words.text}"))
            else:
                yield "Details", (Strong((label,)), replace(label, text=": "), *linked(way.address, words))

    def entry(self, view: HeadingView) -> Inlines:
        """The words of a contents entry: those of its heading without note marks, on one line, each in its language."""
        made: list[Inline] = []
        for piece in self.voice.inlines(view.inlines, ""):
            words = Text(piece.text.replace("\n", " "))
            language = dict(piece.facts or ()).get("language")
            if piece.kind != "note":
                made.append(Span(language, (words,)) if language else words)
        return tidy(tuple(made))

    def pieces(self) -> Iterator[Piece]:
        """The words of the opening and the contents list, in reading order."""
        yield from (raised_marks(piece, self.job.look.size >= LARGE_PRINT) for piece in self.voice.views(self.views()))
        for _, line in self.details():
            yield from known(self.voice.inlines(line, ""))
        if self.entries:
            yield from self.voice.view(self.job.edition.contents_heading)
        for view in self.entries:
            for number, piece in enumerate(self.voice.inlines(self.entry(view), "")):
                language = dict(piece.facts or ()).get("language", "")
                # What goes on in another language may do so within a word: "2027年".
                yield added(piece.text, "copy" if number else "contents", link=f"#{view.id}", language=language)

    @property
    def stands_alone(self) -> bool:
        """Whether the front has a page of its own: a cover that fits on one. A longer one flows into the contents."""
        look, paper = self.job.look, paper_size(self.job.look)
        texts = [(piece.text, piece.block == "title" and not piece.kind) for piece in self.voice.views(self.views())]
        texts += [("".join(piece.text for piece in self.voice.inlines(line, "")), False) for _, line in self.details()]
        lines = LOGO_SIZE[1] / 20 / look.size if self.job.site.brand.logo else 0.0
        for text, title in texts:
            scale = 1 + title * TITLE / look.size
            lines += ceil(len(text) * CHARACTER * look.size * scale / paper.line()) * scale + ROOM
        return look.cover and lines <= paper.lines(look)

    def set_apart(self, runs: list[tuple[PageShape, list[View]]]) -> None:
        """Give a paragraph that follows the front at once the style that stands apart from it."""
        views = runs[0][1]
        first = views[0] if views else None
        if isinstance(first, ParagraphView) and first.style == "body":
            views[0] = replace(first, style="first")

    @property
    def running(self) -> str:
        """The running header: whose paper it is, and which; in large print only which, to leave room for the text."""
        council = "" if self.job.look.size >= LARGE_PRINT else self.job.site.council
        return " · ".join(text for text in (council, self.title) if text)

    @property
    def title(self) -> str:
        """The title in plain words; of a draft that has none, its name."""
        pieces = self.voice.inlines(self.job.edition.title, "")
        title = "".join(piece.text for piece in pieces if not piece.kind).replace("\n", " ")
        return title if title.strip() else self.job.edition.name

    def facts(self) -> dict[str, str]:
        """What the file's properties say, by the names of the core properties (ISO/IEC 29500-2, clause 11)."""
        document, council = self.job.document, self.job.site.council
        subjects = [document.kind.replace("-", " "), document.period]
        return {
            "title": self.title,
            "author": council or document.owner,
            "subject": document.summary or " ".join(filter(None, subjects)),
            "keywords": ", ".join(filter(None, [*subjects, council])),
            "language": self.job.edition.language,
            "identifier": self.job.edition.name,
        }


def labelled(label: Added, value: Added) -> Inlines:
    """A fact about the publication: what it is in bold, then its value."""
    return (Strong((label,)), replace(label, text=": "), value)


def linked(address: str, words: Added) -> Inlines:
    """Words as a link to an address, plain where there is none."""
    return (Link(address, (words,)),) if address else (words,)


def about_file(file: str, facts: dict[str, str]) -> About:
    """What a verifier should read in the properties of a file, and as the language of its text."""
    names = {"title": "title", "author": "creator", "subject": "subject", "language": "language"}
    told = [(file, name, facts[key][:255]) for key, name in names.items()]
    return (*told, (file, "language of the text", facts["language"]))
