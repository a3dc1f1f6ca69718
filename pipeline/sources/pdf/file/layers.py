"""Optional content (ISO 32000-1, 8.11): which layers of a PDF are off when it is opened."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral

DEEPEST_EXPRESSION = 20
"""Levels of an expression of visibility (8.11.2.2)."""


class Layers:
    """The layers of a document by the numbers of their objects."""

    def __init__(self, document: PDFDocument) -> None:
        self._off: set[int] = set()
        with suppress(Exception):
            properties = resolve1(document.catalog.get("OCProperties"))
            if isinstance(properties, dict):
                self._read(properties, resolve1(properties.get("D")) or {})

    def _read(self, properties: dict[str, Any], default: dict[str, Any]) -> None:
        if _name(default.get("BaseState")) == "OFF":
            self._off = set(_numbers(properties.get("OCGs"))) - set(_numbers(default.get("ON")))
        self._off |= set(_numbers(default.get("OFF")))
        for usage in map(resolve1, resolve1(default.get("AS")) or []):
            if _name(usage.get("Event")) == "View":
                for group in resolve1(usage.get("OCGs")) or []:
                    said = resolve1((resolve1(group) or {}).get("Usage")) or {}
                    view, zoom = resolve1(said.get("View")) or {}, resolve1(said.get("Zoom")) or {}
                    some = "Language" in said or "User" in said  # shown to some readers only
                    state = "OFF" if some or resolve1(zoom.get("min", 0)) > 1 else _name(view.get("ViewState"))
                    self._off |= set(_numbers([group])) if state == "OFF" else set()
                    self._off -= set(_numbers([group])) if state == "ON" else set()

    def is_off(self, raw: Any) -> bool:
        """Whether a layer, or what a membership dictionary says of several, is not shown."""
        if raw is None:
            return False
        number, held = raw.objid if isinstance(raw, PDFObjRef) else None, resolve1(raw)
        if not isinstance(held, dict):
            return False
        if _name(held.get("Type")) != "OCMD":
            return number in self._off
        expression = resolve1(held.get("VE"))
        if isinstance(expression, list):
            return not self._shown(expression, 0)
        groups = held.get("OCGs")
        found = resolve1(groups)
        off = [number in self._off for number in _numbers(found if isinstance(found, list) else [groups])]
        policy = _name(held.get("P"))
        hidden = {"AllOn": any(off), "AnyOff": not any(off), "AllOff": not all(off)}
        return bool(off) and hidden.get(policy, all(off))

    def _shown(self, expression: Any, depth: int) -> bool:
        value = resolve1(expression)
        if not isinstance(value, list) or not value or depth > DEEPEST_EXPRESSION:
            return not (isinstance(expression, PDFObjRef) and expression.objid in self._off)
        parts = [self._shown(part, depth + 1) for part in value[1:]]
        operator = _name(value[0])
        return not all(parts) if operator == "Not" else any(parts) if operator == "Or" else all(parts)


def _numbers(raw: Any) -> Iterable[int]:
    found = resolve1(raw)
    return (one.objid for one in found if isinstance(one, PDFObjRef)) if isinstance(found, list) else ()


def _name(raw: Any) -> str:
    value = resolve1(raw)
    return str(value.name) if isinstance(value, PSLiteral) else ""
