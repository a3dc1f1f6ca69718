"""The sample documents set anew from their truth: other producers, fonts, papers and habits, as other councils have them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import docx
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from tests.score import RAISED, Json

# ------------------------------------------------------------------------------------------------ HTML, for print engines


@dataclass(frozen=True)
class Sheet:
    """How a document is set: font, size in points, paper, what its tables have drawn and how their cells are held, headings."""

    font: str = "Liberation Sans"
    size: float = 11
    paper: str = "A4"
    rules: str = "all"
    colour: str = "#1f4e5f"
    repeat_header: bool = True
    numbered: bool = False
    scale: tuple[float, float, float] = (1.8, 1.35, 1.1)
    gap: str = "0.6em"
    held: str = "top"


def html(truth: Json, sheet: Sheet) -> str:
    """The document as a page for a print engine, with a running header and page numbers."""
    body = "\n".join(_html_blocks(truth["blocks"]))
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(truth["title"])}</title>'
        f"<style>{_css(sheet, truth['title'])}</style></head><body>{body}</body></html>"
    )


def _css(sheet: Sheet, title: str) -> str:
    borders = {
        "all": "td, th { border: 0.75pt solid #000; }",
        "horizontal": "td, th { border-top: 0.75pt solid #444; border-bottom: 0.75pt solid #444; }",
        "none": "td, th { border: 0; padding: 4pt 7pt; }",
        "labels": "thead th { background: #1f4e5f; color: #fff; }",
        "shaded": "tbody tr:nth-child(even) { background: #e4ebef; }",
        "frame": "table { border: 1pt solid #000; }",
    }[sheet.rules]
    one, two, three = (factor * sheet.size for factor in sheet.scale)
    header = "" if sheet.repeat_header else "thead { display: table-row-group; }"
    return f"""
    @page {{ size: {sheet.paper}; margin: 22mm 18mm;
      @top-left {{ content: "{title}"; font: 8pt {sheet.font}; }}
      @bottom-right {{ content: "Page " counter(page) " of " counter(pages); font: 8pt {sheet.font}; }} }}
    body {{ font: {sheet.size}pt/1.3 "{sheet.font}"; margin: 0; }}
    p {{ margin: 0 0 {sheet.gap}; }} ul {{ margin: 0 0 {sheet.gap}; padding-left: 1.6em; }}
    li ul {{ margin: 0; list-style-type: circle; }}
    h1, h2, h3 {{ color: {sheet.colour}; margin: 1em 0 0.3em; break-after: avoid; }}
    h1 {{ font-size: {one}pt; }} h2 {{ font-size: {two}pt; }} h3 {{ font-size: {three}pt; }}
    table {{ border-collapse: collapse; width: 100%; margin: 0 0 1em; font-size: 0.9em; }}
    td, th {{ padding: 3pt 5pt; text-align: left; vertical-align: {sheet.held}; }} {borders} {header}
    th {{ font-weight: bold; }} td p, th p {{ margin: 0 0 0.3em; }} td ul {{ margin: 0 0 0.3em; padding-left: 1.2em; }}
    sup {{ font-size: 0.65em; }} .note {{ font-size: 0.75em; }}
    """


def _html_blocks(blocks: list[Json]) -> Iterator[str]:
    for block in blocks:
        match block["type"]:
            case "heading":
                yield f"<h{block['level']}>{escape(block['text'])}</h{block['level']}>"
            case "para":
                yield f"<p>{_html_text(block['text'])}</p>"
            case "list":
                yield _html_list(block["items"])
            case "table":
                yield _html_table(block)
            case "footnote":
                yield f'<p class="note"><sup>{block["mark"]}</sup> {escape(block["text"])}</p>'


def _html_text(text: str) -> str:
    """The text with its labels bold and its marks raised."""
    text = escape(text, quote=False)
    label, colon, rest = text.partition(":")
    if (
        colon
        and len(label.split()) < 9
        and (not rest or rest[0] == " ")
        and label[:1].isupper()
        and len(rest.split()) < 30
    ):
        text = f"<strong>{label}:</strong>{rest}"
    return "".join(f"<sup>{RAISED.index(c)}</sup>" if c in RAISED else c for c in text)


def _html_list(items: list[Json]) -> str:
    inner = "".join(f"<li>{escape(i['text'])}{_html_list(i['items']) if i.get('items') else ''}</li>" for i in items)
    return f"<ul>{inner}</ul>"


def _html_table(table: Json) -> str:
    head = "".join(f"<th>{escape(label)}</th>" for label in table["header"])
    rows = []
    for row in table["rows"]:
        if "band" in row:
            lines = "".join(f"<p>{escape(line)}</p>" for line in row["band"].split("\n"))
            rows.append(f'<tr><th colspan="{len(table["header"])}">{lines}</th></tr>')
        else:
            cells = "".join(f"<td>{''.join(_html_blocks(cell))}</td>" for cell in row["cells"])
            rows.append(f"<tr>{cells}</tr>")
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


# ------------------------------------------------------------------------------------------------ Word files


@dataclass(frozen=True)
class Habit:
    """How an author uses Word: styles and real lists, or bold text and typed bullets; bands merged, or in the first cell."""

    styles: bool = True
    bullets: str = ""
    merged_bands: bool = True
    mark_header: bool = True
    landscape: bool = False
    spacers: bool = False
    breaks: bool = False
    font: str = "Arial"
    size: float = 11


def word(truth: Json, habit: Habit) -> bytes:
    """The document as a Word file, with a running header and a page number in the footer."""
    document = docx.Document()
    section = document.sections[0]
    if habit.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    document.styles["Normal"].font.name = habit.font
    document.styles["Normal"].font.size = Pt(habit.size)
    section.header.paragraphs[0].text = truth["title"]
    _field(section.footer.paragraphs[0], "PAGE")
    author = _Author(document, habit)
    for block in truth["blocks"]:
        author.add(document, block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _field(paragraph: DocxParagraph, instruction: str) -> None:
    paragraph.add_run("Page ")
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), instruction)
    paragraph._p.append(element)


class _Author:
    def __init__(self, document: DocxDocument, habit: Habit) -> None:
        self.document, self.habit = document, habit

    def add(self, to: Any, block: Json) -> None:
        match block["type"]:
            case "heading":
                self.heading(block)
            case "para":
                self.text(to, block["text"])
                if self.habit.spacers:
                    to.add_paragraph("")
            case "list":
                self.items(to, block["items"], 0)
            case "table":
                self.table(block)
            case "footnote":
                paragraph = to.add_paragraph()
                paragraph.add_run(block["mark"]).font.superscript = True
                paragraph.add_run(" " + block["text"])
                for run in paragraph.runs:
                    run.font.size = Pt(self.habit.size - 3)

    def heading(self, block: Json) -> None:
        if self.habit.styles:
            self.document.add_heading(block["text"], block["level"] - 1 if block["level"] > 1 else 0)
            return
        run = self.document.add_paragraph().add_run(block["text"])
        run.bold = True
        run.font.size = Pt(self.habit.size + {1: 8, 2: 4, 3: 1}[block["level"]])
        run.font.color.rgb = RGBColor(0x1F, 0x4E, 0x5F)

    def text(self, to: Any, text: str) -> DocxParagraph:
        paragraph: DocxParagraph = to.add_paragraph()
        label, colon, rest = text.partition(":")
        if colon and len(label.split()) < 9 and len(rest.split()) < 30 and label[:1].isupper():
            paragraph.add_run(label + ":").bold = True
            text = rest
        piece = ""
        for character in text:
            if character in RAISED:
                paragraph.add_run(piece)
                paragraph.add_run(str(RAISED.index(character))).font.superscript = True
                piece = ""
            else:
                piece += character
        paragraph.add_run(piece)
        return paragraph

    def items(self, to: Any, items: list[Json], depth: int) -> None:
        for item in items:
            if self.habit.bullets:
                glyph = self.habit.bullets if depth == 0 else "o"
                paragraph = to.add_paragraph(f"{glyph}\t{item['text']}")
                paragraph.paragraph_format.left_indent = Pt(18 * (depth + 1))
                paragraph.paragraph_format.first_line_indent = Pt(-18)
            else:
                style = "List Bullet" if depth == 0 else f"List Bullet {depth + 1}"
                to.add_paragraph(item["text"], style=style)
            self.items(to, item.get("items", []), depth + 1)

    def table(self, block: Json) -> None:
        columns = len(block["header"])
        table = self.document.add_table(rows=1, cols=columns)
        table.style = "Table Grid"
        for cell, label in zip(table.rows[0].cells, block["header"], strict=True):
            cell.paragraphs[0].add_run(label).bold = True
        if self.habit.mark_header:
            mark = OxmlElement("w:tblHeader")
            table.rows[0]._tr.get_or_add_trPr().append(mark)
        for row in block["rows"]:
            cells = table.add_row().cells
            if "band" in row:
                cell = cells[0].merge(cells[-1]) if self.habit.merged_bands else cells[0]
                for number, line in enumerate(row["band"].split("\n")):
                    paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
                    paragraph.add_run(line).bold = True
                continue
            for cell, blocks in zip(cells, row["cells"], strict=True):
                self.cell(cell, blocks)

    def cell(self, cell: _Cell, blocks: list[Json]) -> None:
        lists = [block for block in blocks if block["type"] == "list"]
        flat = lists and len(lists) == len(blocks) and not any(i.get("items") for b in lists for i in b["items"])
        if self.habit.breaks and flat:
            run = cell.paragraphs[0].add_run()
            for number, item in enumerate(i for b in lists for i in b["items"]):
                if number:
                    run.add_break()
                run.add_text(f"• {item['text']}")
            return
        for block in blocks:
            self.add(cell, block)
        if blocks and not self.habit.spacers:
            first = cell.paragraphs[0]._p
            first.getparent().remove(first)


# ------------------------------------------------------------------------------------------------ producers

SHEETS = {
    "sans, ruled": Sheet(),
    "serif, horizontal rules, landscape": Sheet("Liberation Serif", 10.5, "A4 landscape", "horizontal", "#000"),
    "small, unruled, landscape": Sheet("DejaVu Sans", 9, "A4 landscape", "none", "#7a0019", gap="0.9em"),
    "serif, unruled, header once": Sheet("Liberation Serif", 11, "A4", "none", repeat_header=False),
    "labels on a ground, cells held in the middle": Sheet(
        "Liberation Sans", 10, "A4", "labels", held="middle", gap="0.4em"
    ),
    "shaded by turns, header once": Sheet("DejaVu Sans", 9, "A4", "shaded", repeat_header=False),
    "frame, letter landscape": Sheet("Liberation Sans", 10, "letter landscape", "frame", "#000", gap="0.3em"),
    "letter, header once": Sheet("Liberation Sans", 12, "letter", repeat_header=False, scale=(1.6, 1.3, 1.0)),
}
HABITS = {
    "styles and real lists": Habit(),
    "bold text and typed bullets": Habit(False, "•", mark_header=False, spacers=True),
    "symbol bullets, landscape": Habit(False, "\uf0b7", merged_bands=False, landscape=True, font="Times New Roman"),
    "bullets after line breaks": Habit(True, "-", mark_header=False, breaks=True, font="Verdana", size=10),
}
