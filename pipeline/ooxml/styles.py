"""Resolves the formats of paragraphs and runs (ECMA-376 part 1, 17.7.2) from defaults, styles and direct formatting."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from pipeline.model.flow import language_tag
from pipeline.ooxml.xml import Element, child, number, points, q, switched, value

_TOGGLES = ("w:b", "w:i", "w:vanish", "w:caps", "w:smallCaps", "w:webHidden", "w:specVanish")
NUMBER = "properties"  # a private attribute of paragraphs and runs
LONGEST_CHAIN = 100
"""The longest chain of styles based on each other. Templates have a dozen; a hostile file may have thousands."""
RAISED = 2.0  # points; programs without superscript raise the characters (17.3.2.24)
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_COLOUR, _PERCENT = re.compile("[0-9a-f]{6}"), re.compile(r"pct(\d{1,2})")
NAMES = {
    "black": "000000", "white": "ffffff", "red": "ff0000", "lime": "00ff00", "blue": "0000ff", "yellow": "ffff00",
    "gray": "808080", "silver": "c0c0c0", "navy": "000080", "maroon": "800000", "green": "008000", "teal": "008080",
    "purple": "800080", "olive": "808000", "aqua": "00ffff", "fuchsia": "ff00ff",
}  # fmt: skip


@dataclass(frozen=True)
class CharacterFormat:
    """The resolved format of a run.

    `scale` is the width of its letters in percent (17.3.2.43). `spread` is the space between letters and `raised` their
    distance above the line, in points. `clear` letters have no fill. `fitted` is the width in points into which the run is
    squeezed, or 0. `off_web` is set if some views of Word do not show it (17.3.2.44, 17.3.2.36), `script` for superscript
    and subscript (17.3.2.42).
    """

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    superscript: bool = False
    size: float = 10.0
    colour: str = ""
    languages: tuple[str, str, str] = ("", "", "")
    font: str = ""
    capitals: bool = False
    underlined: bool = False
    highlight: str = ""
    shading: str = ""
    scale: float = 100.0
    spread: float = 0.0
    raised: float = 0.0
    clear: bool = False
    fitted: float = 0.0
    off_web: bool = False
    script: bool = False

    def language_of(self, text: str) -> str:
        """The language set for the script of a text (17.3.2.20): Latin, East Asian, or right-to-left."""
        if text.isascii():
            return self.languages[0]
        letters = [character for character in text if character.isalpha()]
        asian = sum("\u2e80" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7a3" for letter in letters)
        leftward = sum("\u0590" <= letter <= "\u08ff" for letter in letters)
        if 2 * max(asian, leftward) <= len(letters):
            return self.languages[0]
        return self.languages[1 if asian > leftward else 2]


@dataclass(frozen=True)
class ParagraphFormat:
    """The format of a paragraph: its direct `w:pPr`, its style, its heading level (0 for none), and its styles' `w:pPr`."""

    direct: Element | None
    style: str
    name: str
    heading: int
    inherited: tuple[Element, ...]

    def layers(self, between: Element | None = None) -> tuple[Element, ...]:
        """Returns all `w:pPr` of the paragraph, nearest first; `between` is that of its numbering level."""
        nearest = (self.direct, between)
        return (*(properties for properties in nearest if properties is not None), *self.inherited)


