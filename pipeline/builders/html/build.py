"""The web page of a publication, with its records as open data beside it; a long one becomes a page for each band.

`Built.reading` follows the pages in `Built.files`: the words of each in the order in which they are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from pipeline.builders import Built, Job
from pipeline.builders import data as open_data
from pipeline.builders.html.assets import asset, brand_files, face_files, site_head, style_sheet
from pipeline.builders.html.filter import Filter, filter_of
from pipeline.builders.html.metadata import (
    description,
    dublin_core,
    full_title,
    head_facts,
    page_title,
    schema_org,
    schema_type,
)
from pipeline.builders.html.signed import files as signed_files
from pipeline.builders.html.signed import signed
from pipeline.builders.html.split import WebPage, anchors, in_words, web_pages
from pipeline.builders.markup.blocks import PageRenderer, PageSetting
from pipeline.builders.markup.chrome import Chrome, data_download, download, tongues
from pipeline.builders.markup.contents import flat, outline
from pipeline.builders.markup.notes import Marks, notes_reading
from pipeline.builders.markup.text import marked_words, shown, site_address
from pipeline.editions.edition import Piece, SectionView
from pipeline.editions.reading import Voice, added, said
from pipeline.editions.site import STANDARD, EditionName
from pipeline.editions.words import load
from pipeline.model.direction import direction
from pipeline.model.document import Added


def build(job: Job) -> Built:
    """The pages of a publication and its open data files."""
    words = load(job.assets, job.edition.language)
    data = open_data.files(job.document, job.site, words)
    captions = {table.file: table.caption for table in open_data.tables(job.document)}
    chrome = Chrome(
        job.site,
        words,
        tuple(download(fact, words, full_title(job.document)) for fact in job.facts),
        tuple(data_download(file, len(content), words, captions.get(file, "")) for file, content in data.items()),
        job.area.site,
        signed(job, words),
        tongues(job.versions, job.assets, job.area.site),
        job.edition.language,
    )
    publication = PublicationPages(
        job, chrome, web_pages(job.edition, words, EditionName("html", job.look.name).file(job.edition.name, ""))
    )
    pages = {web_page.file: publication.render(web_page) for web_page in publication.web_pages}
    shown = {
        name: job.assets.pictures[name]
        for page in publication.pages
        for name in page.pictures
        if name in job.assets.pictures
    }
    findings = tuple(finding for page in publication.pages for finding in page.findings)
    pieces = tuple(piece for web_page in publication.web_pages for piece in publication.reading(web_page))
    about = tuple((web_page.file, *pair) for web_page in publication.web_pages for pair in publication.about(web_page))
    files = {
        **pages,
        **data,
        **signed_files(job),
        **{asset(name, job.assets): picture for name, picture in shown.items()},
    }
    if job.area.alone:
        files |= brand_files(job.assets, job.site)
        files[style_file(job)] = style_sheet(job.assets, job.site.brand, job.look)
        files |= {address: font.data for font, address in face_files(job.assets, job.look).items()}
    return Built(files, findings, pieces, about=about)


def style_file(job: Job) -> str:
    """The style sheet of a page; a copy for one reader has one of its own look."""
    return "assets/style.css" if job.look.name == STANDARD else f"assets/style-{job.look.name}.css"


@dataclass(frozen=True)
class Address:
    """Where a link on a page of this publication leads. `places` are the pages of its anchors, `site` leads to the others."""

    name: str
    here: str
    places: Mapping[str, str]
    site: str = ""

    def __call__(self, target: str) -> str:
        """The address for a target: `#id` of this publication, `name#id` of another, `page.html#id`, or any other address."""
        file, mark, anchor = target.partition("#")
        if mark and file in ("", self.name):
            file = self.places.get(anchor, self.here)
        if mark and file == self.here:
            return f"#{anchor}"
        address = site_address(f"{file}#{anchor}" if mark else target)
        other = mark and file not in self.places.values() and ":" not in address
        return self.site + address if other else address


class PublicationPages:
    """Renders the pages of one publication; `pages` are the renderers used so far, `marks` the note marks met."""

    def __init__(self, job: Job, chrome: Chrome, web_pages: list[WebPage]) -> None:
        self.job, self.chrome, self.web_pages = job, chrome, web_pages
        self.contents = outline(job.edition.body)
        self.pages: list[PageRenderer] = []
        self.marks: Marks = {}
        # The first page has an anchor for everything; the page itself comes before it, so that links lead straight there.
        self.places = {id: web_page.file for web_page in web_pages for id in anchors(web_page, job.edition)}

    def render(self, web_page: WebPage) -> bytes:
        """One page as UTF-8."""
        edition = self.job.edition
        address = Address(edition.name, web_page.file, self.places, self.job.area.site)
        found = self._filter(web_page)
        setting = PageSetting(
            marked_words(self.chrome.words),
            web_page.file,
            shift=web_page.shift,
            address=address,
            picture=partial(asset, assets=self.job.assets),
            rows=found.rows if found else {},
        )
        page = PageRenderer(self.job.assets, edition, setting, self.marks)
        self.pages.append(page)
        template = page.template("publication.jinja" if web_page is self.web_pages[0] else "part.jinja")
        return template.render(
            page=self._head(web_page),
            site=self.job.site,
            words=marked_words(self.chrome.words),
            chrome_words=self.chrome,
            **self._text(web_page, page),
        ).encode("utf-8")

    def _text(self, web_page: WebPage, page: PageRenderer) -> dict[str, object]:
        edition = self.job.edition
        contents = self.contents if web_page is self.web_pages[0] else ()
        return {
            "front": page.views(edition.front),
            "meta": [(page.inline(label), page.inline(value)) for label, value in edition.meta],
            "contents": page.contents(contents) if contents else "",
            "filter": self._filter(web_page),
            "contents_id": edition.contents_heading.id,
            "heading": page.view(web_page.heading) if web_page.heading else "",
            "body": [(page.view(view), bool(contents) and isinstance(view, SectionView)) for view in web_page.body],
            "notes_heading": page.view(edition.notes_heading)
            if self._notes_under_heading(web_page) and edition.notes_heading
            else "",
            "notes": page.notes(edition.notes) if web_page.notes and edition.notes else "",
            "ways_on": [(kind, file, shown(parts)) for kind, file, parts in self._ways_on(web_page)],
        }

    def _filter(self, web_page: WebPage) -> Filter | None:
        words = self.chrome.words
        return filter_of(web_page.body, Voice(self.job.edition, words.texts), words)

    def _head(self, web_page: WebPage) -> dict[str, object]:
        """What the head of a page says."""
        job, words = self.job, self.chrome.words
        section = Voice(job.edition, words.texts).unmarked(web_page.heading.inlines) if web_page.heading else ""
        return {
            "language": job.edition.language,
            "direction": direction(job.edition.language),
            "title": page_title(job.document, job.site.council, section),
            "description": (f"{section}. " if section else "") + description(job, words),
            "home": False,
            "root": job.area.root,
            "site": job.area.site,
            **site_head(job.assets, job.site),
            **({"style": style_file(job)} if job.area.alone else {}),
            "terms": dublin_core(job),
            "properties": schema_org(job, words),
            "schema_type": schema_type(job.document),
            "draft": not job.document.is_published,
            "canonical": f"{job.site.url.rstrip('/')}/{job.area.folder}{web_page.file}"
            if job.site.url
            else web_page.file,
            "absolute": self.absolute,
            "main": self.web_pages[0].file,
            "part_of": shown(self._part_of()),
        }

    def absolute(self, address: str) -> str:
        """The full address of a page of the site, as search engines ask for it; as it is while the site has none."""
        url = self.job.site.url
        return f"{url.rstrip('/')}/{address.removeprefix(self.job.area.site)}" if url else address

    def about(self, web_page: WebPage) -> Iterator[tuple[str, str]]:
        """What a page says of itself in its head and in its properties."""
        yield from head_facts(self._head(web_page))
        if web_page is self.web_pages[0]:
            files = (*self.chrome.downloads, *self.chrome.data)
            yield from ((f"meta {name}", value) for name, value in dublin_core(self.job))
            yield from (("link alternate", file.address) for file in files)
            yield from (("link alternate", self.absolute(tongue.address)) for tongue in self.chrome.tongues)
            yield from ((f"property {name}", value) for name, value in schema_org(self.job, self.chrome.words))
            yield from (("encoding", value) for file in files for value in (file.media_type, file.size))
        yield from ((f"link {kind}", file) for kind, file, _ in self._ways_on(web_page))
        if not self.job.document.is_published:
            yield "meta robots", "noindex"

    def _part_of(self) -> tuple[Added, ...]:
        return self.chrome.words.parts("part_of", "contents", title=full_title(self.job.document))

    def _ways_on(self, web_page: WebPage) -> list[tuple[str, str, tuple[Added, ...]]]:
        """(kind of link, file, words) of the ways to the page before and to the page after."""
        words, found = self.chrome.words, []
        here = self.web_pages.index(web_page)
        for kind, key, other in (("prev", "previous_part", here - 1), ("next", "next_part", here + 1)):
            if here and 0 < other < len(self.web_pages) and (heading := self.web_pages[other].heading):
                found.append(
                    (kind, self.web_pages[other].file, words.parts(key, "contents", heading=in_words(heading.inlines)))
                )
        return found

    def _notes_under_heading(self, web_page: WebPage) -> bool:
        """Whether the notes stand at the end of this page, under a heading of their own."""
        return web_page.notes and bool(self.job.edition.notes) and web_page.heading is None

    # ---------------------------------------------------------------------------------------------- reading

    def reading(self, web_page: WebPage) -> Iterator[Piece]:
        """The words of a page in the order in which its template sets them."""
        edition, words = self.job.edition, self.chrome.words
        voice = Voice(edition, words.texts, web_page.shift)
        yield from self.chrome.header()
        first = web_page is self.web_pages[0]
        yield from self._opening(voice) if first else self._part_opening(web_page, voice)
        choosing = self._filter(web_page)
        for place, view in enumerate(web_page.body):
            if choosing and place == choosing.place:
                yield from choosing.reading(words)
            yield from voice.view(view)
            if first and self.contents and isinstance(view, SectionView):
                yield added(words("back_to_contents"), "contents", link=f"#{edition.contents_heading.id}")
        if self._notes_under_heading(web_page) and edition.notes_heading:
            yield from voice.view(edition.notes_heading)
        if web_page.notes:
            yield from notes_reading(edition, voice, words.texts, self.marks)
        for _, file, parts in self._ways_on(web_page):
            yield from said(parts, link=file)
        if not first:
            yield added(
                words("back_to_contents"), "contents", link=f"{self.web_pages[0].file}#{edition.contents_heading.id}"
            )
        yield from self.chrome.footer()

    def _opening(self, voice: Voice) -> Iterator[Piece]:
        edition = self.job.edition
        yield from voice.views(edition.front)
        for pair in edition.meta:
            label, value = pair
            yield added(label.text, "meta", term="term", language=label.language)
            yield added(value.text, "meta", term="value", language=value.language)
        yield from self.chrome.languages()
        if self.contents:
            yield added(self.chrome.words("contents"), "contents", edition.contents_heading.id)
        for heading in flat(self.contents):
            yield added(voice.unmarked(heading.inlines), "contents", link=f"#{heading.id}")
        yield from self.chrome.formats()

    def _part_opening(self, web_page: WebPage, voice: Voice) -> Iterator[Piece]:
        yield from said(self._part_of(), link=self.web_pages[0].file)
        if web_page.heading:
            yield from voice.view(web_page.heading)
