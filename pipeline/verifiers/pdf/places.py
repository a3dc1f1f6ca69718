"""Whether places are where their words are: named places, bookmarks, the areas of links, page numbers, the order of pages."""

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
    5.0  # multiples of the type size by which a place may lie below them: the place of a table stands under its caption
)
FOOT = 250.0  # points from the bottom of a page in which a row may begin without any of its words
BESIDE = 0.15  # of the type size: letters that are farther apart belong to two words
MIDDLE = 0.3  # of the type size: how high above the line the middle of small letters is
NEAR = 5.0  # points that words may lie outside of the area of their link
ABOVE = 14.0  # multiples of the type size by which a place may lie above the first words: a border, a caption, the page's edge
MOST_HEADS = 4  # different running headers of a file
WORD = re.compile(r"[^\W\d]+")
Problem = tuple[str, str, int]


def places(pdf: Pdf, pages: MarkedPages, tree: Tag, file: str) -> Iterator[Finding]:
    """An error for each place that is not where its words are."""
    shown: dict[tuple[int, int], list[ShownCharacters]] = {}
    for one in pages.shown:
        shown.setdefault((one.page, one.mcid), []).append(one)
    found = (*_named(pdf, tree, shown), *_outline(pdf, tree), *_areas(pdf, tree, shown))
    order = (
        *_numbers(pages, len(pdf.pages)),
        *_furniture(pages),
        *page_order(tree),
        *_falling(tree, shown),
        *_rows(tree, shown),
    )
    for rule, message, page in (*found, *order):
        yield error(rule, message, Place(file, page=page + 1))


def _named(pdf: Pdf, tree: Tag, shown: dict[tuple[int, int], list[ShownCharacters]]) -> Iterator[Problem]:
    """Each element with an ID has a named place on its page, not below its first words (12.3.2.3)."""
    number = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    names = list(pdf.Root.get("/Names", Dictionary()).get("/Dests", Dictionary()).get("/Names", Array()))
    found = {str(name): place for name, place in zip(names[::2], names[1::2], strict=True)}
    for tag in tree.tags():
        first = next(
            (one for mark in tag.marks() for one in shown.get((mark.page, mark.mcid), []) if one.text.strip()), None
        )
        if not tag.id or first is None or re.fullmatch(r"table\d+\.\d+\.\d+", tag.id):
            continue
        place = found.get(tag.id)
        page = -1 if place is None else number.get(place[0].objgen, -1)
        if place is None:
            yield "pdf-place", f"no named place leads to “{tag.id}”", first.page
        elif not _near(page, float(place[3]), first):
            yield "pdf-place", f"the place named “{tag.id}” is not where “{tag.text()[:40]}” stands", first.page


def _near(page: int, height: float, first: ShownCharacters) -> bool:
    """Whether a place is that of these words; a row that begins at the foot of a page may have its words on the next one."""
    if page == first.page - 1:
        return 0 < height < FOOT
    return page == first.page and first.y - BELOW * first.size <= height <= first.y + ABOVE * first.size


def _outline(pdf: Pdf, tree: Tag) -> Iterator[Problem]:
    """Each bookmark leads to the page on which its heading stands."""
    number = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    pages: dict[str, set[int]] = {}
    for tag in tree.tags():
        if tag.type in HEADINGS:
            pages.setdefault(tag.text(), set()).update([mark.page for mark in tag.marks()][:1])
    waiting = [pdf.Root.get("/Outlines", Dictionary()).get("/First")]
    while waiting:
        one = waiting.pop()
        if one is None:
            continue
        waiting += [one.get("/Next"), one.get("/First")]
        title, place = " ".join(str(one.get("/Title", "")).split()), one.get("/Dest")
        page = number.get(place[0].objgen, -1) if isinstance(place, Array) else -1
        if title in pages and page not in pages[title]:
            yield "pdf-bookmarks", f"the bookmark “{title}” does not lead to its heading", max(page, 0)