@dataclass
class Styles:
    """The styles part. Results are cached, because a document asks for the same ones thousands of times.

    `theme_fonts` are the theme's "major" and "minor" fonts, `unreadable` the names, in lower case, of fonts in the file whose
    letters look the same.
    """

    root: Element | None
    theme_fonts: dict[str, str] = field(default_factory=dict)
    unreadable: frozenset[str] = frozenset()
    by_id: dict[str, Element] = field(default_factory=dict)
    default: dict[str, str] = field(default_factory=dict)
    chains: dict[str, tuple[Element, ...]] = field(default_factory=dict)
    numbers: dict[bytes, str] = field(default_factory=dict)
    settings: dict[str, ParagraphFormat] = field(default_factory=dict)
    looks: dict[tuple[str, str, str], CharacterFormat] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for style in self.root.iter(q("w:style")) if self.root is not None else ():
            identity = style.get(q("w:styleId"), "")
            self.by_id.setdefault(identity, style)
            if style.get(q("w:default"), "").lower() in ("1", "true", "on"):
                self.default.setdefault(style.get(q("w:type"), ""), identity)

    def chain(self, style: str) -> tuple[Element, ...]:
        """The style and those it is based on, nearest first. Cycles end where they close, long chains at `LONGEST_CHAIN`."""
        if style not in self.chains:
            chain_: dict[str, Element] = {}
            at: str | None = style
            while at in self.by_id and at not in chain_ and len(chain_) < LONGEST_CHAIN:
                chain_[at] = self.by_id[at]
                at = value(self.by_id[at], "w:basedOn")
            self.chains[style] = tuple(chain_.values())
        return self.chains[style]

    def name(self, style: str) -> str:
        """The name of a style, which for built-in styles is English in every language of Word."""
        return value(self.by_id.get(style), "w:name") or ""

    def setting(self, paragraph: Element) -> ParagraphFormat:
        """The format of a paragraph, apart from its numbering."""
        key = self._number(paragraph, "w:pPr")
        if key not in self.settings:
            direct = child(paragraph, "w:pPr")
            named = value(direct, "w:pStyle")
            style = named if named in self.by_id else self.default.get("paragraph", "")
            chain = [element for entry in self.chain(style) if (element := child(entry, "w:pPr")) is not None]
            defaults = self._defaults("w:pPrDefault", "w:pPr")
            layers = (*chain, defaults) if defaults is not None else tuple(chain)
            heading = self._heading(style, layers if direct is None else (direct, *layers))
            self.settings[key] = ParagraphFormat(direct, style, self.name(style), heading, layers)
        return self.settings[key]

    def _heading(self, style: str, layers: tuple[Element, ...]) -> int:
        """The heading level, 1 to 6, from the outline level (17.3.1.20) or the style, or 0."""
        level = first_of(layers, "w:outlineLvl")
        if level is not None:
            return min(int(level) + 1, 6) if level.isdigit() and int(level) < 9 else 0
        if self.name(style).lower() == "title":
            return 1
        names = [self.name(entry.get(q("w:styleId"), "")) for entry in self.chain(style)]
        matched = next((match for name in names if (match := _HEADING.fullmatch(name))), None)
        return min(int(matched[1]), 6) if matched and int(matched[1]) else 0

    def look(self, run: Element, style: str, table_style: str = "") -> CharacterFormat:
        """The format of a run in a paragraph of this style."""
        key = (style, self._number(run, "w:rPr"), table_style)
        if key not in self.looks:
            direct = child(run, "w:rPr")
            self.looks[key] = self._look(direct, value(direct, "w:rStyle") or "", style, table_style)
        return self.looks[key]

    def _number(self, holder: Element, name: str) -> str:
        """A number that is equal for equal direct properties. It is stored on the element, because it is needed often."""
        key_number: str | None = holder.get(NUMBER)
        if key_number is None:
            properties = child(holder, name)
            key = b"" if properties is None else etree.tostring(properties, with_tail=False)
            key_number = self.numbers.setdefault(key, str(len(self.numbers)))
            holder.set(NUMBER, key_number)
        return key_number

    def _look(self, direct: Element | None, named: str, style: str, table_style: str) -> CharacterFormat:
        character = _properties(self.chain(named or self.default.get("character", "")))
        paragraph = _properties(self.chain(style))
        table = self._table_properties(table_style) if table_style else ()
        defaults = self._defaults("w:rPrDefault", "w:rPr")
        layers = ([direct] if direct is not None else []) + [*character, *paragraph, *table]
        layers += [defaults] if defaults is not None else []
        elements = [layer for layer in layers if layer is not defaults]
        on = [_toggled(toggle, direct, (character, paragraph, table), defaults) for toggle in _TOGGLES]
        complex_script = any(_switch(layers, name) for name in ("w:rtl", "w:cs"))
        size_of_script = _first(layers, "w:szCs") if complex_script else None
        size, script = points(size_of_script or _first(layers, "w:sz"), 2.0), _first(layers, "w:vertAlign")
        colour = _first(layers, "w:color") or ""
        shade = next((element for layer in layers if (element := child(layer, "w:shd")) is not None), None)
        filled = next((element for layer in layers if (element := child(layer, "w14:textFill")) is not None), None)
        fill = text_fill(filled)
        font = next((name for layer in layers if (name := self._font(child(layer, "w:rFonts"), complex_script))), "")
        return CharacterFormat(
            bold=on[0],
            italic=on[1],
            hidden=on[2],
            off_web=on[5] or on[6],
            superscript=script == "superscript" or (points(_first(layers, "w:position"), 2.0) or 0.0) >= RAISED,
            size=10.0 if size is None else size or 0.5,
            colour=f"#{element}" if (element := six_digits(fill or colour)) else "",
            languages=(_language(elements, "w:val"), _language(layers, "w:eastAsia"), _language(layers, "w:bidi")),
            font=font,
            capitals=on[3] or on[4],
            underlined=(_first(layers, "w:u") or "none") != "none",
            highlight=(_first(layers, "w:highlight") or "none").removeprefix("none"),
            shading=shading_colour(shade),
            scale=_amount(layers, "w:w", 100.0),
            spread=_amount(layers, "w:spacing", 0.0) / 20,
            raised=_amount(layers, "w:position", 0.0) / 2,
            clear=fill == CLEAR,
            fitted=_amount(layers, "w:fitText", 0.0) / 20,
            script=script in ("superscript", "subscript"),
        )

    def _font(self, fonts: Element | None, complex_script: bool) -> str:
        """The font of a `w:rFonts` for Latin letters, or in a run of complex script for that.

        A theme font takes precedence over a name (17.3.2.26). The theme's fonts for complex scripts are not known.
        """
        if fonts is None:
            return ""
        if complex_script:
            return "" if fonts.get(q("w:cstheme")) else fonts.get(q("w:cs"), "")
        return self.theme_fonts.get(fonts.get(q("w:asciiTheme"), "")[:5]) or fonts.get(q("w:ascii"), "")

    def _table_properties(self, table_style: str) -> tuple[Element, ...]:
        """For "STYLE firstRow", returns the conditional format of the first row (17.7.6.6), then that of the table."""
        style, _, part = table_style.partition(" ")
        chain = self.chain(style)
        conditions = [
            entry for at in chain for entry in at.iterchildren(q("w:tblStylePr")) if entry.get(q("w:type")) == part
        ]
        return _properties(tuple(conditions)) + _properties(chain)

    def shades_first_row(self, table_style: str) -> bool:
        """Whether a table style, given as "STYLE firstRow", gives the first row a fill."""
        style, _, part = table_style.partition(" ")
        conditions = (entry for at in self.chain(style) for entry in at.iterchildren(q("w:tblStylePr")))
        shades = [
            child(child(condition, "w:tcPr"), "w:shd")
            for condition in conditions
            if part and condition.get(q("w:type")) == part
        ]
        return any(map(shading_colour, shades))

    def rules_columns(self, table_style: str, properties: Element | None) -> bool:
        """Whether a table draws lines between its columns, as its properties say or else its style."""
        styles = self.chain(table_style.partition(" ")[0])
        borders = (child(at, "w:tblBorders") for at in (properties, *(child(style, "w:tblPr") for style in styles)))
        inside = next((line for border in borders if (line := value(border, "w:insideV"))), "none")
        return inside not in ("none", "nil")

    def default_language(self) -> str:
        """The default language of the styles."""
        return language_tag(value(self._defaults("w:rPrDefault", "w:rPr"), "w:lang") or "")

    def _defaults(self, outer: str, inner: str) -> Element | None:
        return child(child(child(self.root, "w:docDefaults"), outer), inner)


