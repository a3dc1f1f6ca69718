"""The part of the print style sheet that depends on the look: paper, margins, faces, colours, sizes of headings, page numbers."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.editions.contrast import nearest
from pipeline.editions.looks import Look
from pipeline.editions.paper.fonts import Stack
from pipeline.editions.paper.paper_size import paper_size, scales
from pipeline.editions.progress import status_colours

LARGE = 16
"""From this size on, what stands on every page stands at its foot."""


def mixed(ink: str, ground: str, share: float) -> str:
    """A colour between ground (share 0) and ink (share 1)."""
    pairs = [(int(ink[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(back + (front - back) * share):02x}" for front, back in pairs)


def style(look: Look, stack: Stack, accent: str, page_words: str, running: str = "") -> str:
    """The rules that stand before `print.css`.

    `page_words` is the page number in words: "Page {number} of {count}"; `running` stands on every page but the first, at its
    head, and in large print beside the page number, which leaves the room of a line to the text.
    """
    paper = paper_size(look)
    h1, h2, h3 = scales(look)
    plain = (look.ink, look.ground) == ("#000000", "#ffffff")
    accent = nearest(accent, look.ground) if plain else look.ink  # a dark brand has a light accent, and paper is white
    size = f"{paper.width:.2f}pt {paper.height:.2f}pt"
    wide = f"{paper.height:.2f}pt {paper.width:.2f}pt"
    faces = ", ".join(f'"{family}"' for family in stack.families)
    properties = {
        "ink": look.ink, "ground": look.ground, "accent": accent, "link": accent,
        "tint": mixed(look.ink, look.ground, 0.07), "rule": mixed(look.ink, look.ground, 0.55 if plain else 1.0),
        "h1": f"{h1}rem", "h2": f"{h2}rem", "h3": f"{h3}rem",
        "emphasis-style": "italic" if look.italics else "normal", "emphasis-weight": "inherit" if look.italics else "bold",
        "tallest": f"{paper.height - 2 * paper.margin - 4 * look.size:.1f}pt",
        "tallest-wide": f"{paper.width - 2 * paper.margin - 4 * look.size:.1f}pt",
    }  # fmt: skip
    properties |= status_colours(look.ground, "" if plain else look.ink)
    custom = "".join(f"--{name}: {value};" for name, value in properties.items())
    font = f"font: {look.weight} {look.size:g}pt/{look.spacing:g} {faces};"
    number, width = _counted(page_words), stack.plain().width
    taken = width(re.sub(r"{\w+}", "000", page_words)) + 1 if look.size >= LARGE else 0
    corner = "@bottom-left" if taken else "@top-left"
    running = shortened(running, width, paper.line() / look.size - taken)
    return "\n".join(
        [
            *(_face(path, family, weight, italic) for path, family, weight, italic in _faces(stack)),
            f":root {{ {custom} {font} }}",
            f"@page {{ size: {size}; margin: {paper.margin:.2f}pt; background: {look.ground}; }}",
            f"@page {{ margin-bottom: {max(paper.margin, 2.2 * look.size):.2f}pt; }}",
            f"@page {{ @bottom-right {{ {font} color: {look.ink}; content: {number}; white-space: nowrap; }} }}",
            f"@page {{ {corner} {{ {font} color: {look.ink}; content: {_quoted(running)}; white-space: nowrap; }} }}",
            f"@page :first {{ {corner} {{ content: none; }} }}",
            f"@page wide {{ size: {wide}; margin-top: {paper.margin * 0.75:.2f}pt; }}",
        ]
    )


def shortened(text: str, width: Callable[[str], float], line: float) -> str:
    """As many whole words of a text as fit on a line, with a sign where some are left out; widths are in one unit."""
    words = text.split()
    while words and width(shown := " ".join(words) + " …" * (len(words) < len(text.split()))) > line:
        words.pop()
    return shown if words else ""


def _faces(stack: Stack) -> list[tuple[str, str, int, bool]]:
    """The shipped faces; an upright one without an italic stands for it, or the engine takes one from this machine."""
    shipped = [(font.path, font.family, font.weight, font.italic) for font in stack.fonts]
    slanted = {(family, weight) for _, family, weight, italic in shipped if italic}
    return shipped + [(*face[:3], True) for face in shipped if not face[3] and face[1:3] not in slanted]


def _face(path: str, family: str, weight: int, italic: bool) -> str:
    return (
        f'@font-face {{ font-family: "{family}"; src: url("template:{path}"); font-weight: {weight};'
        f" font-style: {'italic' if italic else 'normal'}; }}"
    )


def _counted(page_words: str) -> str:
    """The words as a CSS content value, with counters in the places of the braces."""
    return _quoted(page_words).replace("{number}", '" counter(page) "').replace("{count}", '" counter(pages) "')


def _quoted(text: str) -> str:
    """A text as a CSS string."""
    return '"' + re.sub(r"[\\\n]", " ", text).replace('"', "”") + '"'


_SIDE = re.compile(r"\b(left|right)\b")
_SIDES = re.compile(r"((?:margin|padding)[\w-]*:\s*)([^\s;}]+)\s+([^\s;}]+)\s+([^\s;}]+)\s+([^\s;}]+)")
OTHER_SIDE = {"left": "right", "right": "left"}


def mirrored(css: str) -> str:
    """The rules for a page that is read from right to left: what stood at the left stands at the right.

    Figures are written from left to right in every language, so their lines (`tabular-nums`) stay.
    """
    return "\n".join(line if "tabular-nums" in line else _mirrored(line) for line in css.splitlines())


def _mirrored(line: str) -> str:
    return _SIDES.sub(r"\1\2 \5 \4 \3", _SIDE.sub(lambda match: OTHER_SIDE[match[0]], line))
