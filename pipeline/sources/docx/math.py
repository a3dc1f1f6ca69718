"""An equation (ECMA-376 part 1, 22.1) as one line of characters: nothing of it is lost, but it is no longer laid out."""

from __future__ import annotations

from pipeline.ooxml.xml import Element, child, q, value


def as_line(formula: Element) -> str:
    """The formula as people type it: (a+b)/c, x^2, √(y)."""
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
    begin, between, end = (value(properties, f"m:{name}", "m:val") for name in ("begChr", "sepChr", "endChr"))
    inner = (between or "|").join(_inside(entry) for entry in element.iterchildren(q("m:e")))
    return ("(" if begin is None else begin) + inner + (")" if end is None else end)
