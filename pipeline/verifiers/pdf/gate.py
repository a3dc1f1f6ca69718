"""Checks the tag tree of a PDF for people who read by it, beyond what validators test.

Each object is one element, all visible content is tagged, and every cell has its headers (PDF/UA-1 7.1 to 7.18).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from pipeline.model.findings import Finding, error
from pipeline.model.place import Place
from pipeline.verifiers.pdf.structure import MarkOf, ObjectOf, Tag, heard

ITEM_PARTS = {"Lbl", "LBody"}
LIST_PARTS = {"LI", "L", "Caption"}
CELLS = ("TH", "TD")


def gate(tree: Tag, file: str) -> Iterator[Finding]:
    """Yields everything that is wrong with the tag tree."""
    for check in CHECKS:
        for message, page, anchor in check(tree):
            name = check.__name__.replace("_", "-")
            yield error(f"pdf-{name}", message, Place(file, page=page + 1), block=anchor)


Wrong = Iterator[tuple[str, int, str]]


def first_page(tag: Tag) -> int:
    """The page, from 0, on which an element begins, or -1 if it is empty."""
    return next((mark.page for mark in tag.marks()), -1)


def rows(table: Tag) -> list[Tag]:
    """The rows of a table in order."""
    return [row for part in (table, *table.below("THead", "TBody", "TFoot")) for row in part.below("TR")]


def headings(tree: Tag) -> Wrong:
    """The first heading is level 1, none skips a level (PDF/UA-1 7.4.2)."""
    before = 0
    for tag in tree.tags():
        if len(tag.type) == 2 and tag.type[0] == "H" and tag.type[1].isdigit():
            level = int(tag.type[1])
            if level > before + 1:
                yield f"heading level {level} follows level {before}: “{tag.text()}”", first_page(tag), tag.id
            if not tag.text():
                yield f"a heading of level {level} has no words", first_page(tag), tag.id
            before = level


def table_shape(tree: Tag) -> Wrong:
    """All rows of a table have the same number of cells; a header row occurs once (PDF/UA-1 7.2, 7.5)."""
    for table in _of(tree, "Table"):
        widths = {sum(int(cell.attributes.get("ColSpan", 1)) for cell in row.below(*CELLS)) for row in rows(table)}
        if len(widths) > 1:
            yield f"rows of one table have {_either(widths)} cells; empty cells are lost", first_page(table), table.id
        heads = [row.text() for row in rows(table) if row.below() and not row.below("TD")]
        for head in sorted({head for head in heads if heads.count(head) > 1}):
            yield f"the header row “{head}” stands {heads.count(head)} times in one table", first_page(table), table.id


def table_cut(tree: Tag) -> Wrong:
    """A table over several pages is one element."""
    for parent in tree.tags():
        for tag, following in pairwise(parent.below()):
            alike = tag.type == following.type == "Table" and _head(tag) and _head(tag) == _head(following)
            if alike and not following.below("Caption"):
                yield f"a table is cut in two: “{_head(tag)}”", first_page(following), following.id


def headers(tree: Tag) -> Wrong:
    """Every header cell has a Scope, every data cell names the header cells of its column and row (PDF/UA-1 7.5)."""
    for table in _of(tree, "Table"):
        cells = [cell for row in rows(table) for cell in row.below("TH")]
        if rows(table) and not cells:
            yield "a table has no header cell", first_page(table), table.id
        for cell in cells:
            if cell.attributes.get("Scope") not in ("Row", "Column", "Both"):
                yield f"the header cell “{cell.text()}” has no Scope", first_page(cell), cell.id
        scopes = {cell.id: cell.attributes.get("Scope") for cell in cells if cell.id}
        for row in rows(table):
            if row not in [head for part in table.below("THead") for head in part.below("TR")]:
                yield from _unreached(row, scopes)


def _unreached(row: Tag, scopes: dict[str, str | None]) -> Wrong:
    row_header = any(cell.attributes.get("Scope") == "Row" for cell in row.below("TH"))
    wanted = {"Column"} | ({"Row"} if row_header else set())
    for cell in row.below("TD"):
        named = list(cell.attributes.get("Headers", ()))
        lost = [name for name in named if name not in scopes]
        missing = wanted - {scopes.get(name) for name in named}
        if (lost or missing) and row.below("TH") != row.below() and set(scopes.values()) & missing:
            problem = (
                f"names unknown headers {', '.join(lost)}" if lost else f"does not reach its {_either(missing)} header"
            )
            yield f"the cell “{cell.text()}” {problem}", first_page(row), row.id


def lists(tree: Tag) -> Wrong:
    """A list has items, an item its label and body, and the list states its numbering (PDF/UA-1 7.6)."""
    for tag in tree.tags():
        if tag.type == "L":
            wrong = {kid.type for kid in tag.below()} - LIST_PARTS
            if wrong:
                yield f"a list holds {_either(wrong)} beside its items", first_page(tag), ""
            labels = [label for item in tag.below("LI") for label in item.below("Lbl")]
            if labels and "ListNumbering" not in tag.attributes:
                yield "a list with markers does not say how it is numbered", first_page(tag), ""
        elif tag.type == "LI":
            wrong = {kid.type for kid in tag.below()} - ITEM_PARTS
            if wrong or any(isinstance(kid, MarkOf) for kid in tag.kids):
                yield f"a list item holds {_either(wrong) or 'words'} outside its body", first_page(tag), ""
            if not tag.below("LBody"):
                yield "a list item has no body", first_page(tag), ""
            if any(not label.text().strip() for label in tag.below("Lbl")):
                yield "the label of a list item is empty", first_page(tag), ""


def links(tree: Tag) -> Wrong:
    """A link is one element with one annotation on each page, which announces the link's words (PDF/UA-1 7.18.5)."""
    for tag in _of(tree, "Link"):
        objects = [kid for kid in tag.kids if isinstance(kid, ObjectOf)]
        pages = [kid.page for kid in objects]
        if not objects:
            yield f"the link “{tag.text()}” leads nowhere", first_page(tag), ""
        if len(pages) != len(set(pages)):
            yield f"the link “{tag.text()}” has {len(pages)} annotations on one page", first_page(tag), ""
        for kid in objects:
            if heard(" ".join(kid.contents.split())) != heard(tag.text()):
                yield f"the link “{tag.text()}” announces “{kid.contents}”", kid.page, ""