def _areas(pdf: Pdf, tree: Tag, shown: dict[tuple[int, int], list[ShownCharacters]]) -> Iterator[Problem]:
    """The words of a link lie in the area that can be clicked (12.5.6.5)."""
    areas = {one.objgen[0]: _boxes(one) for page in pdf.pages for one in page.obj.get("/Annots", [])}
    for number, page in enumerate(pdf.pages):
        for link in page.obj.get("/Annots", []):
            rect = [float(side) for side in link.get("/Rect", [])]
            if "/QuadPoints" in link and not (
                all(_holds(rect, box) for box in _boxes(link)) and _fits(rect, _boxes(link))
            ):
                yield "pdf-link-area", f"the link “{link.get('/Contents', '')}” lies elsewhere than its words", number
    by_page: dict[int, list[ShownCharacters]] = {}
    for one in (one for some in shown.values() for one in some):
        by_page.setdefault(one.page, []).append(one)
    for tag in tree.tags():
        for kid in tag.kids:
            if isinstance(kid, ObjectOf) and kid.object not in areas:
                yield "pdf-link-area", f"the link “{tag.text()[:40]}” is on no page", max(kid.page, 0)
        held = [(kid.page, box) for kid in tag.kids if isinstance(kid, ObjectOf) for box in areas.get(kid.object, [])]
        for one in (
            one for mark in tag.marks() for one in shown.get((mark.page, mark.mcid), []) if held and one.text.strip()
        ):
            if not any(page == one.page and _in(box, one) for page, box in held):
                yield (
                    "pdf-link-area",
                    f"“{one.text.strip()[:40]}” of a link lies outside of the area that leads on",
                    one.page,
                )
                break
        for one in _over_others(held, {(mark.page, mark.mcid) for mark in tag.marks()}, by_page):
            yield "pdf-link-area", f"the link “{tag.text()[:40]}” lies over “{one.text.strip()[:40]}” too", one.page
            break


def _boxes(link: Any) -> list[tuple[float, float, float, float]]:
    quads = [float(one) for one in link.get("/QuadPoints", link.get("/Rect", []))]
    step = 8 if "/QuadPoints" in link else 4
    parts = [quads[at : at + step] for at in range(0, len(quads), step)]
    return [(min(part[::2]), min(part[1::2]), max(part[::2]), max(part[1::2])) for part in parts if len(part) == step]


def _over_others(
    held: list[tuple[int, tuple[float, float, float, float]]],
    own: set[tuple[int, int]],
    pages: dict[int, list[ShownCharacters]],
) -> Iterator[ShownCharacters]:
    """Words of nothing that the link holds which lie in its area, so that one who clicks on them is led away."""
    for page, (left, bottom, right, top) in held:
        for one in pages.get(page, []):
            x, y = one.x + one.width / 2, one.y + MIDDLE * one.size
            if (
                one.text.strip()
                and one.mcid >= 0
                and (page, one.mcid) not in own
                and left < x < right
                and bottom < y < top
            ):
                yield one


def _holds(rect: list[float], box: tuple[float, float, float, float]) -> bool:
    """Whether a box lies in the rectangle of its link; viewers leave others out (12.5.6.5)."""
    return len(rect) == 4 and all(
        min(corners) - NEAR <= min(sides) and max(sides) <= max(corners) + NEAR
        for corners, sides in ((rect[::2], box[::2]), (rect[1::2], box[1::2]))
    )


def _fits(rect: list[float], boxes: list[tuple[float, float, float, float]]) -> bool:
    """Whether the rectangle of a link is no larger than its boxes together, for some viewers know only that."""
    around = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    return _holds([around[0], around[1], around[2], around[3]], (rect[0], rect[1], rect[2], rect[3]))


def _in(box: tuple[float, float, float, float], one: ShownCharacters) -> bool:
    return box[0] - NEAR <= one.x <= box[2] + NEAR and box[1] - NEAR <= one.y <= box[3] + NEAR


def _numbers(pages: MarkedPages, count: int) -> Iterator[Problem]:
    """The number at the foot of a page is that of the page, and the count that of all pages."""
    feet = ["" for _ in range(count)]
    for shown in pages.shown:
        if shown.mcid == ARTIFACT and shown.artifact == "Footer":
            feet[shown.page] += shown.text
    numbered = any(re.search(r"\d", foot) for foot in feet)
    for number, foot in enumerate(feet):
        said = [int(figure) for figure in re.findall(r"\d+", foot)]
        pairs = set(pairwise(said))  # the title may stand there too, with figures of its own
        # Glyphs stand in the order of the page: from right to left the count comes first.
        turned = {pair[::-1] for pair in pairs} if SHAPED.search(foot) else set()
        if numbered and (number + 1, count) not in pairs | turned:
            yield "pdf-page-number", f"the page says “{foot.strip()[:60]}” and is {number + 1} of {count}", number


