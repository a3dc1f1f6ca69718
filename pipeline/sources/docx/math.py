"""Writes an equation (ECMA-376 part 1, 22.1) as a line of characters: it keeps its symbols but not its layout."""

from __future__ import annotations

import copy

from lxml import etree

from pipeline.ooxml.styles import six_digits
from pipeline.ooxml.theme_colours import rgb
from pipeline.ooxml.xml import Element, child, number, q, switched, value
from pipeline.sources.docx.fields import ASIDE

SMALL = 8
"""Half-points: smaller letters of a formula get a run of their own."""
LIGHT = 200
"""Out of 255: letters count as light if no channel of their colour is darker."""
OFF = ("0", "false", "off")


def put_as_runs(formula: Element) -> None:
    """Replaces a formula by a run; phantoms (22.1.2.81) and letters that are or may be hidden get runs of their own after it.

    So hidden letters of a formula are found like other hidden text.
    """
    apart = [
        phantom
        for phantom in formula.iter(q("m:phant"))
        if value(child(phantom, "m:phantPr"), "m:show", "m:val") in OFF
    ]
    looks = [run for run in formula.iter(q("m:r")) if run.get(ASIDE) or _may_hide(child(run, "w:rPr"))]
    runs = [etree.Element(q("w:r"))]
    for element in (*apart, *looks):
        run = etree.Element(q("w:r"))
        look = child(element, "w:rPr")
        run.append(copy.deepcopy(look) if look is not None else _hidden_look())
        if element.get(ASIDE):
            run.set(ASIDE, element.get(ASIDE))
        run.append(_text_of("".join(text.text or "" for text in element.iter(q("m:t")))))
        runs.append(run)
        for text in element.iter(q("m:t")):
            text.text = ""
    runs[0].append(_text_of(as_line(formula)))
    for run in runs:
        formula.addprevious(run)
    formula.getparent().remove(formula)


def _hidden_look() -> Element:
    look = etree.Element(q("w:rPr"))
    etree.SubElement(look, q("w:vanish"))
    return look


def _may_hide(look: Element | None) -> bool:
    """Whether letters of a formula may be invisible: hidden, tiny, or nearly as light as paper."""
    colour = six_digits(value(look, "w:color") or "")
    tiny = 0 < number(value(look, "w:sz")) < SMALL
    return bool(switched(look, "w:vanish")) or tiny or (bool(colour) and min(rgb(colour)) > LIGHT)


def _text_of(words: str) -> Element:
    text = etree.Element(q("w:t"))
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return text


def as_line(formula: Element) -> str:
    """Returns the formula as people type it: (a+b)/c, x^2, √(y)."""
    return "".join(_part(entry) for entry in formula)


def _part(element: Element) -> str:
    kind = element.tag.rpartition("}")[2]
    if kind == "t":
        return element.text or ""
    if kind in ("sSup", "sSub", "sSubSup", "sPre", "limLow", "limUpp", "nary"):
        return _scripted(element, kind)
    if kind == "f":
        return f"{_grouped(_of(element, 'num'))}/{_grouped(_of(element, 'den'))}"
    if kind == "rad":
        return f"{_of(element, 'deg')}√{_grouped(_of(element, 'e'))}"
    if kind == "d":
        return _delimited(element)
    if kind == "func":
        return f"{_of(element, 'fName')} {_of(element, 'e')}".strip()
    if kind in ("eqArr", "m"):
        rows = element.iterchildren(q("m:e"), q("m:mr"))
        return "; ".join(" ".join(_inside(row).split()) for row in rows)
    if kind == "mr":
        return " ".join(_inside(entry) for entry in element)
    return "" if kind.endswith("Pr") else _inside(element)


def _scripted(element: Element, kind: str) -> str:
    low = _script("_", _of(element, "lim" if kind == "limLow" else "sub"))
    high = _script("^", _of(element, "lim" if kind == "limUpp" else "sup"))
    base = _of(element, "e")
    if kind == "nary":
        return f"{value(child(element, 'm:naryPr'), 'm:chr', 'm:val') or '∫'}{low}{high} {base}"
    return low + high + base if kind == "sPre" else base + low + high


def _of(element: Element, name: str) -> str:
    return _inside(child(element, f"m:{name}"))


def _inside(element: Element | None) -> str:
    return "" if element is None else "".join(_part(entry) for entry in element)


def _grouped(text: str) -> str:
    return text if len(text) <= 1 or text.isalnum() else f"({text})"


def _script(mark: str, text: str) -> str:
    return mark + _grouped(text) if text else ""


def _delimited(element: Element) -> str:
    properties = child(element, "m:dPr")
    opening, separator, closing = (value(properties, f"m:{name}", "m:val") for name in ("begChr", "sepChr", "endChr"))
    inner = (separator or "|").join(_inside(entry) for entry in element.iterchildren(q("m:e")))
    return ("(" if opening is None else opening) + inner + (")" if closing is None else closing)
