"""Finished editions of any document for tests: set out, built in memory, with the pictures that it names."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path

from PIL import Image

from pipeline.builders import BUILDERS, Built, Job, SiteJob
from pipeline.builders.orders import edition_for
from pipeline.editions import looks
from pipeline.editions.assets import Assets
from pipeline.editions.site import Contact, Site
from pipeline.model.document import Document
from tests.documents import every_node

TEMPLATES = Path(__file__).parent.parent / "templates"
SITE = Site(council="Sample Council", contact=Contact("Policy team", "policy@example.org"), licence="Open licence")


def picture(colour: str) -> bytes:
    """A small PNG."""
    data = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(data, "png")
    return data.getvalue()


@cache
def assets() -> Assets:
    """The real templates, the pictures of the document with every node, and one that breaks off."""
    templates = {p.relative_to(TEMPLATES).as_posix(): p.read_bytes() for p in TEMPLATES.rglob("*") if p.is_file()}
    pictures = {"crest.png": picture("navy"), "line.png": picture("gray"), "broken.png": picture("red")[:60]}
    return Assets(templates, pictures)


def published() -> Document:
    """The document with every node, without doubts, as it would be published."""
    return replace(every_node(), status="published", guesses=())


def built_anew(format: str, look: str, document: Document) -> Built:
    """One edition as its builder makes it."""
    return edition_of(format, document, look, assets())[0]


_built_once = cache(built_anew)


def edition(format: str, look: str = "standard", document: Document | None = None) -> Built:
    """One edition, made once in a process, however the call leaves its defaults out."""
    return _built_once(format, look, document or published())


def edition_of(format: str, document: Document, look: str, given: Assets) -> tuple[Built, Assets]:
    """One edition with these templates and pictures, and the assets with the charts that it shows."""
    chosen, view, own = edition_for(format, document, looks.load(given, look), given)
    built: Built = import_module(BUILDERS[format].module).build(Job(document, view, chosen, SITE, own))
    return built, own


def file_of(built: Built, format: str) -> tuple[str, bytes]:
    """Name and bytes of the file of an edition."""
    suffix = BUILDERS[format].suffix
    return next((name, data) for name, data in built.files.items() if name.endswith(suffix))


@cache
def style_sheet() -> bytes:
    """The style sheet of the site."""
    module = import_module("pipeline.builders.html.assets")
    files: dict[str, bytes] = module.build(SiteJob((), SITE, assets())).files
    return next(data for name, data in files.items() if name.endswith(".css"))