def _furniture(pages: MarkedPages) -> Iterator[Problem]:
    """Words that are seen and not heard: only the foot and head of pages, and header rows that come again, may be such."""
    heard = "".join("".join(shown.text.split()) for shown in pages.shown if shown.mcid >= 0)
    drawn = {run for shown in pages.shown if shown.mcid >= 0 for run in shown.codes}
    heads: dict[int, str] = {}
    for one in pages.shown:
        if one.mcid == ARTIFACT and one.artifact == "Header":
            heads[one.page] = heads.get(one.page, "") + one.text
    first = list(dict.fromkeys(heads.values()))[:MOST_HEADS]
    seen: set[str] = set()
    for one in pages.shown:
        if one.mcid != ARTIFACT or one.text in seen or not any(sign.isalnum() for sign in one.text):
            continue
        if (
            one.artifact == "Footer"
            or (one.artifact == "Header" and heads[one.page] in first)
            or (one.artifact == "Pagination" and "".join(one.text.split()) in heard)
            # Glyphs of joined letters stand for no letters by themselves: the same glyphs were heard before.
            or (one.artifact == "Pagination" and one.codes and drawn.issuperset(one.codes))
        ):
            continue
        seen.add(one.text)
        yield "pdf-artifact", f"“{one.text.strip()[:60]}” is seen and not heard", one.page


def furniture(data: bytes, known: Container[str], file: str) -> Iterator[Finding]:
    """An error for each page whose head or foot says a word that is not known."""
    said: dict[tuple[int, str], str] = {}
    last: ShownCharacters | None = None
    for one in pages_of(data).shown:
        if one.mcid == ARTIFACT and one.artifact in ("Header", "Footer"):
            goes_on = last and abs(one.x - last.x - last.width) < BESIDE * one.size
            said[one.page, one.artifact] = f"{said.get((one.page, one.artifact), '')}{'' if goes_on else ' '}{one.text}"
            last = one
    for (page, _), text in said.items():
        strange = [word for word in WORD.findall(text) if not SHAPED.search(word) and word.casefold() not in known]
        if strange:
            message = f"“{strange[0]}” at the head or foot of the page is seen and not heard"
            yield error("pdf-artifact", message, Place(file, page=page + 1))


def page_order(tree: Tag) -> Iterator[Problem]:
    """MarkedPages follow each other as the words do; only the cells of a row may go back to the page where the row begins."""
    rows = {id(mark) for row in tree.tags() if row.type == "TR" for mark in row.marks()}
    last = 0
    for mark in tree.marks():
        if mark.page < last and id(mark) not in rows:
            text = f"“{mark.text.strip()[:40]}” stands on an earlier page than what is read before it"
            yield "pdf-page-order", text, mark.page
        last = max(last, mark.page)


def _falling(tree: Tag, shown: dict[tuple[int, int], list[ShownCharacters]]) -> Iterator[Problem]:
    """Outside of tables, what is read later stands lower on its page (WCAG 1.3.2)."""
    rows = {(mark.page, mark.mcid) for row in tree.tags() if row.type == "TR" for mark in row.marks()}
    before: ShownCharacters | None = None
    for mark in tree.marks():
        for one in shown.get((mark.page, mark.mcid), []) if (mark.page, mark.mcid) not in rows else ():
            words = one.text.strip() and one.size
            if words and before and before.page == one.page and one.y > before.y + max(one.size, before.size):
                yield "pdf-page-order", f"“{one.text.strip()[:40]}” stands above what is read before it", one.page
            before = one if words else before


def _rows(tree: Tag, shown: dict[tuple[int, int], list[ShownCharacters]]) -> Iterator[Problem]:
    """No word of a row stands as high on a page as the row before it."""
    for table in (tag for tag in tree.tags() if tag.type == "Table"):
        before: dict[int, float] = {}
        for row in (tag for tag in table.tags() if tag.type == "TR"):
            tops: dict[int, ShownCharacters] = {}
            for one in (one for mark in row.marks() for one in shown.get((mark.page, mark.mcid), [])):
                if one.text.strip() and one.size and (one.page not in tops or one.y > tops[one.page].y):
                    tops[one.page] = one
            for page, one in tops.items():
                if page in before and one.y >= before[page]:
                    yield "pdf-page-order", f"“{one.text.strip()[:40]}” of a row stands beside the row before it", page
            before = {page: one.y for page, one in tops.items()}
