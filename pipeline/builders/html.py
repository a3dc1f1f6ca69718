"""The web page of a publication, with its records as open data beside it; a long one becomes a page for each band.

`Built.reading` follows `Built.files`: the words of each page in the order in which they are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.builders import Built, Job
from pipeline.builders.html_assets import asset
from pipeline.builders.html_chrome import Chrome, data_download, download
from pipeline.builders.html_metadata import description, dublin_core, page_title, schema_org, schema_type
from pipeline.builders.open_data import as_csv, as_json, entries
from pipeline.builders.page import Page, Setting, back_words
from pipeline.builders.page_contents import flat, outline
from pipeline.builders.page_text import direction
from pipeline.edition import Edition, HeadingView, Piece, SectionView
from pipeline.reading import Voice
from pipeline.words import Words, load


def build(job: Job) -> Built:
    """The page of a publication and its open data files."""
    job = replace(job, edition=own_anchors(job.edition))
    words = load(job.assets, job.edition.language)
    data = open_data(job)
    chrome = Chrome(
        job.site,
        words,
        tuple(download(fact, words) for fact in job.facts),
        tuple(data_download(file, len(content), words) for file, content in data.items()),
    )
    page = Page(job.assets, job.edition, Setting(words=words.texts, address=address, picture=asset))
    text = page.template("publication.jinja").render(context(job, page, chrome))
    pictures = {asset(name): job.assets.pictures[name] for name in page.pictures if name in job.assets.pictures}
    files = {f"{job.edition.name}.html": text.encode("utf-8"), **data, **pictures}
    return Built(files, tuple(page.findings), tuple(reading(job, chrome)))


def open_data(job: Job) -> dict[str, bytes]:
    """The open data files of a publication that has records."""
    if not entries(job.document):
        return {}
    name = job.edition.name
    return {f"{name}.csv": as_csv(job.document), f"{name}.json": as_json(job.document, job.site)}


def address(target: str) -> str:
    """Where a link leads on the site: `name#id` is a record of another publication."""
    name, mark, anchor = target.partition("#")
    return f"{name}.html#{anchor}" if mark and name and ":" not in name and "/" not in name else target


def own_anchors(edition: Edition) -> Edition:
    """The edition with anchors for its own headings that no id of the content can clash with (those have no hyphen)."""
    front = tuple(replace(view, id="") if isinstance(view, HeadingView) else view for view in edition.front)
    notes = replace(edition.notes_heading, id="notes-list") if edition.notes_heading else None
    return replace(
        edition,
        front=front,
        contents_heading=replace(edition.contents_heading, id="contents-list"),
        notes_heading=notes,
    )


def context(job: Job, page: Page, chrome: Chrome) -> dict[str, object]:
    """All that the template of a publication names."""
    edition, words = job.edition, chrome.words
    contents = outline(edition.body)
    head = {
        "language": edition.language,
        "direction": direction(edition.language),
        "title": page_title(job.document, job.site.council),
        "description": description(job, words),
        "home": False,
        "logo": asset(job.site.brand.logo),
        "terms": dublin_core(job),
        "properties": schema_org(job, words),
        "schema_type": schema_type(job.document),
        "draft": job.document.status == "draft",
        "canonical": (job.site.url.rstrip("/") + "/" if job.site.url else "") + f"{edition.name}.html",
    }
    return {
        "page": head,
        "site": job.site,
        "words": words.texts,
        "chrome_words": chrome,
        "front": page.views(edition.front),
        "meta": [(page.inline(label), page.inline(value)) for label, value in edition.meta],
        "contents": page.contents(contents) if contents else "",
        "contents_heading": page.view(edition.contents_heading),
        "contents_id": edition.contents_heading.id,
        "body": [(page.view(view), bool(contents) and isinstance(view, SectionView)) for view in edition.body],
        "notes_heading": page.view(edition.notes_heading) if edition.notes_heading else "",
        "notes": page.notes(edition.notes) if edition.notes else "",
    }


def reading(job: Job, chrome: Chrome) -> Iterator[Piece]:
    """The words of the page in the order in which the template sets them."""
    edition, words = job.edition, chrome.words
    voice = Voice(edition, words.texts)
    contents = outline(edition.body)
    yield from chrome.header()
    yield from voice.views(edition.front)
    for label, value in edition.meta:
        yield Piece("", label.text, "meta")
        yield Piece("", value.text, "meta")
    yield from chrome.formats()
    yield from contents_reading(job, voice)
    for view in edition.body:
        yield from voice.view(view)
        if contents and isinstance(view, SectionView):
            yield Piece("", words("back_to_contents"), "contents")
    yield from notes_reading(job, voice, words)
    yield from chrome.footer()


def contents_reading(job: Job, voice: Voice) -> Iterator[Piece]:
    """The words of the contents list."""
    headings = list(flat(outline(job.edition.body)))
    if headings:
        yield from voice.view(job.edition.contents_heading)
    for heading in headings:
        yield Piece("", voice.unmarked(heading.inlines), "contents")


def notes_reading(job: Job, voice: Voice, words: Words) -> Iterator[Piece]:
    """The words of the notes and of their links back."""
    edition = job.edition
    if edition.notes and edition.notes_heading:
        yield from voice.view(edition.notes_heading)
    for note in edition.notes:
        yield from voice.note(note)
        for index in range(1, note.references + 1):
            yield Piece("", back_words(words.texts, note, index), "note")
