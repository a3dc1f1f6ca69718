"""A look: how one edition is set, read from `templates/looks/*.yaml`.

The named looks are the contract with readers who ask for a format; a request may override a value.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from pipeline.content.yaml import nodes as placed_yaml
from pipeline.editions.assets import Assets
from pipeline.editions.contrast import ENOUGH_CONTRAST, colour_code, ratio
from pipeline.editions.contrast import nearest as closest
from pipeline.model.findings import Finding, Findings, error
from pipeline.model.with_findings import Collector, WithFindings, collecting, reported_elsewhere


class TableShape(StrEnum):
    """The shape in which tables of records are shown."""

    GRID = "grid"
    LIST = "list"
    PARAGRAPH = "paragraph"  # braille: each row a paragraph, where every cell is one


@dataclass(frozen=True)
class Look:
    """How an edition is set.

    `size` and all sizes derived from it are points; `spacing` is the line height as a multiple of the size; `paper` is
    a paper name ("A4", "A3"); `ink` and `ground` are `#rrggbb` with a contrast of at least 7:1 (WCAG 1.4.6); `words` is
    the name that readers see ("Large print, 18 point"). `width` is the length of lines in plain text; 0 leaves them unwrapped.
    `code` names a braille code of `templates/braille/codes.yaml` ("" the first one of the language); `cells` and `lines` are the
    size of a braille page.
    """

    name: str
    words: str
    size: float
    face: str = "Arimo"
    spacing: float = 1.4
    weight: int = 400
    paper: str = "A4"
    ink: str = "#000000"
    ground: str = "#ffffff"
    tables: TableShape = TableShape.GRID
    italics: bool = True
    pages_per_volume: int = 0
    cover: bool = False
    width: int = 0
    code: str = ""
    cells: int = 40
    lines: int = 25


USUAL_FACE = Look("", "", 0).face
"""The face where nobody asked for one; machines have one of its shapes, such as Arial."""
PAPERS = ("A5", "A4", "A3")
FACES = ("Arimo", "Atkinson Hyperlegible Next", "DejaVu Sans")
"""The shipped faces that hold the letters of every European language; others in `templates/fonts` may be named, too."""
SAME_SHAPES = {"arial": "Arimo", "helvetica": "Arimo", "liberationsans": "Arimo", "verdana": "DejaVu Sans"}
COLOURS = {
    "black": "#000000",
    "white": "#ffffff",
    "yellow": "#ffff00",
    "cream": "#fffdd0",
    "pale-yellow": "#ffff99",
    "pale-blue": "#d9ecff",
    "pale-green": "#dcf5dc",
    "buff": "#f5deb3",
    "navy": "#00004d",
}
RANGES = {
    "size": (12.0, 144.0),
    "spacing": (1.0, 3.0),
    "weight": (100.0, 900.0),
    "pages_per_volume": (0.0, 10000.0),
    "width": (0.0, 1000.0),
    "cells": (20.0, 100.0),
    "lines": (9.0, 100.0),
}
_WHOLE = ("weight", "pages_per_volume", "width", "cells", "lines")
_FLAGS = {"yes": True, "true": True, "no": False, "false": False}
_KEYS = tuple(field.name for field in fields(Look) if field.name != "name")


def names(assets: Assets) -> list[str]:
    """The named looks, the standard one first, then by size."""
    found = [path.removesuffix(".yaml") for path in assets.under("looks") if path.endswith(".yaml")]
    return sorted(found, key=lambda name: (name != "standard", load(assets, name).size, name))


def load(assets: Assets, name: str) -> Look:
    """A named look; what is wrong with its file is in `slips`. Raises KeyError where there is no look of that name."""
    return reported_elsewhere(_read(assets, name), slips)


def slips(assets: Assets) -> Findings:
    """What is wrong with the files of all looks, each with its line."""
    return tuple(finding for name in names(assets) for finding in _read(assets, name).findings)


@collecting
def _read(into: Collector, assets: Assets, name: str) -> Look:
    path = f"looks/{name}.yaml"
    node, lines = placed_yaml.read(assets.templates[path], f"templates/{path}", into)
    look = Look(name=name, words=name, size=12.0)
    if not isinstance(node, placed_yaml.Mapping):
        if not lines.findings:
            lines.error("not-content", "this file holds no keys such as size:", lines.place(1))
        return look
    for entry in node.entries:
        if not isinstance(entry.value, placed_yaml.Scalar):
            lines.error(
                "wrong-form", "there is a list or keys here; expected: text", entry.value.place, "check the indent"
            )
            continue
        look = change(look, entry.key.text, entry.value.text, assets).take(_At(entry, lines))
    if node.get("size") is None:
        lines.error(
            "missing-key", "this look has no “size”", node.place, "add size: and a number of points, such as 18"
        )
    for finding in contrast_findings(look):
        lines.error(finding.rule, finding.message, node.place, finding.hint)
    return look


@dataclass(frozen=True)
class _At(Collector):
    """Places findings about a value at its entry in a file."""

    entry: placed_yaml.KeyValue
    lines: placed_yaml.Lines
    findings: list[Finding] = field(default_factory=list)

    def add(self, *findings: Finding) -> None:
        """Quotes the key where it is unknown, else the value."""
        for one in findings:
            node = self.entry.key if one.rule == "unknown-look-key" else self.entry.value
            width = len(node.text) if isinstance(node, placed_yaml.Scalar) else 0
            self.lines.error(one.rule, one.message, node.place, one.hint, width)


def contrast_findings(look: Look) -> Findings:
    """An error where ink and ground stand out too little (WCAG 1.4.6)."""
    found = ratio(look.ink, look.ground)
    if found >= ENOUGH_CONTRAST:
        return ()
    message = f"{look.ink} on {look.ground} has a contrast of {found:.1f}:1; text needs {ENOUGH_CONTRAST:g}:1"
    return (
        error("look-contrast", message, hint=f"the nearest ink that can be read is {closest(look.ink, look.ground)}"),
    )


def change(look: Look, key: str, text: str, assets: Assets) -> WithFindings[Look]:
    """The look with one value changed, as a look file or a request has it, or an error that says what is possible."""
    text = text.strip()
    if key not in _KEYS:
        near = difflib.get_close_matches(key, _KEYS, 1, 0.6)
        hint = f"did you mean “{near[0]}”?" if near else ""
        message = f"a look has no “{key}”; it has {', '.join(sorted(_KEYS))}"
        return WithFindings(look, [error("unknown-look-key", message, hint=hint)])
    try:
        value: Any = _value(key, text, assets)
    except _Bad as bad:
        return WithFindings(look, [error("bad-look", str(bad), hint=bad.hint)])
    return WithFindings(replace(look, **{key: value}))


class _Bad(Exception):
    """A value that a look cannot have."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def _value(key: str, text: str, assets: Assets) -> object:
    if key in RANGES:
        return _number(key, text)
    if key == "face":
        return face(assets, text)
    if key in ("ink", "ground"):
        if not (code := colour_code(text)):
            raise _Bad(f"{key} must be a colour such as #000000, not “{text}”", f'write {key}: "#000000", in quotes')
        return code
    choices: dict[str, dict[str, Any]] = {
        "paper": {name.lower(): name for name in PAPERS},
        "tables": {str(shape): shape for shape in TableShape},
        "italics": _FLAGS,
        "cover": _FLAGS,
    }
    if key not in choices:
        return text
    if text.lower() not in choices[key]:
        possible = "yes, no" if choices[key] is _FLAGS else ", ".join(map(str, choices[key].values()))
        raise _Bad(f"{key} is one of {possible}, not “{text}”")
    return choices[key][text.lower()]


