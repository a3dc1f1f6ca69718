"""Rules about pictures and other objects: alternative text, in line with the text, usable without sight or a mouse."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.model.findings import Finding, error, note, warning
from pipeline.ooxml.xml import Element, child, q
from pipeline.verifiers.docx.file import DocxParts, short
from pipeline.verifiers.docx.reading import TextPart

Rule = Callable[[DocxParts, TextPart], Iterator[Finding]]
ENDING = r"\.(png|jpe?g|gif|bmp|tiff?|svg|emf|wmf|webp)\b"
FILE_NAME = re.compile(ENDING + r"|^(image|img|dsc|picture|graphic|photo|logo)[ _-]?\d*$", re.IGNORECASE)
LONG_ALT = 250  # the most characters of a short alternative text
VERBOSE = re.compile(r"^(a |an )?(picture|image|photo|photograph|graphic) of\b", re.I)


def alternative_texts(file: DocxParts, _: TextPart) -> Iterator[Finding]:
    """Word, WCAG 1.1.1: every picture has an alternative text or is marked decorative."""
    hint = "in Word: right click, View alt text"
    for described in file.root.iter(q("wp:docPr")):
        alt, name = described.get("descr", "").strip(), described.get("name", "")
        if _decorative(described):
            if alt:
                yield note("docx-alt-decorative", f"“{name}” is marked decorative and has alternative text", file.place)
        elif not alt:
            yield error("docx-alt", f"the object “{name}” has no alternative text", file.place, hint)
        elif FILE_NAME.search(alt):
            yield error(
                "docx-alt-file-name", f"the alternative text {short(alt)} is only a file name", file.place, hint
            )
        elif len(alt) > LONG_ALT:
            # A note: that of a picture is told in the content, where it can be shortened; that of a chart is the program's own.
            message = f"the alternative text {short(alt)} has {len(alt)} characters"
            yield note("docx-alt-long", message, file.place, "say the essence; put the rest in the text")
        elif VERBOSE.match(alt):
            yield note("docx-alt-verbose", f"the alternative text {short(alt)} says that it is a picture", file.place)
    for shape in file.root.iter(q("v:shape"), q("v:rect"), q("v:oval"), q("v:group")):
        if shape.getparent().tag != q("v:group") and not _in_fallback(shape) and not shape.get("alt", "").strip():
            yield error("docx-alt", f"the drawing “{shape.get('id', '')}” has no alternative text", file.place, hint)


def in_line(file: DocxParts, _: TextPart) -> Iterator[Finding]:
    """Word: objects are in line with the text, so that they are read in their place."""
    for anchor in file.root.iter(q("wp:anchor")):
        if not _in_fallback(anchor):
            name = next((element.get("name", "") for element in anchor.iter(q("wp:docPr"))), "")
            hint = "in Word: Layout options, In line with text"
            yield warning("docx-not-inline", f"the object “{name}” floats over or beside the text", file.place, hint)
    boxes = [box for box in file.root.iter(q("w:txbxContent")) if not _in_fallback(box)]
    for box in boxes:
        words = " ".join(text.text or "" for text in box.iter(q("w:t")))
        message = f"the text box {short(words)} is out of the reading order"
        yield warning("docx-text-box", message, file.place, "move its words into the text")
    if any(True for _ in file.root.iter(q("w:framePr"))):
        yield warning("docx-frame", "a paragraph is in a frame or begins with a dropped capital", file.place)


def old_objects(file: DocxParts, _: TextPart) -> Iterator[Finding]:
    """There are no embedded objects or old form fields, which some people cannot read or reach."""
    if any(True for _ in file.root.iter(q("w:object"))):
        message = "the file has an embedded object that screen readers cannot open"
        yield warning("docx-embedded-object", message, file.place, "put its words or a table into the text")
    for control in file.root.iter(q("w:sdt")):
        properties = child(control, "w:sdtPr")
        fillable = any(
            child(properties, name) is not None for name in ("w:text", "w:dropDownList", "w:comboBox", "w:date")
        )
        if fillable and child(properties, "w:alias") is None:
            yield error("docx-control-name", "a form field has no name (WCAG 4.1.2)", file.place)
    for entry in file.root.iter(q("w:ffData")):
        if child(entry, "w:helpText") is None and child(entry, "w:statusText") is None:
            yield warning(
                "docx-control-name", "an old form field has no help text that says what to fill in", file.place
            )


def unique_ids(file: DocxParts, _: TextPart) -> Iterator[Finding]:
    """Each drawing has a unique number (wp:docPr, ECMA-376 part 1, 20.4.2.5)."""
    numbers = [element.get("id", "") for element in file.root.iter(q("wp:docPr")) if not _in_fallback(element)]
    for twice in sorted({number for number in numbers if numbers.count(number) > 1}):
        yield warning("docx-drawing-id", f"two drawings have the number {twice}", file.place)


def _decorative(described: Element) -> bool:
    return any(element.get("val", "1") in ("1", "true") for element in described.iter(q("adec:decorative")))


def _in_fallback(element: Element) -> bool:
    return any(parent.tag == q("mc:Fallback") for parent in element.iterancestors())


RULES: tuple[Rule, ...] = (alternative_texts, in_line, old_objects, unique_ids)
