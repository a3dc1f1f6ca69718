"""The HTML of the printed edition, and its words in reading order: front or cover, contents, text, notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.builders import Job
from pipeline.builders.markup.blocks import PageRenderer, PageSetting
from pipeline.builders.markup.chrome import Chrome
from pipeline.builders.markup.contents import ContentsEntry, flat, outline
from pipeline.builders.markup.notes import Marks, notes_reading
from pipeline.builders.markup.text import marked, marked_words, site_address
from pipeline.builders.print.style import LARGE
from pipeline.editions.edition import ImageView, Piece, Views
from pipeline.editions.paper.fonts import BOLD
from pipeline.editions.paper.paper_size import paper_size
from pipeline.editions.reading import Voice, added
from pipeline.editions.words import Words
from pipeline.model.direction import direction, opens_from_right
from pipeline.model.document import Added
from pipeline.model.walk import plain_text

DEEPEST_LISTED = 3
MOST_LISTED = 40
FEW_LINES = 24
"""Where a page holds fewer lines than this, its cover flows into the contents and boxes have no frame."""


@dataclass(frozen=True)
class OnShelf:
    """Where a file stands among the volumes of its edition; nothing of this is set where there is one file only.

    `words` name the volume, `elsewhere` are the files of the anchors in other volumes, `marks` those of the notes so far.
    """

    words: str = ""
    file: str = ""
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    marks: Marks = field(default_factory=dict)


class Print:
    """One edition for print, or one volume of it: renders its page and says its words."""

    def __init__(self, job: Job, words: Words, place: OnShelf | None = None) -> None:
        self.job, self.edition, self.words = job, job.edition, words
        self.place = place or OnShelf()
        self.chrome = Chrome(job.site, words, page=job.edition.language)
        self.contents = contents(job.edition.body)
        setting = PageSetting(
            marked_words(words), self.place.file, address=self.address, picture=lambda file: f"picture:{file}"
        )
        self.page = PageRenderer(job.assets, job.edition, setting, self.place.marks)

    def address(self, target: str) -> str:
        """Where a link leads: into this file, into another volume beside it, or to the site for other publications."""
        file, mark, anchor = target.partition("#")
        file = file or self.place.elsewhere.get(anchor, "")
        if mark and file in ("", self.place.file):
            return f"#{anchor}"
        if mark and file in self.place.elsewhere.values():
            return f"{file}#{anchor}"
        found = site_address(target)
        return self.job.site.url.rstrip("/") + "/" + found if found != target and self.job.site.url else found

    @property
    def front(self) -> Views:
        """Logo, council, title, and what else stands before the text."""
        brand = self.job.site.brand
        logo = (ImageView(brand.logo, brand.logo_alt, not brand.logo_alt, "logo", added="site"),) if brand.logo else ()
        return (*logo, *self.edition.front)

    @property
    def facts(self) -> tuple[tuple[Added, Added], ...]:
        """The labelled facts; a cover also names the edition (UKAAF G003: format and size)."""
        if not self.job.look.cover and not self.place.words:
            return self.edition.meta
        name = ". ".join(filter(None, (self.words.look(self.job.look), self.place.words)))
        named = Added(name, "cover", self.words.look_language(self.job.look))
        return (*self.edition.meta, (self.words.whole("edition", "cover"), named))

    @property
    def title(self) -> str:
        """The title in plain words, with the volume."""
        return ", ".join(filter(None, (plain_text(self.edition.title).strip() or self.edition.name, self.place.words)))

    @property
    def page_words(self) -> str:
        """The words of the page number, with places for number and count."""
        return ", ".join(filter(None, (self.place.words, self.words.texts["page"])))

    @property
    def running(self) -> str:
        """The words on each page that tell which publication it is, and whose, where there is room for it.

        Those that do not fit are left out: they stand on the first page.
        """
        owner = "" if self.job.look.size >= LARGE else self.job.site.council
        return " · ".join(filter(None, (owner, plain_text(self.edition.title).strip())))

    def html(self, style: str) -> str:
        """The whole edition as HTML text."""
        edition, page = self.edition, self.page
        return page.template("print.jinja").render(
            language=edition.language,
            direction=direction(edition.language),
            turned=lambda text: direction(edition.language) == "rtl" and not opens_from_right(text),
            title=self.title,
            style=style,
            cover=self.job.look.cover,
            heavy=self.job.look.weight >= BOLD,
            tight=paper_size(self.job.look).lines(self.job.look) < FEW_LINES,
            front=page.views(self.front),
            facts=[(label.text, label.language, value.text, value.language) for label, value in self.facts],
            ask=marked(self.words("ask"), self.words.language_of("ask")),
            promise=self.chrome.promise,
            promise_language=self.chrome.language,
            ways=self.chrome.ways,
            imprint=self.chrome.imprint,
            contents_heading=page.view(edition.contents_heading),
            contents=[self._entry(entry) for entry in self.contents],
            body=page.views(edition.body),
            notes_heading=page.view(edition.notes_heading) if edition.notes_heading else "",
            notes=page.notes(edition.notes) if edition.notes else "",
        )

    def _entry(self, entry: ContentsEntry) -> tuple[str, object, list[object]]:
        words = self.page.unlinked(entry.heading.inlines)
        return entry.heading.id, words, [self._entry(child) for child in entry.children]

    def reading(self, pages: Mapping[str, int]) -> Iterator[Piece]:
        """The words in the order of the tags; `pages` are the page numbers of anchors, which the contents list says."""
        voice = Voice(self.edition, self.words.texts)
        yield from voice.views(self.front)
        for label, value in self.facts:
            yield added(label.text, label.kind, term="term", language=label.language)
            yield added(value.text, value.kind, term="value", language=value.language)
        for line, language in self.chrome.imprint:
            yield added(line, "site", language=language)
        yield from self.chrome.asking()
        if self.contents:
            yield from voice.view(self.edition.contents_heading)
        for heading in flat(self.contents):
            yield added(voice.unmarked(heading.inlines), "contents", link=f"#{heading.id}")
            yield added(str(pages.get(heading.id, "")), "page", link=f"#{heading.id}")
        yield from voice.views(self.edition.body)
        if self.edition.notes and self.edition.notes_heading:
            yield from voice.view(self.edition.notes_heading)
        yield from notes_reading(self.edition, voice, self.words.texts, self.page.marks)


def contents(body: Views) -> tuple[ContentsEntry, ...]:
    """The contents list: two levels of headings, only the upper one where the list would run over many pages."""
    entries = outline(body, DEEPEST_LISTED)
    return entries if len(list(flat(entries))) <= MOST_LISTED else outline(body, DEEPEST_LISTED - 1)