def six_digits(colour: str) -> str:
    """A colour as six hex digits, or "". Some programs write "#FFF" or "white", which the standard does not allow."""
    plain = colour.strip().lower().removeprefix("#")
    plain = NAMES.get(plain, "".join(2 * sign for sign in plain) if len(plain) == 3 else plain)
    return plain if _COLOUR.fullmatch(plain) else ""


def shading_colour(shade: Element | None) -> str:
    """The colour of a `w:shd` as six hex digits, or "" (17.18.78).

    A pattern mixes its colour with the fill, as older files do for grey; a solid one hides the fill.
    """
    if shade is None:
        return ""
    pattern, ink, fill = (shade.get(q(f"w:{name}"), "").lower() for name in ("val", "color", "fill"))
    percent = _PERCENT.fullmatch(pattern)
    share = 1.0 if pattern == "solid" else int(percent[1]) / 100 if percent else 0.0
    return _mixed(ink, fill, share) if share else six_digits(fill)


def _mixed(ink: str, fill: str, share: float) -> str:
    """Mixes a share of the pattern colour with the fill. An unnamed pattern colour is black, an unnamed fill white."""
    data, under = (bytes.fromhex(six_digits(colour) or plain) for colour, plain in ((ink, "000000"), (fill, "ffffff")))
    return bytes(round(share * a + (1 - share) * b) for a, b in zip(data, under, strict=True)).hex()


