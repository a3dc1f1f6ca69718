"""After the editions are built: findings about each as a whole, errors that people may settle, and which editions are listed."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.app.orders import Done, Order
from pipeline.builders import BUILDERS, Built, Job, Publication
from pipeline.builders.pictures import can_be_read, unusable
from pipeline.content.pictures import LEFT_OUT
from pipeline.editions import gaps, words
from pipeline.editions.assets import Assets
from pipeline.editions.looks import FACES
from pipeline.editions.paper.fonts import fonts, has_letters
from pipeline.kinds.languages import english_date
from pipeline.model import dates
from pipeline.model.document import Document, Image
from pipeline.model.findings import Finding, Findings, Severity, error, note, warning
from pipeline.model.walk import all_blocks, canonical
from pipeline.model.with_findings import WithFindings

MOST_PAGES = 24  # of an Easy Read
LONG = 200_000
"""Letters of a document of which the PDF has some 200 pages or more."""
EPOCH = int(datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).timestamp())

# What people settle before they publish; a draft is built all the same and shows it.
TO_SETTLE = frozenset(
    {
        "braille-character",
        "docx-alt-file-name",
        "easy-read-pages",
        "missing-character",
        "picture-unusable",
        "word-too-wide",
    }
)


# What follows where a font lacks characters: the boxes in their place lie on one another.
WITHOUT_GLYPHS = frozenset({"pdf-link-area", "pdf-unseen"})


def to_settle(findings: Findings) -> Findings:
    """The findings about a draft."""
    boxes = any(finding.rule == "missing-character" for finding in findings)
    rules = TO_SETTLE | WITHOUT_GLYPHS if boxes else TO_SETTLE
    return tuple(replace(one, severity=Severity.WARNING) if one.rule in rules else one for one in findings)


def without_lost_pictures(document: Document, format: str, assets: Assets) -> WithFindings[Document]:
    """A draft with a placeholder, and a finding, for each picture that a format cannot show.

    A published document stays as it is, and a picture that nothing can show is an error in every format. A picture inside a
    drawing that cannot be shown is left out, which is told.
    """
    lost = tuple(unusable(document, format, assets.pictures))
    inside = tuple(_left_out(document, format, assets))
    if document.is_published:
        broken = (file for file in lost if file in assets.pictures and not can_be_read(file, assets.pictures[file]))
        message, hint = "the picture “{}” is empty, damaged or no picture", "save it anew as PNG or JPEG"
        wrong = (error("picture-unusable", message.format(file), hint=hint) for file in broken)
        return WithFindings(document, (*inside, *wrong))
    if not lost:
        return WithFindings(document, inside)
    findings = (
        warning(
            "picture-unusable",
            f"the picture “{file}” cannot be shown in this edition; its description stands in its place",
            hint="save it as PNG or JPEG",
        )
        for file in lost
        if file in assets.pictures  # of others `reports check` says that they are not there
    )
    shown = gaps.without_lost_pictures(document, frozenset(lost), words.load(assets, document.language))
    return WithFindings(shown, (*inside, *findings))


def _left_out(document: Document, format: str, assets: Assets) -> Iterator[Finding]:
    """A warning for each drawing from which a picture was left out, in a format that shows pictures."""
    shown = (
        block.file for _, block in all_blocks(document) if isinstance(block, Image) and not BUILDERS[format].linear
    )
    for file in dict.fromkeys(shown):
        if file.lower().endswith(".svg") and LEFT_OUT.encode() in assets.pictures.get(file, b""):
            message = f"a picture inside the drawing “{file}” is damaged or not in the file, and is left out"
            yield warning("picture-unusable", message, hint="put it into the drawing anew, as PNG or JPEG")


TOO_LONG = "easy-read-pages"
"""The rule of an Easy Read of too many pages."""


def too_long(order: Order, built: Built) -> Findings:
    """An error for an Easy Read of too many pages."""
    pages = built.facts.get("pages", 0)
    if not order.is_easy_read or pages <= MOST_PAGES:
        return ()
    message = f"{order.file} has {pages} pages, more than {MOST_PAGES}"
    return (error(TOO_LONG, message, hint="leave out what readers do not need, or make two of it"),)


def other_face(job: Job, format: str) -> Findings:
    """A warning for an edition on paper whose letters the face that is asked for does not have."""
    face, text = job.look.face, "".join(piece.text for piece in canonical(job.document))
    if not BUILDERS[format].sized or face in FACES or has_letters(fonts(job.assets), face, text):
        return ()
    message = f"the face “{face}” does not have all letters of this publication, which uses another face"
    return (warning("other-face", message, hint=f"ask for {', '.join(FACES)}"),)


def without_pages(order: Order, job: Job, built: Built) -> Findings:
    """A note for an edition that would name the pages of the PDF, where there is none."""
    if BUILDERS[order.format].after != 1 or job.standard_pdf:
        return ()
    message = f"{next(iter(built.files))} has no list of printed pages, since there is no PDF of this text yet"
    return (note("print-pages", message, hint="to have one, build the PDF too: --format pdf"),)


def publications(orders: Sequence[Order], done: Mapping[str, Done]) -> tuple[Publication, ...]:
    """Each publication with its editions, but for those of an older text than the others."""
    made = [(order, done[order.file]) for order in orders if order.file in done]
    found = []
    for name, document in {one.document.name: one.document for one, _ in made if not one.is_easy_read}.items():
        own = [edition for order, edition in made if order.document.name == name and not edition.older]
        parts = tuple(file for edition in own for file in edition.beside if file.endswith(".html"))
        found.append(Publication(document, tuple(fact for each in own for fact in each.facts), parts))
    return tuple(found)


def moment(document: Document | None) -> int:
    """The time that goes into files, seconds since 1970: SOURCE_DATE_EPOCH, else the content's own date, else 2000."""
    if (given := os.environ.get("SOURCE_DATE_EPOCH", "")).isdigit():
        return int(given)
    found = (dates.day(english_date(text)) for text in (document.updated, document.published)) if document else ()
    return next((dates.seconds(date) for date in found if date), EPOCH)


def is_long(document: Document) -> bool:
    """Whether setting a document as PDF takes much memory."""
    return sum(len(piece.text) for piece in canonical(document)) > LONG