def _number(key: str, text: str) -> float:
    low, high = RANGES[key]
    points = r"(?:\s*(?:pt|point|points))?" if key == "size" else ""
    match = re.fullmatch(rf"(\d+(?:\.\d+)?){points}", text)
    if not match:
        raise _Bad(f"{key} must be a number, not “{text}”", "write the number alone, such as 18")
    number = float(match[1])
    if not low <= number <= high:
        raise _Bad(f"{key} must lie between {low:g} and {high:g}, not {text}")
    if key in _WHOLE and number != int(number):
        raise _Bad(f"{key} must be a whole number, not {text}")
    return int(number) if key in _WHOLE else number


def faces(assets: Assets) -> list[str]:
    """The typefaces of the shipped font files, those for every European language first."""
    found = []
    for path in sorted(assets.under("fonts")):
        stem, _, ending = path.rpartition(".")
        if ending.lower() in ("ttf", "otf"):
            family = stem.split("-")[0]
            pretty = next((name for name in FACES if _folded(name) == _folded(family)), "")
            found.append(pretty or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", family))
    return sorted(dict.fromkeys(found), key=lambda name: (name not in FACES, name))


def face(assets: Assets, text: str) -> str:
    """The shipped face of a name, also of a name that is cut short. Raises _Bad, with the list, for one that is not shipped."""
    known = faces(assets)
    like = [name for name in known if _folded(name) == _folded(text)] if _folded(text) else known
    like = like or [name for name in known if _folded(name).startswith(_folded(text))]
    if len(like) == 1:
        return like[0]
    same = SAME_SHAPES.get(_folded(text), "")
    hint = f"{same} looks much the same" if same else "or put its font files into templates/fonts"
    raise _Bad(f"the face “{text}” is not shipped; there are {', '.join(known)}", hint)


def _folded(name: str) -> str:
    return "".join(sign for sign in name.lower() if sign.isalnum())


def coloured(look: Look, text: str) -> WithFindings[Look]:
    """The look in colours such as "black-on-yellow" or "#000000-on-#ffff99", or an error that says what is possible."""
    ink, _, ground = re.sub(r"[\s-]+", "-", text.strip().lower()).partition("-on-")
    for name in (ink, ground):
        if name not in COLOURS and not colour_code(name):
            possible = f"two of {', '.join(COLOURS)}, or two codes such as #000000, joined by -on-"
            return WithFindings(look, [error("bad-look", f"“{text}” is not a pair of colours: write {possible}")])
    look = replace(look, ink=COLOURS.get(ink) or colour_code(ink), ground=COLOURS.get(ground) or colour_code(ground))
    return WithFindings(look, contrast_findings(look))


def easy_read_name(look: str) -> str:
    """The name of the look of an Easy Read in a look."""
    return "easy-read" if look == "standard" else f"easy-read-{look}"


def easy_read(look: Look) -> Look:
    """The look of an Easy Read: type of 16 point or more, and room between the lines. No file of `looks/` has its name."""
    words = "Easy Read" if look.name == "standard" else f"Easy Read, {look.words}"
    return replace(
        look,
        name=easy_read_name(look.name),
        words=words,
        size=max(16.0, look.size),
        spacing=max(1.5, look.spacing),
        italics=False,
    )


def nearest(assets: Assets, size: float) -> str:
    """The named look, in black on white, that a size belongs to: the largest that is not larger."""
    fit = [look for look in (load(assets, name) for name in names(assets)) if look.size <= size]
    plain = [look for look in fit if (look.ink, look.ground) == ("#000000", "#ffffff")]
    return max(plain, key=lambda look: look.size).name if plain else "standard"


def renamed(look: Look, changes: dict[str, str], colours: str) -> Look:
    """The look with what a request changed said in its name and in its words."""
    said = {
        "size": f"{look.size:g} point",
        "paper": f"{look.paper} paper",
        "face": look.face,
        "spacing": f"line spacing {look.spacing:g}",
        "width": f"{look.width} columns",
        "code": look.code,
        "tables": f"{look.tables} tables",
        "cells": f"{look.cells} cells",
        "lines": f"{look.lines} lines",
    }
    parts = [said[key] for key in changes if key in said]
    parts += [re.sub(r"[\s-]+", " ", colours.strip().lower())] if colours else []
    if not parts:
        return look
    words = ", ".join([look.words.split(",")[0] if "size" in changes else look.words, *parts])
    tail = re.sub("[^a-z0-9.]+", "-", " ".join(parts).lower()).strip("-")
    return replace(look, name=f"{look.name}-{tail}", words=words)
