"""Checks that places fit their words: named places, bookmarks, areas of links, page numbers and the order of pages."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from itertools import pairwise
from typing import Any

from pikepdf import Array, Dictionary, Pdf

from pipeline.model.findings import Finding, error
from pipeline.model.place import Place
from pipeline.verifiers.pdf.marks import ARTIFACT, MarkedPages, ShownCharacters, pages_of
from pipeline.verifiers.pdf.shaping import SHAPED
from pipeline.verifiers.pdf.structure import ObjectOf, Tag
from pipeline.verifiers.pdf.words import HEADINGS

BELOW = (
    5.0  # multiples of the font size by which a place may be below its words: the place of a table is under its caption
)
FOOT = 250.0  # points from the bottom of a page where a row may begin without any of its words
BESIDE = 0.15  # of the font size: letters farther apart belong to two words
MIDDLE = 0.3  # of the font size: the middle of small letters above the baseline
NEAR = 5.0  # points by which words may exceed the area of their link
ABOVE = 14.0  # multiples of the font size by which a place may be above its words: a border, a caption, the page's edge
MOST_HEADS = 4  # different running headers of a file
WORD = re.compile(r"[^\W\d]+")
Problem = tuple[str, str, int]


def places(pdf: Pdf, pages: MarkedPages, tree: Tag, file: str) -> Iterator[Finding]:
    """Yields an error for each place that does not fit its words."""
    shown: dict[tuple[int, int], list[ShownCharacters]] = {}
    for piece in pages.shown:
        shown.setdefault((piece.page, piece.mcid), []).append(piece)
    problems = (*_named(pdf, tree, shown), *_outline(pdf, tree), *_areas(pdf, tree, shown))
    order = (
        *_numbers(pages, len(pdf.pages)),
        *_furniture(pages),
        *page_order(tree),
        *_falling(tree, shown),
        *_rows(tree, shown),
    )
    for rule, message, page in (*problems, *order):
        yield error(rule, message, Place(file, page=page + 1))


def _named(pdf: Pdf, tree: Tag, shown: dict[tuple[int, int], list[ShownCharacters]]) -> Iterator[Problem]:
    """Checks that each element with an ID has a named place on its page, at its first words (12.3.2.3)."""
    number = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    names = list(pdf.Root.get("/Names", Dictionary()).get("/Dests", Dictionary()).get("/Names", Array()))
    places_by_name = {str(name): place for name, place in zip(names[::2], names[1::2], strict=True)}
    for tag in tree.tags():
        first_piece = next(
            (piece for mark in tag.marks() for piece in shown.get((mark.page, mark.mcid), []) if piece.text.strip()),
            None,
        )
        if not tag.id or first_piece is None or re.fullmatch(r"table\d+\.\d+\.\d+", tag.id):
            continue
        place = places_by_name.get(tag.id)
        page = -1 if place is None else number.get(place[0].objgen, -1)
        if place is None:
            yield "pdf-place", f"no named place leads to “{tag.id}”", first_piece.page
        elif not _near(page, float(place[3]), first_piece):
            yield "pdf-place", f"the place named “{tag.id}” is not at “{tag.text()[:40]}”", first_piece.page


def _near(page: int, height: float, first: ShownCharacters) -> bool:
    """Whether a place is at these words; a row at the foot of a page may have its words on the next page."""
    if page == first.page - 1:
        return 0 < height < FOOT
    return page == first.page and first.y - BELOW * first.size <= height <= first.y + ABOVE * first.size


def _outline(pdf: Pdf, tree: Tag) -> Iterator[Problem]:
    """Checks that each bookmark leads to the page of its heading."""
    number = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    pages: dict[str, set[int]] = {}
    for tag in tree.tags():
        if tag.type in HEADINGS:
            pages.setdefault(tag.text(), set()).update([mark.page for mark in tag.marks()][:1])
    waiting = [pdf.Root.get("/Outlines", Dictionary()).get("/First")]
    while waiting:
        bookmark = waiting.pop()
        if bookmark is None:
            continue
        waiting += [bookmark.get("/Next"), bookmark.get("/First")]
        title, place = " ".join(str(bookmark.get("/Title", "")).split()), bookmark.get("/Dest")
        page = number.get(place[0].objgen, -1) if isinstance(place, Array) else -1
        if title in pages and page not in pages[title]:
            yield "pdf-bookmarks", f"the bookmark “{title}” does not lead to its heading", max(page, 0)


def _areas(pdf: Pdf, tree: Tag, shown: dict[tuple[int, int], list[ShownCharacters]]) -> Iterator[Problem]:
    """Checks that the words of a link are in its clickable area (12.5.6.5)."""
    areas = {link.objgen[0]: _boxes(link) for page in pdf.pages for link in page.obj.get("/Annots", [])}
    for number, page in enumerate(pdf.pages):
        for link in page.obj.get("/Annots", []):
            rect = [float(side) for side in link.get("/Rect", [])]
            if "/QuadPoints" in link and not (
                all(_contains(rect, box) for box in _boxes(link)) and _fits(rect, _boxes(link))
            ):
                yield "pdf-link-area", f"the link “{link.get('/Contents', '')}” is not at its words", number
    by_page: dict[int, list[ShownCharacters]] = {}
    for piece in (piece for pieces in shown.values() for piece in pieces):
        by_page.setdefault(piece.page, []).append(piece)
    for tag in tree.tags():
        for kid in tag.kids:
            if isinstance(kid, ObjectOf) and kid.object not in areas:
                yield "pdf-link-area", f"the link “{tag.text()[:40]}” is on no page", max(kid.page, 0)
        link_areas = [
            (kid.page, box) for kid in tag.kids if isinstance(kid, ObjectOf) for box in areas.get(kid.object, [])
        ]
        for piece in (
            piece
            for mark in tag.marks()
            for piece in shown.get((mark.page, mark.mcid), [])
            if link_areas and piece.text.strip()
        ):
            if not any(page == piece.page and _in(box, piece) for page, box in link_areas):
                yield (
                    "pdf-link-area",
                    f"“{piece.text.strip()[:40]}” of a link is outside its clickable area",
                    piece.page,
                )
                break
        for piece in _foreign_words(link_areas, {(mark.page, mark.mcid) for mark in tag.marks()}, by_page):
            yield "pdf-link-area", f"the link “{tag.text()[:40]}” also covers “{piece.text.strip()[:40]}”", piece.page
            break


def _boxes(link: Any) -> list[tuple[float, float, float, float]]:
    quads = [float(number) for number in link.get("/QuadPoints", link.get("/Rect", []))]
    step = 8 if "/QuadPoints" in link else 4
    parts = [quads[at : at + step] for at in range(0, len(quads), step)]
    return [(min(part[::2]), min(part[1::2]), max(part[::2]), max(part[1::2])) for part in parts if len(part) == step]


def _foreign_words(
    areas: list[tuple[int, tuple[float, float, float, float]]],
    own_marks: set[tuple[int, int]],
    pages: dict[int, list[ShownCharacters]],
) -> Iterator[ShownCharacters]:
    """Yields words in the area of a link that do not belong to it, where a click would follow the link."""
    for page, (left, bottom, right, top) in areas:
        for piece in pages.get(page, []):
            x, y = piece.x + piece.width / 2, piece.y + MIDDLE * piece.size
            if (
                piece.text.strip()
                and piece.mcid >= 0
                and (page, piece.mcid) not in own_marks
                and left < x < right
                and bottom < y < top
            ):
                yield piece


def _contains(rect: list[float], box: tuple[float, float, float, float]) -> bool:
    """Whether a box is in the rectangle of its link; viewers ignore others (12.5.6.5)."""
    return len(rect) == 4 and all(
        min(corners) - NEAR <= min(sides) and max(sides) <= max(corners) + NEAR
        for corners, sides in ((rect[::2], box[::2]), (rect[1::2], box[1::2]))
    )


def _fits(rect: list[float], boxes: list[tuple[float, float, float, float]]) -> bool:
    """Whether the rectangle of a link is no larger than its boxes together, because some viewers use only the rectangle."""
    around = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    return _contains([around[0], around[1], around[2], around[3]], (rect[0], rect[1], rect[2], rect[3]))


def _in(box: tuple[float, float, float, float], piece: ShownCharacters) -> bool:
    return box[0] - NEAR <= piece.x <= box[2] + NEAR and box[1] - NEAR <= piece.y <= box[3] + NEAR


def _numbers(pages: MarkedPages, count: int) -> Iterator[Problem]:
    """Checks that the number at the foot of a page is right, and the number of pages too."""
    feet = ["" for _ in range(count)]
    for shown in pages.shown:
        if shown.mcid == ARTIFACT and shown.artifact == "Footer":
            feet[shown.page] += shown.text
    numbered = any(re.search(r"\d", foot) for foot in feet)
    for number, foot in enumerate(feet):
        figures = [int(figure) for figure in re.findall(r"\d+", foot)]
        pairs = set(pairwise(figures))  # the title may be there too, with other numbers
        # Glyphs are in page order: from right to left, the number of pages comes first.
        turned = {pair[::-1] for pair in pairs} if SHAPED.search(foot) else set()
        if numbered and (number + 1, count) not in pairs | turned:
            yield "pdf-page-number", f"the page says “{foot.strip()[:60]}” and is {number + 1} of {count}", number


def _furniture(pages: MarkedPages) -> Iterator[Problem]:
    """Reports artifacts with words: only headers, footers and repeated header rows are allowed."""
    heard = "".join("".join(shown.text.split()) for shown in pages.shown if shown.mcid >= 0)
    drawn = {run for shown in pages.shown if shown.mcid >= 0 for run in shown.codes}
    heads: dict[int, str] = {}
    for piece in pages.shown:
        if piece.mcid == ARTIFACT and piece.artifact == "Header":
            heads[piece.page] = heads.get(piece.page, "") + piece.text
    running_heads = list(dict.fromkeys(heads.values()))[:MOST_HEADS]
    reported: set[str] = set()
    for piece in pages.shown:
        if piece.mcid != ARTIFACT or piece.text in reported or not any(sign.isalnum() for sign in piece.text):
            continue
        if (
            piece.artifact == "Footer"
            or (piece.artifact == "Header" and heads[piece.page] in running_heads)
            or (piece.artifact == "Pagination" and "".join(piece.text.split()) in heard)
            # Glyphs of joined letters have no letters by themselves: the same glyphs were read before.
            or (piece.artifact == "Pagination" and piece.codes and drawn.issuperset(piece.codes))
        ):
            continue
        reported.add(piece.text)
        yield "pdf-artifact", f"“{piece.text.strip()[:60]}” is shown but not read aloud", piece.page


def furniture(data: bytes, allowed_words: Container[str], file: str) -> Iterator[Finding]:
    """Yields an error for each page with an unknown word in its header or footer."""
    texts: dict[tuple[int, str], str] = {}
    previous: ShownCharacters | None = None
    for piece in pages_of(data).shown:
        if piece.mcid == ARTIFACT and piece.artifact in ("Header", "Footer"):
            goes_on = previous and abs(piece.x - previous.x - previous.width) < BESIDE * piece.size
            texts[piece.page, piece.artifact] = (
                f"{texts.get((piece.page, piece.artifact), '')}{'' if goes_on else ' '}{piece.text}"
            )
            previous = piece
    for (page, _), text in texts.items():
        strange = [
            word for word in WORD.findall(text) if not SHAPED.search(word) and word.casefold() not in allowed_words
        ]
        if strange:
            message = f"“{strange[0]}” at the head or foot of the page is shown but not read aloud"
            yield error("pdf-artifact", message, Place(file, page=page + 1))


def page_order(tree: Tag) -> Iterator[Problem]:
    """Checks that pages are in the order of the words; only cells of a row may go back to the page where the row begins."""
    rows = {id(mark) for row in tree.tags() if row.type == "TR" for mark in row.marks()}
    latest = 0
    for mark in tree.marks():
        if mark.page < latest and id(mark) not in rows:
            text = f"“{mark.text.strip()[:40]}” is on an earlier page than what is read before it"
            yield "pdf-page-order", text, mark.page
        latest = max(latest, mark.page)


def _falling(tree: Tag, shown: dict[tuple[int, int], list[ShownCharacters]]) -> Iterator[Problem]:
    """Checks that, outside tables, what is read later is lower on its page (WCAG 1.3.2)."""
    rows = {(mark.page, mark.mcid) for row in tree.tags() if row.type == "TR" for mark in row.marks()}
    before: ShownCharacters | None = None
    for mark in tree.marks():
        for piece in shown.get((mark.page, mark.mcid), []) if (mark.page, mark.mcid) not in rows else ():
            words = piece.text.strip() and piece.size
            if words and before and before.page == piece.page and piece.y > before.y + max(piece.size, before.size):
                yield "pdf-page-order", f"“{piece.text.strip()[:40]}” is above what is read before it", piece.page
            before = piece if words else before


def _rows(tree: Tag, shown: dict[tuple[int, int], list[ShownCharacters]]) -> Iterator[Problem]:
    """Checks that each row is below the row before it."""
    for table in (tag for tag in tree.tags() if tag.type == "Table"):
        before: dict[int, float] = {}
        for row in (tag for tag in table.tags() if tag.type == "TR"):
            tops: dict[int, ShownCharacters] = {}
            for piece in (piece for mark in row.marks() for piece in shown.get((mark.page, mark.mcid), [])):
                if piece.text.strip() and piece.size and (piece.page not in tops or piece.y > tops[piece.page].y):
                    tops[piece.page] = piece
            for page, piece in tops.items():
                if page in before and piece.y >= before[page]:
                    yield "pdf-page-order", f"“{piece.text.strip()[:40]}” of a row is beside the row before it", page
            before = {page: piece.y for page, piece in tops.items()}
