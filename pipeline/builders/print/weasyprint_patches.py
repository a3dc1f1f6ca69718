"""The places where the engine's own working is replaced, for WeasyPrint 70 only (pyproject.toml pins it).

Its tagging makes a new element on every page and its layout drops the space that ends a line; both lose meaning for
people who listen. Its streams may end in a line end, which PDF/A forbids. Nothing else of the engine is touched.

`add_tags` answers WeasyPrint issues 2903, 2902, 2508 and 1836. Without it fails
    test_pdf_tags.py::test_a_table_over_pages_keeps_every_cell_and_has_its_header_row_once.
`split_text_box` and `hang_last_space` answer ISO 32000-1, 14.8.2.5 (no issue upstream). Without them fails
    test_pdf_tags.py::test_a_line_end_keeps_words_apart_also_before_and_after_marked_words.
`_fit_without_last_space` answers a line that ends after its first word, before a link or an abbreviation that does not fit
behind it (no issue upstream). Without it fails
    test_pdf_print.py::test_lines_end_where_they_would_without_marked_words.
`cut_where_paper_is_left` is ours: no property of CSS says "stay whole, unless much of the page stays empty". Without it fails
    test_pdf_paper.py::test_a_row_is_cut_where_else_much_of_the_page_would_stay_empty.
`compressed_once` answers ISO 19005-3, 6.1.7 (no issue upstream). Whether a file fails without it depends on its bytes.
"""

from __future__ import annotations

import zlib
from typing import Any

import pydyf
import weasyprint.pdf
from weasyprint.css import StyleFor
from weasyprint.document import Page
from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, inline, page
from weasyprint.text.ffi import ffi, pango
from weasyprint.text.line_break import Layout

from pipeline.builders.print import lean_boxes, shared_styles
from pipeline.builders.print.folded_pages import shelve, unfold, was_folded
from pipeline.builders.print.paint_order import settle_boxes
from pipeline.builders.print.tag_tree import relate_cells
from pipeline.builders.print.write_tags import mark_artifacts, write_tags

_strip_line_end = inline.remove_last_whitespace
_split_text = inline.split_text_box
PageType = page.PageType
_set_up = Layout.setup
_begin = Page.__init__
_paint = Page.paint
_add_tags = weasyprint.pdf.add_tags
_stream_data = pydyf.Stream.data.fget
_lay_out_block = block.block_container_layout
WHOLE = "whole"
KEPT = frozenset({WHOLE, "idea"})
"""The classes of what is never cut, wherever on its page it begins; "idea" is that of an Easy Read."""
LATE = 0.75
"""From this share of a page on, what does not fit on its rest begins on the next page; before it, a page break cuts it."""


def add_tags(pdf: Any, laid_out: Any, _version: object, streams: list[Any]) -> None:
    """Tag the document with one element for each HTML element, instead of one for each box; not what others set here."""
    if "grower" not in laid_out.pages[0].__dict__:
        _add_tags(pdf, laid_out, _version, streams)
        return
    grower = laid_out.pages[0].grower
    relate_cells(grower.tree.root)
    write_tags(pdf, grower.tree, len(streams))
    grower.give_up()
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


def begin(page: Any, page_box: Any) -> None:
    """Gather the links and bookmarks of a page, and shelve it if it is one of the later ones."""
    _begin(page, page_box)
    if was_folded(page_box):
        settle_boxes(page_box)
        shelve(page_box, (box for *_, box in page.links))


def paint(page: Any, stream: Any, *rest: Any) -> None:
    """Paint a page, grow the tags of its boxes, and give the boxes up, which take more memory than all that is made of them."""
    unfold(page._page_box)
    _paint(page, stream, *rest)
    if "grower" in page.__dict__:  # not where a drawing is painted into a picture
        number = page.grower.page(page._page_box, stream._tags)
        page._page_box = None
        mark_artifacts(stream.stream, number, page.grower.tree)
        compress(stream)


class FreedFeatures(dict[bytes, Any]):
    """Stands for the features of type that the engine keeps: each list of features frees its own."""

    def setdefault(self, key: bytes, default: Any = None) -> Any:  # noqa: ARG002 (the engine's signature)
        return default


def set_up(layout: Any, style: Any) -> None:
    """Prepare the layout of a text, which then alone holds its list of features; the engine never gives its own hold back.

    Fonts of others share features between lists, which would be freed under them.
    """
    _set_up(layout, style)
    if not isinstance(style.font_config.font_features, FreedFeatures):
        return
    if (features := pango.pango_layout_get_attributes(layout.layout)) != ffi.NULL:
        pango.pango_attr_list_unref(features)


def split_text_box(context: Any, box: Any, width: Any, skip: int | None, is_line_start: bool = True) -> Any:
    """Split text at the end of a line, and let the first part keep the space that stood there (ISO 32000-1, 14.8.2.5).

    The engine measures the line without its last space, so drawing the space moves nothing. A line from right to left
    would move; its space goes into its replacement text instead (`pdf_tree`). Where a line ends before text that begins
    with a space, as after bold words, that space becomes a box of its own without width.
    """
    line, resume, preserved = _fit_without_last_space(context, box, width, skip, is_line_start)
    text = box.text.encode()
    end = len(text) if resume is None else resume
    taken = text[skip or 0 : end]
    if line is None and resume is not None and taken == b" ":
        line, _, _ = _split_text(context, box.copy_with_text("\u00a0"), None, 0)
        line.text, line.width = " ", 0
    elif line is not None and b" " in (taken[-1:], text[end : end + 1]) and not line.text.endswith(" "):
        line.ends_in_space = True
        if not line.pango_layout.first_line_direction % 2:
            line.pango_layout.text += " "
    return line, resume, preserved


