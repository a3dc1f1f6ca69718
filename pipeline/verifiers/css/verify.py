"""Reads the style sheet of the site back: it may set the look of words, but not hide, move, replace or add any.

Properties that can do this are allowed only in named places. Colours come from the palette at the top, whose pairs are
measured (WCAG 1.4.6 for text, 1.4.11 for edges). A sheet must not request anything from another host.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import tinycss2
from tinycss2.color3 import RGBA, parse_color

from pipeline.editions.contrast import BLACK, ENOUGH_CONTRAST, WHITE, ratio
from pipeline.model.findings import error
from pipeline.model.place import Place
from pipeline.verifiers import Reading

HARMLESS = frozenset({
    "align-items", "background", "border", "border-block", "border-bottom", "border-collapse", "border-inline-start",
    "border-inline-start-color", "border-inline-start-width", "border-radius", "border-top", "border-width",
    "box-sizing", "break-after", "break-before", "break-inside", "color", "color-scheme", "column-gap",
    "container-type", "display", "flex", "flex-wrap", "font-family", "font-size", "font-style", "font-weight", "gap",
    "grid-area", "grid-template", "grid-template-columns", "height", "inset-inline-start", "justify-content",
    "letter-spacing", "line-height", "margin", "margin-block", "margin-bottom", "margin-inline", "margin-inline-end",
    "margin-top", "max-height", "max-width", "min-height", "min-width", "orphans", "outline", "outline-offset", "overflow-wrap",
    "padding", "padding-block", "padding-block-end", "padding-bottom", "padding-inline", "padding-inline-end",
    "padding-inline-start", "padding-top", "size", "text-align", "text-decoration", "text-decoration-thickness",
    "text-size-adjust", "-webkit-text-size-adjust", "text-underline-offset", "text-wrap", "vertical-align",
    "white-space", "widows", "width", "z-index", "list-style", "top", "font-variant-numeric", "hyphens",
    "aspect-ratio", "object-fit", "object-position",
    "justify-self", "cursor", "accent-color", "list-style-position", "columns", "block-size", "row-gap", "margin-inline-start",
})  # fmt: skip
BAR = '.overview + .picture img[src*="assets/drawn/"]'
"""The chart at the head of an update. On a phone only its bar is shown, because the sentence before it has its key."""
TICK = ".status.done::before"
"""The shape for "done": two edges of an empty rotated box."""
HEARD_ONLY = (".visually-hidden", ".skip-link:not(:focus)", "thead", ".council:has(img) .council-name")
"""The ends of selectors of elements that are read aloud but not shown: column labels are before each cell instead."""
ON_PAPER = (".skip-link", "nav", ".to-contents", ".back", ".all-publications", ".filter")
CHOSEN = re.compile(
    r"main:has\(#filter-([ab])-(\d+):checked\) (\.row:not\(\.\1\2, :target\)|\.count:not\(\.\1\2\)"
    r"|\.table:has\(\.row\):not\(:has\(\.\1\2, :target\)\))"
)
"""What the buttons of a page hide: other rows, tables without matching rows, and other counts of rows."""
PLAIN_LISTS = (
    ".plain-facts",
    ".downloads",
    ".about .languages",
    "nav .contents",
    "#records-index ~ ul ul",
    ".contents",
)
COUNTER = re.compile(r"(decimal|lower-letter|upper-letter|lower-roman|upper-roman)(-bracket(s)?)?")
FACE = frozenset(("font-family", "src", "font-weight", "font-style", "font-display"))
FONT_FILE = re.compile(r'url\("?[\w-]+\.(ttf|otf)"?\)')
CONTENT = {"attr(data-label)", 'attr(data-label) / ""', '" (" attr(href) ")"'}
SMALLEST = {"rem": 0.9, "em": 0.9, "pt": 10.0, "px": 14.0, "%": 90.0}
LENGTH = re.compile(r"(-?[\d.]+)(rem|em|pt|px|%)")
LEAST_CONTRAST = 4.5
"""The contrast that WCAG 1.4.3 requires. Large type needs less, but a style sheet alone does not show which type is large."""
PAIRS = (
    ("ink", "ground", ENOUGH_CONTRAST), ("ink", "tint", ENOUGH_CONTRAST), ("quiet", "ground", ENOUGH_CONTRAST),
    ("quiet", "tint", ENOUGH_CONTRAST), ("link", "ground", ENOUGH_CONTRAST), ("link", "tint", ENOUGH_CONTRAST),
    ("accent-ink", "accent", ENOUGH_CONTRAST), ("focus-ink", "focus", ENOUGH_CONTRAST),
    ("good", "good-tint", ENOUGH_CONTRAST), ("middle", "middle-tint", ENOUGH_CONTRAST), ("bad", "bad-tint", ENOUGH_CONTRAST),
    ("done", "done-tint", ENOUGH_CONTRAST), ("paused", "paused-tint", ENOUGH_CONTRAST),
    ("closed", "closed-tint", ENOUGH_CONTRAST),
    ("accent-edge", "tint", 3.0), ("focus-edge", "ground", 3.0),
)  # fmt: skip
COLOUR = re.compile(
    r"inherit|transparent|none|CanvasText|Highlight|var\(--(ink|quiet|link|accent-ink|focus-ink|focus-edge|ground|tint|accent|focus|done|good|middle|bad|paused|closed)\)"
)
GROUNDS = re.compile(r"none|var\(--(ground|tint|accent|focus|(done|good|middle|bad|paused|closed)-tint)\)")
ON_WHITE = re.compile(r"#000000|#ffffff")
Problem = tuple[str, str]
Rule = tuple[str, str, list[tuple[str, str]]]
"""The condition around a rule ("@media print"), its selector, and its declarations."""


def verify(data: bytes, file: str) -> Reading:
    """Checks the rules of a style sheet, which has no words."""
    place = Place(file=file)
    return Reading((), "", strange=tuple(error(rule, message, place) for rule, message in _distinct(data)))


@lru_cache(maxsize=8)
def _distinct(data: bytes) -> tuple[Problem, ...]:
    """Returns the problems of a sheet, each once. It is cached, because every page of a site has the same sheet."""
    return tuple(dict.fromkeys(_problems(data.decode("utf-8"))))


def _problems(text: str) -> Iterator[Problem]:
    palettes: dict[str, dict[str, str]] = {}
    for condition, selector, declarations in rules(text):
        if selector.startswith("@"):
            yield "css-strange", f"the style sheet holds {selector}, unlike our files"
        for name, value in declarations:
            if name.startswith("--"):
                palettes.setdefault(condition, {})[name[2:]] = value
            elif reason := wrong(condition, selector, name, value):
                yield "css-strange", f"{selector} {{ {name}: {value} }} {reason}"
    yield from _contrast(palettes)


def rules(text: str) -> Iterator[Rule]:
    """Yields the rules of a sheet, including those in conditions. Unknown constructs get a selector with "@"."""
    return _rules(tinycss2.parse_stylesheet(text, True, True), "")


def _rules(nodes: list[Any], condition: str) -> Iterator[Rule]:
    for node in nodes:
        if node.type == "qualified-rule":
            items = tinycss2.parse_declaration_list(node.content, True, True)
            declarations = [(item.lower_name, _text(item.value)) for item in items if item.type == "declaration"]
            declarations += [("nested", "") for item in items if item.type not in ("declaration", "error")]
            yield condition, _text(node.prelude), declarations
        elif (
            node.type == "at-rule"
            and node.lower_at_keyword in ("media", "container", "supports")
            and node.content is not None
        ):
            inside = tinycss2.parse_rule_list(node.content, True, True)
            yield from _rules(inside, f"{condition} @{node.lower_at_keyword} {_text(node.prelude)}".strip())
        elif node.type == "at-rule" and node.lower_at_keyword == "page" and node.content is not None:
            items = tinycss2.parse_declaration_list(node.content, True, True)
            yield (
                condition,
                "page",
                [(item.lower_name, _text(item.value)) for item in items if item.type == "declaration"],
            )
        elif node.type == "at-rule" and node.lower_at_keyword in OWN_RULES and OWN_RULES[node.lower_at_keyword](node):
            continue
        elif node.type == "at-rule":
            yield condition, f"@{node.lower_at_keyword}", []
        elif node.type == "error":
            yield condition, "@error", []


def _is_beside(node: Any) -> bool:
    """Whether a typeface comes from a file beside the sheet, for all signs that it has."""
    items = tinycss2.parse_declaration_list(node.content or [], True, True)
    declared = {item.lower_name: _text(item.value) for item in items if item.type == "declaration"}
    return declared.keys() <= FACE and bool(FONT_FILE.fullmatch(declared.get("src", "")))


def _counts(node: Any) -> bool:
    """Whether a counter style has the labels of its name: its signs in order, and its brackets."""
    name = COUNTER.fullmatch(_text(node.prelude))
    items = tinycss2.parse_declaration_list(node.content, True, True)
    declared = {item.lower_name: _text(item.value) for item in items if item.type == "declaration"}
    if not name or set(declared) - {"system", "prefix", "suffix", "symbols"}:
        return False
    style, bracket, two_sided = name[1], name[2] or "", name[3] or ""
    letters = "abcdefghijklmnopqrstuvwxyz"
    signs = (
        " ".join(letters.upper() if style.startswith("upper") else letters)
        if style.endswith("letter") and not bracket
        else None
    )
    system = "symbolic" if signs else f"extends {style}"
    wanted = {
        "prefix": '"("' if two_sided else None,
        "suffix": '") "' if bracket else '". "',
        "symbols": signs,
        "system": system,
    }
    return all(declared.get(key) == value for key, value in wanted.items())


OWN_RULES: dict[str, Callable[[Any], bool]] = {"counter-style": _counts, "font-face": _is_beside}
"""At-rules without properties of words, each with whether it is one of ours."""


def _text(tokens: list[Any]) -> str:
    return " ".join(tinycss2.serialize(tokens).split())


def _ends(selector: str, ends: tuple[str, ...]) -> bool:
    return all(part.strip().endswith(ends) for part in re.split(r",(?![^(]*\))", selector))


def wrong(condition: str, selector: str, name: str, value: str) -> str:
    """Why a declaration is not allowed here, or ""."""
    if "url(" in value or "expression" in value:
        return "asks for a file"
    hidden = _ends(selector, HEARD_ONLY)
    if name in ("position", "clip-path", "overflow") or (name in ("width", "height") and value in ("0", "1px")):
        ours = hidden or (selector == ".skip-link" and name == "position")
        return "" if ours and value in ("absolute", "inset(50%)", "hidden", "1px") else "can hide words"
    if name in ("object-fit", "object-position", "aspect-ratio") and value != "contain":
        ours = selector == BAR and value in ("cover", "50% 0", "9")
        return "" if ours else "can cut pictures off"
    if name == "content-visibility":
        return "" if value == "visible" else "hides words"
    if name == "content":
        if value == '""' and selector == ".status::before":
            return ""  # an empty box, whose border is the shape of a status
        return (
            ""
            if value in CONTENT and selector.endswith("::before" if "data-label" in value else "::after")
            else "adds words"
        )
    if name == "display" and value == "none":
        paper = condition == "@media print" and _ends(selector, ON_PAPER)
        return "" if paper or selector == ".filter" or _hides_deselected(condition, selector) else "hides words"
    if name == "transform":
        return "" if selector == TICK and value == "rotate(45deg)" else "moves words away"
    if name == "list-style-type":
        return "" if COUNTER.fullmatch(value) and selector == f".{value}" else "shows other labels"
    if name not in HARMLESS:
        return "is not among the properties of our style sheet"
    return _unreadable(condition, selector, name, value)


def _hides_deselected(condition: str, selector: str) -> bool:
    """Whether a rule, on screens, hides only what the buttons of a page deselect."""
    parts = re.split(r",(?![^(]*\))", selector)
    return condition.startswith("@media screen") and all(CHOSEN.fullmatch(part.strip()) for part in parts)


def _unreadable(condition: str, selector: str, name: str, value: str) -> str:
    """Why the value of a harmless property can make words unreadable, or ""."""
    if name == "font-size":
        size = LENGTH.fullmatch(value)
        return "" if size and float(size[1]) >= SMALLEST[size[2]] else "sets words too small"
    if name in ("color", "background"):
        allowed = COLOUR if name == "color" else GROUNDS
        paper = condition == "@media print" and ON_WHITE.fullmatch(value) and (value == "#000000") == (name == "color")
        paper = paper or ((name, value) == ("background", "#ffffff") and _ends(selector, (" img",)))
        plain = allowed.fullmatch(value) and value not in ("transparent", *(("none",) if name == "color" else ()))
        return "" if plain or paper else "is a colour outside of the palette"
    if name == "text-decoration" and "line-through" in value:
        return "strikes words out"
    if name == "list-style" and not _ends(selector, PLAIN_LISTS):
        return "takes the markers of a list away"
    if name == "outline" and value in ("none", "0") and not selector.startswith("main"):
        return "hides where the keyboard is"
    if name == "display" and value == "contents":
        return "takes the meaning of an element away"
    lengths = [float(match[1]) for match in LENGTH.finditer(value)]
    if name.startswith(("margin", "top", "inset", "letter-spacing")) and not _ends(selector, HEARD_ONLY):
        return (
            "moves words away" if any(abs(length) > 100 for length in lengths) or min(lengths, default=0) < -2 else ""
        )
    return ""


@lru_cache(maxsize=8)
def faint(text: str) -> tuple[str, ...]:
    """Returns the rules of any sheet with too little contrast between words and background, or white paper.

    It is cached, because the books of a council share a sheet.
    """
    return tuple(_faint(text))


def _faint(text: str) -> Iterator[str]:
    for condition, selector, declarations in rules(text):
        declared = dict(declarations)
        background = _colour(declared.get("background-color") or declared.get("background") or WHITE)
        ink = _colour(declared.get("color") or (BLACK if background != WHITE else ""))
        if ink and background and ratio(ink, background) < LEAST_CONTRAST:
            yield f"{condition} {selector} shows {ink} on {background}, {ratio(ink, background):.1f}:1".strip()


def _colour(value: str) -> str:
    """Returns an opaque colour as #rrggbb, or ""."""
    parsed = parse_color(value)
    if not isinstance(parsed, RGBA) or parsed.alpha < 1:
        return ""
    return "#" + "".join(f"{round(255 * part):02x}" for part in (parsed.red, parsed.green, parsed.blue))


def _contrast(palettes: dict[str, dict[str, str]]) -> Iterator[Problem]:
    """Checks each palette: the light one, and the dark one on top of it."""
    light = palettes.get("", {})
    for condition, colours in palettes.items():
        merged = {**light, **colours}
        for ink, background, enough in PAIRS:
            pair = merged.get(ink, ""), merged.get(background, "")
            if all(re.fullmatch(r"#[0-9a-fA-F]{6}", colour) for colour in pair) and ratio(*pair) < enough:
                yield (
                    "css-contrast",
                    f"--{ink} {pair[0]} on --{background} {pair[1]} is {ratio(*pair):.1f}:1 {condition}".strip(),
                )
            elif not all(pair):
                yield "css-contrast", f"the palette has no --{ink} or no --{background}"