CLEAR = "clear"


def text_fill(fill: Element | None) -> str:
    """The fill of a `w14:textFill`: six hex digits, CLEAR for none, or "" if it does not set a colour."""
    if fill is None:
        return ""
    colour = next(fill.iter(q("w14:srgbClr")), None)
    alpha = next((number(element.get(q("w14:val"))) for element in fill.iter(q("w14:alpha"))), 0)
    if child(fill, "w14:noFill") is not None or alpha >= ALL_CLEAR:
        return CLEAR
    return colour.get(q("w14:val"), "") if colour is not None else ""


ALL_CLEAR = 95_000
"""Letters of at least this transparency, in thousandths of a percent, are invisible."""


def _amount(layers: list[Element], name: str, default: float) -> float:
    text = _first(layers, name) or ""
    matched = re.fullmatch(r"(-?\d{1,6}(\.\d{1,6})?)%?", text)
    return float(matched[1]) if matched else default


def first_of(layers: tuple[Element, ...], name: str, attribute: str = "w:val") -> str | None:
    """Returns the nearest value of a property among `w:pPr` elements."""
    return next(
        (property_value for layer in layers if (property_value := value(layer, name, attribute)) is not None), None
    )


def _switch(layers: list[Element], name: str) -> bool:
    """Whether the nearest layer that sets a switch turns it on."""
    return bool(next((setting for layer in layers if (setting := switched(layer, name)) is not None), False))


def _first(layers: list[Element], name: str) -> str | None:
    return first_of(tuple(layers), name)


def _language(layers: list[Element], attribute: str) -> str:
    return language_tag(first_of(tuple(layers), "w:lang", attribute) or "")


def _properties(chain: tuple[Element, ...]) -> tuple[Element, ...]:
    return tuple(element for style in chain if (element := child(style, "w:rPr")) is not None)


def _toggled(
    name: str, direct: Element | None, levels: tuple[tuple[Element, ...], ...], defaults: Element | None
) -> bool:
    """Resolves a toggle property (17.7.3): direct formatting wins; styles of two kinds that both set it cancel out."""
    direct_setting = switched(direct, name)
    if direct_setting is not None:
        return direct_setting
    settings = [next((s for layer in level if (s := switched(layer, name)) is not None), None) for level in levels]
    if any(setting is not None for setting in settings):
        return sum(bool(setting) for setting in settings) % 2 == 1
    return bool(switched(defaults, name))