def _fit_without_last_space(context: Any, box: Any, width: Any, skip: int | None, is_line_start: bool) -> Any:
    """Split text; where all of it fits but the space at its end, the engine would break after the first word."""
    split = _split_text(context, box, width, skip, is_line_start)
    if width is None or split[1] is None or not box.text.endswith(" "):
        return split
    if b" " in box.text.encode()[skip or 0 : split[1] - 1]:
        return split
    whole = _split_text(context, box, width + _space_width(context, box), skip, is_line_start)
    return whole if whole[1] is None else split


def hang_last_space(context: Any, line: Any) -> None:
    """Let the space hang that ends a line because its text ends there, as before a link (ISO 32000-1, 14.8.2.5).

    It also saves shaping the line a second time. Lines from right to left are left to the engine, which moves them.
    """
    ancestors = []
    box = line
    while isinstance(box, boxes.LineBox | boxes.InlineBox):
        ancestors.append(box)
        if not box.children:
            return
        box = box.children[-1]
    if not isinstance(box, boxes.TextBox) or not box.text.endswith(" "):
        return
    if box.pango_layout.first_line_direction % 2 or len(box.text) - len(box.text.rstrip(" ")) > 1:
        box.ends_in_space = True
        _strip_line_end(context, line)
        return
    width = min(box.width, _space_width(context, box))
    for part in (box, *ancestors):
        part.width -= width


def _space_width(context: Any, box: Any) -> float:
    style = box.style
    widths = context.__dict__.setdefault("_space_widths", {})
    key = tuple(
        str(style[name])
        for name in ("font_family", "font_size", "font_weight", "font_style", "letter_spacing", "word_spacing")
    )
    if key not in widths:
        sample = box.copy_with_text("\u00a0")
        widths[key] = _split_text(context, sample, None, 0)[0].width
    width: float = widths[key]
    return width


def cut_where_paper_is_left(
    context: Any, box: Any, bottom_space: Any, skip_stack: Any, *rest: Any, **named: Any
) -> Any:
    """Lay a block out; one that is to stay whole (`break-inside: avoid`) is cut where it begins early on its page.

    A row is cut only where each of its cells begins on the page: a cell alone on the next page would have lost its header.
    A cell whose words fit but not the space under them is cut too, or its row would leave the caption alone on the page.
    """
    if box.element_tag == "html":
        context.page_top = box.position_y
    cell, whole = isinstance(box, boxes.TableCellBox), box.__dict__.setdefault("whole", box.style["break_inside"])
    kept = box.element is not None and not KEPT.isdisjoint((box.element.get("class") or "").split())
    if (cell or whole == "avoid") and box.children and not kept:
        early = box.position_y - context.page_top < LATE * (context.page_bottom - context.page_top)
        box.style["break_inside"] = "auto" if early or skip_stack else whole
    result = _lay_out_block(context, box, bottom_space, skip_stack, *rest, **named)
    if cell and result[0] is not None and result[1] is None and box.style["break_inside"] == "auto":
        foot = result[0].position_y + result[0].margin_height()
        if context.overflows_page(bottom_space, foot):
            space = bottom_space + result[0].padding_bottom + result[0].border_bottom_width
            result = _lay_out_block(context, box, space, skip_stack, *rest, **named)
    if cell and not skip_stack and box.children:
        begun = result[0] is not None and _says_something(result[0])
        if not begun and _says_something(box):
            box.style["break_inside"] = "avoid"
    return result


def _says_something(box: Any) -> bool:
    return any(isinstance(descendant, boxes.TextBox | boxes.ReplacedBox) for descendant in box.descendants())


def compress(stream: Any) -> None:
    """Compress a stream now, if it is to be compressed; the engine asks for its bytes twice, and keeps operators till then."""
    if stream.compress:
        stream.stream[:] = [zlib.compress(b"\n".join(pydyf._to_bytes(item) for item in stream.stream))]
        stream.extra["Filter"] = "/FlateDecode"
        stream.compress = False


def compressed_once(stream: Any) -> bytes:
    """A stream as it is written. Data that ends in a line end is followed by a line end of two characters.

    Else a reader takes the last byte for a part of the line end before `endstream`, and Length seems wrong (ISO 19005-3,
    6.1.7).
    """
    compress(stream)
    data: bytes = _stream_data(stream)
    end = b"\nendstream"
    return data[: -len(end)] + b"\r" + end if data[: -len(end)].endswith((b"\r", b"\n")) else data


def install(counting: bool) -> None:
    """Put them in the engine's place; called where pages are set. `counting`: rules of the style sheets count pages."""
    pydyf.Stream.data = property(compressed_once)
    weasyprint.pdf.add_tags = add_tags
    StyleFor.__init__ = shared_styles.compute
    Layout.setup = set_up
    Page.__init__ = begin
    Page.paint = paint
    inline.remove_last_whitespace = hang_last_space
    inline.split_text_box = split_text_box
    block.block_container_layout = cut_where_paper_is_left
    page.PageType = PageType if counting else lean_boxes.KindOfPage
    page.set_page_type_computed_styles = lean_boxes.set_styles_once
    page.remake_page = lean_boxes.remake_page
    boxes.Box.__init__ = lean_boxes.begin
    boxes.Box.remove_decoration_sides = lean_boxes.Sides()
    boxes.Box.first_letter_style = boxes.Box.first_line_style = None
    boxes.ParentBox.copy_with_children = lean_boxes.copy_with_children
