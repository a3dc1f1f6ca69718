"""Resolves fields (ECMA-376 part 1, 17.16): marks which runs are code and which are results, and how results are read.

A field may begin in one paragraph and end in another, and fields nest. Runs get the private attributes `ASIDE` (the reason
why their text is not content), `LINK` (their link target) and `BROKEN` (a reference that Word could not follow).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from pipeline.ooxml.xml import Element, child, q, switched, value

ASIDE, LINK, BROKEN = "aside", "link", "broken"
MOVES = "moves"
"""A private attribute of the last run of an ADVANCE field: how far it moves the text after it, across and down, in points."""
CODE, PAGE_NUMBER, PROMPT = "field code", "page number", "prompt of an empty form field"
_CONTENTS = {"TOC": "contents list", "INDEX": "index", "TOA": "contents list"}
_PAGE_NUMBERS = ("PAGE", "NUMPAGES", "SECTIONPAGES")
_SILENT = (
    "SET", "ASK", "TC", "XE", "TA", "RD", "PRIVATE", "PRINT", "NEXT", "NEXTIF", "SKIPIF", "ADVANCE", "FORMCHECKBOX",
    "FORMDROPDOWN", "GOTOBUTTON", "MACROBUTTON", "LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "EQ",
)  # fmt: skip
"""Fields whose stored result Word never shows: it shows nothing, or works out what it shows."""
_HIDDEN = re.compile(r"\\h(?!.*\\\*)", re.IGNORECASE | re.DOTALL)
"""The switch that hides the number of a SEQ field, unless a format is given (17.16.5.56)."""
_REFERENCES, FIRST = ("REF", "PAGEREF", "NOTEREF"), 12
"""Fields that refer to a place. An exclamation mark in so many first characters of a result means that the place is gone."""
_NOTES = (q("w:footnoteReference"), q("w:endnoteReference"))
_STORIES = tuple(map(q, ("w:txbxContent", "w:footnote", "w:endnote", "w:comment", "w:body", "w:hdr", "w:ftr")))


@dataclass
class Field:
    """A field that has an end. `separated` is true once its result has begun."""

    begin: Element
    code: str = ""
    separated: bool = False

    @property
    def kind(self) -> str:
        """The name of the field, in capitals."""
        return (self.code.split() or [""])[0].upper()


def resolve(root: Element) -> None:
    """Marks the runs of all fields of a part, simple and complex."""
    for simple in list(root.iter(q("w:fldSimple"))):
        field = Field(simple, simple.get(q("w:instr"), ""), True)
        for run in simple.iter(q("w:r"), q("m:r")):
            _mark(run, [field])
        if field.kind == "ADVANCE":
            simple.addnext(step := etree.Element(q("w:r")))
            _note_moves(step, field.code)
    ends = _matched(root)
    stack: list[Field] = []
    for element in list(root.iter(q("w:fldChar"), q("w:instrText"), q("w:t"), q("w:sym"), q("m:t"), *_NOTES)):
        if element.tag == q("w:fldChar"):
            _step(element, stack, ends)
        elif element.tag == q("w:instrText"):
            if stack and not stack[-1].separated:
                stack[-1].code += element.text or ""
        elif stack:
            _mark(element.getparent(), stack)


def _step(mark: Element, stack: list[Field], ends: dict[Element, Element]) -> None:
    kind = mark.get(q("w:fldCharType"))
    if kind == "begin" and mark in ends:
        stack.append(Field(mark))
    elif kind == "separate" and stack:
        stack[-1].separated = True
    elif kind == "end" and stack and ends.get(stack[-1].begin) is mark:
        finished = stack.pop()
        if finished.kind == "ADVANCE":
            _note_moves(mark, finished.code)
        if not finished.separated:
            _show_resultless(finished, mark)
    form = child(mark, "w:ffData")
    if kind == "begin" and form is not None:
        _show_form_field(mark, form)


def _matched(root: Element) -> dict[Element, Element]:
    """Maps the begin mark of each complex field to its end mark; a mark without its partner is ignored."""
    ends: dict[Element, Element] = {}
    open_marks: dict[Element, list[Element]] = {}
    for mark in root.iter(q("w:fldChar")):
        story = next(mark.iterancestors(*_STORIES), root)
        kind = mark.get(q("w:fldCharType"))
        if kind == "begin":
            open_marks.setdefault(story, []).append(mark)
        elif kind == "end" and open_marks.get(story):
            ends[open_marks[story].pop()] = mark
    return ends


def _mark(run: Element | None, stack: list[Field]) -> None:
    """Marks a run with the innermost reason to set it aside, and the innermost link."""
    if run is None:
        return
    for field in stack:
        reason = CODE if not field.separated else _CONTENTS.get(field.kind, "")
        if not reason and field.kind in _PAGE_NUMBERS:
            reason = PAGE_NUMBER
        if not reason and (field.kind in _SILENT or (field.kind == "SEQ" and _HIDDEN.search(field.code))):
            reason = CODE
        if field.separated and field.kind in _REFERENCES and "!" in "".join(run.itertext())[:FIRST]:
            run.set(BROKEN, "1")
        if reason and not run.get(ASIDE):
            run.set(ASIDE, reason)
        target = _target(field.code) if field.separated and field.kind == "HYPERLINK" else ""
        if target:
            run.set(LINK, target)


def _note_moves(mark: Element, code: str) -> None:
    """Notes on the run of a mark how far an ADVANCE field (17.16.5.2) moves the text: `\\l 20` is 20 points to the left."""
    steps = {"l": (-1, 0), "r": (1, 0), "x": (1, 0), "u": (0, -1), "d": (0, 1), "y": (0, 1)}
    moves = [(steps[way], min(int(far), 99_999)) for way, far in re.findall(r"\\([lrxudy])\s*(\d{1,9})", code.lower())]
    run = mark if mark.tag == q("w:r") else mark.getparent()
    run.set(MOVES, " ".join(str(sum(step[axis] * far for step, far in moves)) for axis in (0, 1)))


def _target(code: str) -> str:
    """Returns the address of a HYPERLINK field: its first argument, and the bookmark after the switch \\l (17.16.5.25)."""
    place = re.search(r'\\l\s+(?:"([^"]*)"|(\S+))', code)
    without = re.sub(r'\\[lotm]\s+("[^"]*"|\S+)|\\[nh]', " ", code)
    address = re.search(r'HYPERLINK\s+(?:"([^"]*)"|([^\s"\\]\S*))', without, re.IGNORECASE)
    target = (address[1] or address[2] or "") if address else ""
    return target + (f"#{place[1] or place[2]}" if place else "")


def _show_resultless(field: Field, end: Element) -> None:
    """Shows a field that has no result: a symbol, or the label of a button, which is a prompt."""
    if field.kind == "MACROBUTTON":
        label = etree.Element(q("w:r"))
        label.set(ASIDE, PROMPT)
        etree.SubElement(label, q("w:t")).text = " ".join(field.code.split()[2:])
        end.getparent().addprevious(label)
    elif field.kind == "SYMBOL" and re.search(r"SYMBOL\s+(\d+|0x[0-9a-fA-F]+)", field.code):
        match = re.search(r"SYMBOL\s+(\d+|0x[0-9a-fA-F]+)", field.code)
        font = re.search(r'\\f\s+"?([^"\\]+)', field.code)
        sign = etree.SubElement(end.getparent(), q("w:sym"))
        sign.set(q("w:char"), f"{int(match[1], 0):X}" if match else "")
        sign.set(q("w:font"), font[1].strip() if font else "")


def _show_form_field(mark: Element, form: Element) -> None:
    """Shows the state of a legacy form field (17.16.17): a ticked or empty box, or the chosen entry."""
    box, entries = child(form, "w:checkBox"), child(form, "w:ddList")
    shown = ""
    if box is not None:
        checked = switched(box, "w:checked")
        shown = "☒" if (switched(box, "w:default") if checked is None else checked) else "☐"
    elif entries is not None:
        texts = [entry.get(q("w:val"), "") for entry in entries.iterchildren(q("w:listEntry"))]
        chosen = value(entries, "w:result") or value(entries, "w:default") or "0"
        shown = texts[int(chosen)] if chosen.isdigit() and int(chosen) < len(texts) else ""
    if shown:
        run = etree.Element(q("w:r"))
        etree.SubElement(run, q("w:t")).text = shown
        mark.getparent().addprevious(run)
