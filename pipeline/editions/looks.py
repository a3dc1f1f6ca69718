"""A look: how one edition is set, read from `templates/looks/*.yaml`.

The named looks are the contract with readers who ask for a format; a request may override a value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from pipeline.content.yaml import nodes as placed_yaml
from pipeline.editions.assets import Assets
from pipeline.model.findings import Findings, error


class Tables(StrEnum):
    """The shape in which tables of records are shown."""

    GRID = "grid"
    LIST = "list"


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
    tables: Tables = Tables.GRID
    italics: bool = True
    pages_per_volume: int = 0
    cover: bool = False
    width: int = 0
    code: str = ""
    cells: int = 40
    lines: int = 25


SIZES = (12.0, 144.0)
RANGES = {"size": SIZES, "spacing": (1.0, 3.0), "cells": (20.0, 100.0), "lines": (10.0, 100.0)}
_WHOLE = ("weight", "pages_per_volume", "width", "cells", "lines")
PAPERS = ("A5", "A4", "A3")
_NUMBERS = ("size", "spacing", *_WHOLE)
_FLAGS = ("italics", "cover")


def names(assets: Assets) -> list[str]:
    """The named looks, the standard one first, then by size."""
    found = [path.removesuffix(".yaml") for path in assets.under("looks") if path.endswith(".yaml")]
    return sorted(found, key=lambda name: (name != "standard", load(assets, name)[0].size, name))


def load(assets: Assets, name: str) -> tuple[Look, Findings]:
    """A named look and what is wrong with its file. Raises KeyError where there is no look of that name."""
    file = f"templates/looks/{name}.yaml"
    node, lines = placed_yaml.read(assets.text(f"looks/{name}.yaml"), file)
    look = Look(name=name, words=name, size=12.0)
    findings = list(lines.findings)
    if isinstance(node, placed_yaml.Mapping):
        for entry in node.entries:
            if isinstance(entry.value, placed_yaml.Scalar):
                look, wrong = change(look, entry.key.text, entry.value.text)
                findings += [replace(one, place=entry.value.place) for one in wrong]
    return look, tuple(findings)


def change(look: Look, key: str, text: str) -> tuple[Look, Findings]:
    """The look with one value changed, as a look file or a request has it, or an error that says what is possible."""
    known = {one.name for one in fields(Look)} - {"name"}
    if key not in known:
        return look, (error("unknown-look-key", f"a look has no “{key}”; it has {', '.join(sorted(known))}"),)
    value: Any = text
    if key in _NUMBERS:
        try:
            number = float(text)
        except ValueError:
            return look, (error("bad-look", f"{key} must be a number, not “{text}”"),)
        value = int(number) if key in _WHOLE else number
        low, high = RANGES.get(key, (0.0, 10000.0))
        if not low <= number <= high:
            return look, (error("bad-look", f"{key} must lie between {low:g} and {high:g}, not {text}"),)
    elif key in _FLAGS:
        value = text.lower() in ("yes", "true")
    elif key == "tables" and text in set(Tables):
        value = Tables(text)
    elif (key == "paper" and text not in PAPERS) or key == "tables":
        choices = PAPERS if key == "paper" else tuple(Tables)
        return look, (error("bad-look", f"{key} is one of {', '.join(choices)}, not “{text}”"),)
    elif key in ("ink", "ground") and not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        return look, (error("bad-look", f"{key} must be a colour such as #000000, not “{text}”"),)
    return replace(look, **{key: value}), ()


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


def coloured(look: Look, text: str) -> tuple[Look, Findings]:
    """The look in colours such as "black-on-yellow" or "#000000-on-#ffff99", or an error that says what is possible."""
    ink, _, ground = text.partition("-on-")
    for name in (ink, ground):
        if name not in COLOURS and not re.fullmatch(r"#[0-9a-fA-F]{6}", name):
            possible = f"two of {', '.join(COLOURS)}, or two codes such as #000000, joined by -on-"
            return look, (error("bad-look", f"“{text}” are no colours: write {possible}"),)
    return replace(look, ink=COLOURS.get(ink, ink), ground=COLOURS.get(ground, ground)), ()


def nearest(assets: Assets, size: float) -> str:
    """The named look, in black on white, that a size belongs to: the largest that is not larger."""
    fit = [look for look in (load(assets, name)[0] for name in names(assets)) if look.size <= size]
    plain = [look for look in fit if (look.ink, look.ground) == ("#000000", "#ffffff")]
    return max(plain, key=lambda look: look.size).name if plain else "standard"


def renamed(look: Look, changes: dict[str, str], colours: str) -> Look:
    """The look with what a request changed said in its name and in its words."""
    said = {
        "size": "{} point",
        "paper": "{} paper",
        "face": "{}",
        "spacing": "line spacing {}",
        "width": "{} columns",
        "code": "{}",
        "cells": "{} cells",
        "lines": "{} lines",
    }
    parts = [said[key].format(text) for key, text in changes.items() if key in said]
    parts += [colours.replace("-", " ")] if colours else []
    if not parts:
        return look
    words = ", ".join([look.words.split(",")[0] if "size" in changes else look.words, *parts])
    tail = re.sub("[^a-z0-9.]+", "-", " ".join(parts).lower()).strip("-")
    return replace(look, name=f"{look.name}-{tail}", words=words)
