"""Rules about the format of text: contrast, size, emphasis, alignment; each is reported once with its count."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.editions.contrast import ratio
from pipeline.model.findings import Finding, error, note, warning
from pipeline.ooxml.styles import first_of
from pipeline.ooxml.xml import Element, child, q, switched, value
from pipeline.verifiers.docx.file import DocxParts, run_text, runs, short
from pipeline.verifiers.docx.reading import TextPart

Rule = Callable[[DocxParts, TextPart], Iterator[Finding]]
SMALLEST = 12.0  # points: GOV.UK for documents, RNIB clear print
LEAST_CONTRAST, LEAST_LARGE, GOOD = 4.5, 3.0, 7.0  # WCAG 1.4.3 and 1.4.6
LARGE, LARGE_BOLD = 18.0, 14.0  # points; the least size of large text in WCAG
HEX = re.compile(r"[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class TextLook:
    """The format of a text: its colour `ink` and background as `#rrggbb`, and its size in points."""

    ink: str
    background: str
    size: float
    bold: bool
    italic: bool


def _set_runs(file: DocxParts) -> Iterator[tuple[Element, Element, str, TextLook]]:
    """Yields paragraph, run, words and format of every run with words, in text, notes, headers and footers."""
    page = value(file.root, "w:background", "w:color") or ""
    page_colour = f"#{page}" if HEX.fullmatch(page) else "#ffffff"
    style_fills: dict[tuple[str, str], str] = {}
    parts = [file.body, *file.notes.values(), *file.margins["header"], *file.margins["footer"]]
    for paragraph in (element for part in parts for element in part.iter(q("w:p"))):
        place = _table_style(paragraph)
        style = file.styles.setting(paragraph).style
        for run in runs(paragraph):
            words = run_text(run)
            look = file.styles.look(run, style, place) if words.strip() else None
            if look is None or look.hidden:
                continue
            behind = _shading(file, run, paragraph, place, style_fills) or page_colour
            ink = (
                look.colour if look.colour else ("#000000" if ratio("#000000", behind) >= LEAST_CONTRAST else "#ffffff")
            )
            yield paragraph, run, words, TextLook(ink, behind, look.size, look.bold, look.italic)


def _table_style(paragraph: Element) -> str:
    """The table style of a paragraph, with the condition that applies to it, as "STYLE firstRow"."""
    row = next(paragraph.iterancestors(q("w:tr")), None)
    table = next(row.iterancestors(q("w:tbl")), None) if row is not None else None
    style = value(child(table, "w:tblPr"), "w:tblStyle") or ""
    before = None if row is None else row.getprevious()
    first = row is not None and (before is None or before.tag != q("w:tr"))
    return f"{style} firstRow" if style and first else style


def _shading(
    file: DocxParts, run: Element, paragraph: Element, place: str, style_fills: dict[tuple[str, str], str]
) -> str:
    """The colour behind a run: of the run, its paragraph, its cell or its table style, or "" for the page."""
    properties, style = child(run, "w:rPr"), file.styles.setting(paragraph).style
    run_fill = _fill(properties)
    for name in (value(properties, "w:rStyle") or "", style):
        run_fill = run_fill or _of_letters(file, name, style_fills)
    run_fill = run_fill or _fill(child(paragraph, "w:pPr"))
    if run_fill:
        return run_fill
    cell = next(paragraph.iterancestors(q("w:tc")), None)
    key = (style, place)
    if key not in style_fills:
        chain = [child(entry, "w:pPr") for entry in file.styles.chain(style)]
        name, _, condition = place.partition(" ")
        table = [
            child(part, "w:tcPr")
            for entry in file.styles.chain(name)
            for part in entry.iterchildren(q("w:tblStylePr"))
            if part.get(q("w:type")) == condition
        ]
        style_fills[key] = next((fill for element in [*chain, *table] if (fill := _fill(element))), "")
    return _fill(child(cell, "w:tcPr")) or style_fills[key]


def _of_letters(file: DocxParts, style: str, style_fills: dict[tuple[str, str], str]) -> str:
    """The colour that a style has behind its letters only."""
    key = (style, "letters")
    if key not in style_fills:
        fills = (_fill(child(entry, "w:rPr")) for entry in file.styles.chain(style))
        style_fills[key] = next(filter(None, fills), "")
    return style_fills[key]


def _fill(properties: Element | None) -> str:
    colour = value(properties, "w:shd", "w:fill") or ""
    return f"#{colour}" if HEX.fullmatch(colour) else ""


def contrast(file: DocxParts, _: TextPart) -> Iterator[Finding]:
    """WCAG 1.4.3 and 1.4.6: text has a contrast of at least 4.5:1 (large text 3:1), better 7:1."""
    counts: Counter[tuple[str, str, bool]] = Counter()
    examples: dict[tuple[str, str, bool], str] = {}
    for _paragraph, _run, words, setting in _set_runs(file):
        large = setting.size >= LARGE or (setting.bold and setting.size >= LARGE_BOLD)
        key = (setting.ink.lower(), setting.background.lower(), large)
        counts[key] += 1
        examples.setdefault(key, words)
    for (ink, background, large), count in counts.items():
        reached = ratio(ink, background)
        message = f"{short(examples[ink, background, large])} is {ink} on {background}, {reached:.1f}:1 ({count} pieces of text)"
        if reached < (LEAST_LARGE if large else LEAST_CONTRAST):
            yield error("docx-contrast", message, file.place, "choose a darker or lighter colour")
        elif reached < GOOD:
            yield warning("docx-contrast-7", message, file.place, "7:1 is read by more people (WCAG 1.4.6)")


def size(file: DocxParts, _: TextPart) -> Iterator[Finding]:
    """Nothing is smaller than 12 points, notes and page numbers included."""
    small = [(setting.size, words) for _, _, words, setting in _set_runs(file) if setting.size < SMALLEST]
    if small:
        least, words = min(small)
        message = f"{len(small)} pieces of text are smaller than 12 point, the smallest {least:g} point: {short(words)}"
        yield warning("docx-size", message, file.place, "set the size in the style to 12 point or more")


def stress(file: DocxParts, _: TextPart) -> Iterator[Finding]:
    """No sentences in italics or capitals; underlining means a link (UKAAF G003)."""
    italic, capitals, lined = 0, 0, 0
    for paragraph, run, words, setting in _set_runs(file):
        properties = child(run, "w:rPr")
        styled = [child(entry, "w:rPr") for entry in file.styles.chain(value(properties, "w:rStyle") or "")]
        italic += setting.italic and len(words) > 60
        caps = any(switched(element, "w:caps") or switched(element, "w:smallCaps") for element in (properties, *styled))
        capitals += (caps and len(words) > 20) or (len(words) > 40 and _in_capitals(words))
        underlined = value(properties, "w:u") or next((u for element in styled if (u := value(element, "w:u"))), None)
        linked = any(parent.tag == q("w:hyperlink") for parent in run.iterancestors())
        field = "HYPERLINK" in "".join(code.text or "" for code in paragraph.iter(q("w:instrText")))
        lined += underlined not in (None, "none") and not linked and not field
    for count, rule, problem in (
        (italic, "docx-italics", "in italics"), (capitals, "docx-capitals", "in capitals"),
        (lined, "docx-underline", "underlined without being a link"),
    ):  # fmt: skip
        if count:
            yield warning(rule, f"{count} longer piece{'s' if count > 1 else ''} of text {problem}", file.place)


def _in_capitals(words: str) -> bool:
    """Whether a text is in capitals. In scripts without capitals, a single abbreviation does not count."""
    return words.isupper() and sum(map(str.isupper, words)) > sum(map(str.isalpha, words)) / 2


def alignment(file: DocxParts, document: TextPart) -> Iterator[Finding]:
    """Text is left aligned, so that spaces are even and the starts of lines are easy to find (UKAAF G003)."""
    counts: Counter[str] = Counter()
    for part in document.walk():
        if part.role in ("paragraph", "item") and part.element is not None and len(part.text) > 80:
            align = first_of(file.styles.setting(part.element).layers(), "w:jc") or "left"
            counts[align] += 1
    for align, words in (
        ("both", "justified"),
        ("distribute", "justified"),
        ("center", "centred"),
        ("right", "right aligned"),
    ):
        if counts[align]:
            yield warning("docx-alignment", f"{counts[align]} paragraphs are {words}", file.place, "align them left")


def hidden(file: DocxParts, _: TextPart) -> Iterator[Finding]:
    """No text is hidden, because only some programs read it, and no text moves."""
    count = sum(
        1
        for paragraph in file.body.iter(q("w:p"))
        for run in runs(paragraph)
        if run_text(run).strip() and file.styles.look(run, file.styles.setting(paragraph).style).hidden
    )
    if count:
        yield warning("docx-hidden-text", f"{count} pieces of text are hidden", file.place, "delete them or show them")
    if any(element.get(q("w:val"), "none") != "none" for element in file.root.iter(q("w:effect"))):
        yield error("docx-moving-text", "text blinks or moves (WCAG 2.2.2)", file.place)


def direct_formatting(file: DocxParts, document: TextPart) -> Iterator[Finding]:
    """Sizes, colours and fonts come from styles, so that readers can change them everywhere."""
    count = 0
    for part in document.walk():
        if part.role in ("paragraph", "item", "heading") and part.element is not None and part.text.strip():
            elements = [child(run, "w:rPr") for run in runs(part.element)]
            count += any(
                child(element, name) is not None for element in elements for name in ("w:sz", "w:color")
            ) or any(value(element, "w:rFonts", "w:ascii") for element in elements)
    total = sum(1 for part in document.walk() if part.role == "paragraph")
    if count > 5 and count > total / 5:
        message = f"{count} paragraphs have direct formatting instead of styles"
        yield note("docx-direct-formatting", message, file.place, "in Word: Home, Clear formatting, then a style")


RULES: tuple[Rule, ...] = (contrast, size, stress, alignment, hidden, direct_formatting)
