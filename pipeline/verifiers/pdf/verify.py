"""Reads a finished PDF back by its tags, as assistive technology does, and reports obstacles for readers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby

import pikepdf

from pipeline.model.findings import Finding, error
from pipeline.model.place import Place
from pipeline.verifiers import Reading
from pipeline.verifiers.pdf.about import about
from pipeline.verifiers.pdf.allowed import strange
from pipeline.verifiers.pdf.gate import gate
from pipeline.verifiers.pdf.marks import ARTIFACT, UNMARKED, MarkedPages, pages_of
from pipeline.verifiers.pdf.places import places
from pipeline.verifiers.pdf.runs import SHOWS, runs
from pipeline.verifiers.pdf.shaping import MIRRORED, SHAPED
from pipeline.verifiers.pdf.structure import Tag, heard
from pipeline.verifiers.pdf.views import tree_of
from pipeline.verifiers.pdf.words import HEADINGS, expansions, tree_text, words

CLAIMS = {
    "PDF/UA-1": ("http://www.aiim.org/pdfua/ns/id/", "part"),
    "PDF/A": ("http://www.aiim.org/pdfa/ns/id/", "part"),
}

MOST_BOOKMARKS = 100


def verify(data: bytes, file: str) -> Reading:
    """Reads the words in tag order, the tag tree and findings. A file that cannot be opened gives one finding and no words."""
    try:
        if not _is_tagged(data):
            return Reading((), "", (error("pdf-untagged", "this PDF has no tags", Place(file)),))
    except pikepdf.PdfError as problem:
        return Reading((), "", (error("pdf-unreadable", f"this PDF cannot be opened: {problem}", Place(file)),))
    pages, tree = pages_of(data), tree_of(data)
    with pikepdf.open(BytesIO(data)) as pdf:
        findings = (*document_findings(pdf, tree, file), *content_findings(pages, tree, file), *gate(tree, file))
        language = str(pdf.Root.get("/Lang", ""))
        odd = (
            *places(pdf, pages, tree, file),
            *strange(pdf, pages.strange, file),
            *replaced(pages, file),
            *_hidden_data(data, file),
        )
        expanded = tuple(expansions(tree))
        return Reading(words(tree), tree_text(tree), findings, runs(tree, language), SHOWS, about(pdf), odd, expanded)


def _is_tagged(data: bytes) -> bool:
    """Whether a file has tags. It is not kept open: what it holds is given back only with the object that opened it."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return "/StructTreeRoot" in pdf.Root


def _hidden_data(data: bytes, file: str) -> Iterator[Finding]:
    """Reports older versions (ISO 32000-1, 7.5.6) or data after the end of the file, which could hide content."""
    if data.count(b"%%EOF") != 1 or not data.rstrip().endswith(b"%%EOF"):
        yield error("pdf-strange", "the file has older versions of itself, or data after its end", Place(file))


