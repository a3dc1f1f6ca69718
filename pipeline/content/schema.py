"""The JSON Schema of content files, made from the one definition of their keys, for editor programs."""

from __future__ import annotations

import json

from pipeline.content.keys import SHAPES, Key, KeyForm

# All values are read as text, so what a typed parser takes for a number, a truth value or nothing is a text too.
TEXT = ["string", "number", "boolean", "null"]
NAME = "^[A-Za-z0-9][A-Za-z0-9._-]*$"
ID = "^[A-Za-z][A-Za-z0-9_]{0,35}$"
TARGET = "^[A-Za-z0-9][A-Za-z0-9._-]*#[A-Za-z][A-Za-z0-9_]{0,35}$"


def schema() -> dict[str, object]:
    """The schema as data (JSON Schema draft 7, which editor programs know best)."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A publication of the council",
        "description": "See docs/editing.md. Every text is Markdown without headings, HTML and code.",
        "$ref": "#/definitions/document",
        "definitions": {name: _shape(name, keys) for name, keys in SHAPES.items()},
    }


def text() -> str:
    """The schema as the file `content/schema.json` has it."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _shape(name: str, keys: dict[str, Key]) -> dict[str, object]:
    """A row has a key for each column of its table besides its own; nothing else takes unknown keys."""
    shape: dict[str, object] = {
        "type": "object",
        "properties": {key: {"description": one.meaning, **_value(one)} for key, one in keys.items()},
        "additionalProperties": {"type": TEXT} if name == "row" else False,
    }
    if required := [key for key, one in keys.items() if one.required]:
        shape["required"] = required
    if name == "part":
        shape |= {"minProperties": 1, "maxProperties": 1}
    return shape


def _value(key: Key) -> dict[str, object]:
    target = {"type": "string", "pattern": TARGET}
    name, part = {"type": "string", "pattern": NAME}, {"type": "string", "pattern": ID}
    inside: dict[str, object] = {"$ref": f"#/definitions/{key.inside}"}
    values: dict[KeyForm, dict[str, object]] = {
        KeyForm.TEXT: {"type": TEXT},
        KeyForm.INLINE: {"type": TEXT},
        KeyForm.PLAIN: {"type": TEXT},
        KeyForm.ID: {"type": "string", "pattern": ID},
        KeyForm.IDS: {"oneOf": [target, {"type": "array", "items": target}]},
        KeyForm.NAMES: {"oneOf": [name, {"type": "array", "items": name}]},
        KeyForm.PARTS: {"oneOf": [part, {"type": "array", "items": part}]},
        KeyForm.MAPPING: {"type": "object", "additionalProperties": {"type": TEXT}},
        KeyForm.CHOICE: {"enum": _choices(key.choices)},
        KeyForm.ONE: inside,
        KeyForm.MANY: {"type": ["array", "null"], "items": inside},
    }
    return values[key.form]


def _choices(words: tuple[str, ...]) -> list[object]:
    """The words, and the truth values that a typed parser makes of “yes” and “no”."""
    return [*words, True, False] if "yes" in words else list(words)