def figures(tree: Tag) -> Wrong:
    """A figure has words and a place on the page (PDF/UA-1 7.3)."""
    for tag in _of(tree, "Figure"):
        if not tag.alt:
            yield "a picture has no alternative text and is no artifact", first_page(tag), ""
        box = tag.attributes.get("BBox")
        if not box or not (box[0] < box[2] and box[1] < box[3]):
            yield f"the picture “{tag.alt}” has no place on the page", first_page(tag), ""


def notes(tree: Tag) -> Wrong:
    """A note has an ID, and a link back to each of its references (PDF/UA-1 7.9)."""
    tags = list(_of(tree, "Note"))
    marks = list(_of(tree, "Reference"))
    links = [kid for mark in marks for tag in mark.tags() for kid in tag.kids if isinstance(kid, ObjectOf)]
    targets = {link.target for link in links}
    for tag in tags:
        if not tag.id:
            yield f"the note “{tag.text()}” has no ID", first_page(tag), ""
        if f"#{tag.id}" in targets and not any(kid.type == "Link" for kid in tag.tags()):
            yield f"the note “{tag.text()}” has no link back", first_page(tag), tag.id
    if not tags and any(mark.id for mark in marks):
        yield "the text refers to notes, but none is tagged as a note", first_page(marks[0]), ""


def ids(tree: Tag) -> Wrong:
    """No two elements have the same ID."""
    used: set[str] = set()
    for tag in tree.tags():
        if tag.id and tag.id in used:
            yield f"two elements have the ID “{tag.id}”", first_page(tag), tag.id
        used.add(tag.id)


def bare_words(tree: Tag) -> Wrong:
    """Words are in elements for words, not between the elements of a section, table or list."""
    for tag in tree.tags():
        bare = [kid.text for kid in tag.kids if isinstance(kid, MarkOf) and kid.text.strip()]
        if bare and tag.type in GROUPING:
            yield f"“{bare[0]}” is directly in {tag.type}", first_page(tag), ""


GROUPING = {"Document", "Part", "Sect", "Div", "L", "Table", "THead", "TBody", "TFoot", "TR", "TOC"}
CHECKS: tuple[Callable[[Tag], Wrong], ...] = (
    headings, table_shape, table_cut, headers, lists, links, figures, notes, ids, bare_words,
)  # fmt: skip


def _of(tree: Tag, kind: str) -> Iterator[Tag]:
    return (tag for tag in tree.tags() if tag.type == kind)


def _head(table: Tag) -> str:
    first_row = rows(table)[:1]
    return first_row[0].text() if first_row and not first_row[0].below("TD") else ""


def _either(values: set[object] | set[int] | set[str]) -> str:
    return " or ".join(sorted(map(str, values)))