def document_findings(pdf: pikepdf.Pdf, tree: Tag, file: str) -> Iterator[Finding]:
    """Checks the file as a whole: claims, title, language, bookmarks, page labels, annotations (PDF/UA-1 5, 7.1, 7.17)."""
    root, place = pdf.Root, Place(file)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for claim, (namespace, name) in CLAIMS.items():
            if not metadata.get(f"{{{namespace}}}{name}"):
                yield error("pdf-claim", f"the file does not say that it is {claim}", place)
        if not metadata.get("dc:title"):
            yield error("pdf-title", "the file has no title", place)
    if not str(root.get("/Lang", "")):
        yield error("pdf-language", "the file does not say its language", place)
    if not bool(root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle", False)):
        yield error("pdf-title", "the window would show the file name, not the title", place)
    if "/PageLabels" not in root:
        yield error("pdf-page-labels", "the pages have no labels", place)
    wanted, optional = _headings(tree)
    with pdf.open_outline() as outline:
        bookmarks = [heard(" ".join(item.title.split())) for item in _items(outline.root)]
    if [text for text in bookmarks if text not in optional] != wanted:
        lost = [text for text in wanted if text not in bookmarks] or [text for text in bookmarks if text not in wanted]
        yield error("pdf-bookmarks", f"bookmarks and headings differ: {', '.join(lost[:3]) or 'in order'}", place)
    yield from _loose_annotations(pdf, tree, file)


def _headings(tree: Tag) -> tuple[list[str], set[str]]:
    """Returns the headings that must have bookmarks, and those of such long runs that bookmarks would not help."""
    headings = [(tag.type, heard(tag.text())) for tag in tree.tags() if tag.type in HEADINGS]
    runs = [[text for _, text in run] for _, run in groupby(headings, key=lambda pair: pair[0])]
    optional = {text for run in runs if len(run) > MOST_BOOKMARKS for text in run}
    return [text for _, text in headings if text not in optional], optional


def _items(items: list[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for item in items:
        yield item
        yield from _items(item.children)


def _loose_annotations(pdf: pikepdf.Pdf, tree: Tag, file: str) -> Iterator[Finding]:
    """Reports annotations that belong to no element (PDF/UA-1 7.18.1)."""
    objects = {kid.object for tag in tree.tags() for kid in tag.kids if hasattr(kid, "object")}
    for number, page in enumerate(pdf.pages, start=1):
        for annotation in page.obj.get("/Annots", []):
            if annotation.objgen[0] not in objects:
                yield error("pdf-annotation", "an annotation is outside the tags", Place(file, page=number))


def content_findings(pages: MarkedPages, tree: Tag, file: str) -> Iterator[Finding]:
    """Reports content that is untagged, tagged twice or missing, and glyphs without a character (PDF/UA-1 7.1, 7.21.7)."""
    for number in sorted({shown.page for shown in pages.shown if shown.mcid == UNMARKED}):
        yield error(
            "pdf-unmarked", "something on this page is neither tagged nor an artifact", Place(file, page=number + 1)
        )
    tagged = [(mark.page, mark.mcid) for mark in tree.marks()]
    once = set(tagged)
    for page, mcid in sorted(pages.marks - once):
        text = "".join(shown.text for shown in pages.shown if (shown.page, shown.mcid) == (page, mcid))
        yield error("pdf-loose-content", f"“{text}” is outside the tag tree", Place(file, page=page + 1))
    for page, _ in sorted(once - pages.marks):
        yield error(
            "pdf-missing-content", "an element names content that is not on this page", Place(file, page=page + 1)
        )
    if len(tagged) != len(once):
        yield error("pdf-content-twice", "some content belongs to two elements", Place(file))
    for number in _out_of_order(pages, tagged):
        message = "the page paints its content in another order than the tags have it"
        yield error("pdf-paint-order", message, Place(file, page=number + 1))
    for number, fonts in pages.unreadable.items():
        yield error(
            "pdf-character", f"a glyph of {', '.join(sorted(fonts))} has no character", Place(file, page=number + 1)
        )
    if (
        any(shown.mcid == ARTIFACT and shown.text.strip() for shown in pages.shown)
        and "Pagination" not in pages.artifacts
    ):
        yield error("pdf-artifact", "page furniture is not marked as a pagination artifact", Place(file))


def replaced(pages: MarkedPages, file: str) -> Iterator[Finding]:
    """Reports replacement text with other characters than its glyphs; the order and spaces may differ (14.9.4)."""
    parts_by_mark: dict[tuple[int, int], list[str]] = {}
    drawn: dict[tuple[int, int], list[str]] = {}
    for shown in pages.shown:
        if shown.mcid >= 0:
            parts_by_mark.setdefault((shown.page, shown.mcid), []).append(shown.text)
            drawn.setdefault((shown.page, shown.mcid), []).append(shown.text if shown.glyphs is None else shown.glyphs)
    for key, parts in parts_by_mark.items():
        heard, glyphs = ("".join(sorted("".join(texts).split())) for texts in (parts, drawn[key]))
        if heard != glyphs and sorted(_plain(heard)) != sorted(_plain(glyphs)):
            message = (
                f"“{''.join(parts).strip()[:40]}” is read aloud where “{''.join(drawn[key]).strip()[:40]}” is shown"
            )
            yield error("pdf-actual-text", message, Place(file, page=key[0] + 1))


def _plain(text: str) -> str:
    """Normalises characters for comparison with glyphs: without joiners and accents; paired brackets are equal.

    Shaped scripts are left out, because `glyphs.py` compares their glyphs.
    """
    apart = unicodedata.normalize("NFKD", SHAPED.sub("", text)).translate(MIRRORED)
    return "".join(sign for sign in apart if unicodedata.category(sign)[0] in "LNPS")


def _out_of_order(pages: MarkedPages, tagged: list[tuple[int, int]]) -> list[int]:
    """Returns the pages whose marks are painted in another order than that of the tags (WCAG 1.3.2)."""
    painted = dict.fromkeys((shown.page, shown.mcid) for shown in pages.shown if shown.mcid >= 0)
    named = [mark for mark in dict.fromkeys(tagged) if mark in painted]
    by_page: dict[int, list[tuple[int, int]]] = {}
    for mark in named:
        by_page.setdefault(mark[0], []).append(mark)
    order = {mark: number for number, mark in enumerate(painted)}
    return [page for page, marks in by_page.items() if marks != sorted(marks, key=order.__getitem__)]
