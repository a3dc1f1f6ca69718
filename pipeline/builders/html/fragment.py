"""The content of a publication alone, for a CMS that has its own title, navigation and style sheet."""

from __future__ import annotations

from functools import partial

from pipeline.builders import Built, Job
from pipeline.builders.html.assets import asset
from pipeline.builders.html.build import own_anchors
from pipeline.builders.markup.blocks import Page, Setting
from pipeline.builders.markup.notes import notes_reading
from pipeline.builders.markup.text import site_address
from pipeline.editions.edition import HeadingView, Views
from pipeline.editions.reading import Voice
from pipeline.editions.words import load

TOP = 2
"""The level that the first headings of a publication have under its title."""


def build(job: Job, heading_level: int = TOP) -> Built:
    """`NAME.fragment.html`: text and notes without title and frame.

    The first headings are of `heading_level` (1 to 6), and every id starts with the name of the publication and a hyphen, so
    that several fragments can stand on one page.
    """
    edition = own_anchors(job.edition)
    prefix = f"{edition.name}-"
    words = load(job.assets, edition.language)

    def address(target: str) -> str:
        file, mark, anchor = target.partition("#")
        return f"#{prefix}{anchor}" if mark and file in ("", edition.name) else site_address(target)

    setting = Setting(
        words.texts,
        prefix=prefix,
        shift=heading_level - TOP,
        address=address,
        picture=partial(asset, assets=job.assets),
    )
    page = Page(job.assets, edition, setting)
    front = without_title(edition.front)
    text = page.template("fragment.jinja").render(
        language=edition.language,
        front=page.views(front),
        body=page.views(edition.body),
        notes_heading=page.view(edition.notes_heading) if edition.notes_heading else "",
        notes=page.notes(edition.notes) if edition.notes else "",
    )
    voice = Voice(edition, words.texts)
    pieces = [*voice.views(front), *voice.views(edition.body)]
    pieces += voice.view(edition.notes_heading) if edition.notes_heading else ()
    pieces += notes_reading(edition, voice, words.texts, page.marks)
    pictures = {
        asset(name, job.assets): job.assets.pictures[name] for name in page.pictures if name in job.assets.pictures
    }
    return Built(
        {f"{edition.name}.fragment.html": text.encode("utf-8"), **pictures}, tuple(page.findings), tuple(pieces)
    )


def without_title(front: Views) -> Views:
    """What stands before the text but the title, which the CMS shows itself."""
    return tuple(view for view in front if not isinstance(view, HeadingView))
