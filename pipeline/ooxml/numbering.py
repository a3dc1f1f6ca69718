"""Resolves numbering definitions (ECMA-376 part 1, 17.9): the level of each item, and the text of its label."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, field

from pipeline.model import document as model
from pipeline.model.document import NumberStyle
from pipeline.model.flow import Marker
from pipeline.ooxml.styles import ParagraphFormat, Styles
from pipeline.ooxml.symbols import decoded
from pipeline.ooxml.xml import Element, child, number, q, switched, value

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_SMALL = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
          "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
             "twelve": "twelfth"}  # fmt: skip
_ENCLOSED = {"decimalEnclosedCircle": 0x2460, "decimalEnclosedParen": 0x2474, "decimalEnclosedFullstop": 0x2488}
_CHICAGO = "*†‡§"
_STYLES = {
    "decimal": NumberStyle.DECIMAL,
    "lowerLetter": NumberStyle.LOWER_LETTER,
    "upperLetter": NumberStyle.UPPER_LETTER,
    "lowerRoman": NumberStyle.LOWER_ROMAN,
    "upperRoman": NumberStyle.UPPER_ROMAN,
}
# A bare figure is shown with a full stop.
_FORMS = {"1": "1.", "1.": "1.", "1)": "1)", "(1)": "(1)"}
LEVELS = 9
LONGEST_LABEL = 255  # characters; Word takes no more


@dataclass
class Numbering:
    """The numbering part, and the counters while the document is read from first to last paragraph."""

    root: Element | None
    styles: Styles
    nums: dict[str, Element] = field(default_factory=dict)
    abstracts: dict[str, Element] = field(default_factory=dict)
    counters: dict[str, list[int | None]] = field(default_factory=dict)
    definitions: dict[tuple[str, int], Element | None] = field(default_factory=dict)
    followed: dict[str, Element | None] = field(default_factory=dict)
    items: dict[int, tuple[str, int] | None] = field(default_factory=dict)
    begun: dict[str, int] = field(default_factory=dict)
    restarted: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        for kind, elements in (("w:num", self.nums), ("w:abstractNum", self.abstracts)):
            for entry in self.root.iter(q(kind)) if self.root is not None else ():
                elements.setdefault(entry.get(q(kind + "Id"), ""), entry)

    def item(self, setting: ParagraphFormat) -> tuple[str, int] | None:
        """The numbering instance and level of a paragraph, or None if it is not an item; numId 0 removes numbering."""
        if id(setting) not in self.items:  # stable, because `Styles` keeps every setting
            self.items[id(setting)] = self._item(setting)
        return self.items[id(setting)]

    def _item(self, setting: ParagraphFormat) -> tuple[str, int] | None:
        direct = child(setting.direct, "w:numPr")
        levels = [value(direct, "w:ilvl")]
        ids = [value(direct, "w:numId")]
        style = setting.style
        for layer in setting.inherited:
            properties = child(layer, "w:numPr")
            ids.append(value(properties, "w:numId"))
            levels.append(value(properties, "w:ilvl"))
        num = next((entry for entry in ids if entry is not None), None)
        if num is None or num == "0" or num not in self.nums:
            return None
        level = next((entry for entry in levels if entry is not None), None)
        if level is None or (levels[0] is None and ids[0] is None):
            level = self._level_of_style(num, style) or level
        return num, min(max(number(level), 0), LEVELS - 1)

    def level(self, num: str, level: int) -> Element | None:
        """The definition of a level: the override of the instance, or the one of the abstract numbering."""
        if (num, level) not in self.definitions:
            self.definitions[num, level] = self._definition(num, level)
        return self.definitions[num, level]

    def _definition(self, num: str, level: int) -> Element | None:
        """Merges an override with the abstract level, because programs that paste a list write incomplete overrides."""
        overrides = [override for override in self.nums[num].iter(q("w:lvlOverride")) if _is_level(override, level)]
        override = next(
            (level_element for entry in overrides if (level_element := child(entry, "w:lvl")) is not None), None
        )
        abstract = self._abstract(num)
        levels = abstract.iterchildren(q("w:lvl")) if abstract is not None else iter(())
        inherited = next((entry for entry in levels if _is_level(entry, level)), None)
        if override is None or inherited is None:
            return inherited if override is None else override
        merged = deepcopy(override)
        overridden = {entry.tag for entry in merged}
        merged.extend(deepcopy(entry) for entry in inherited if entry.tag not in overridden)
        return merged

    def marker(self, num: str, level: int) -> Marker | None:
        """Counts an item and returns its marker, or None if its label is empty."""
        definition = self.level(num, level)
        if definition is None:
            return None
        counts = self._count(num, level)
        identity = f"{self._abstract_id(num)}.{self.begun.get(self._abstract_id(num), 0)}"
        form = value(definition, "w:numFmt") or "decimal"
        pattern = (value(definition, "w:lvlText") or "")[:LONGEST_LABEL]
        if form == "bullet" or child(definition, "w:lvlPicBulletId") is not None:
            return self._bullet(definition, pattern, identity, level)
        legal = bool(switched(definition, "w:isLgl"))
        text = re.sub(r"%([1-9])", lambda match: self._printed(num, int(match[1]) - 1, counts, legal), pattern).strip()
        numbering = _numbering("decimal" if legal else form, pattern.strip(), level, counts[level] or 0)
        return Marker(text, True, level, identity, numbering) if text else None

    def _bullet(self, definition: Element, pattern: str, identity: str, level: int) -> Marker | None:
        font = value(child(definition, "w:rPr"), "w:rFonts", "w:ascii") or ""
        text = "".join(decoded(sign, font or ("Symbol" if sign >= "\uf000" else "")) for sign in pattern).strip()
        if child(definition, "w:lvlPicBulletId") is not None:
            text = text or "•"
        return Marker(text, False, level, identity) if text else None

    def _printed(self, num: str, level: int, counts: list[int | None], legal: bool) -> str:
        definition = self.level(num, level)
        count = counts[level]
        if count is None:
            return ""
        form = value(definition, "w:numFmt") or "decimal"
        return formatted(count, "decimal" if legal and form != "decimalZero" else form)

    def _count(self, num: str, level: int) -> list[int | None]:
        """Returns the counters after one more item of a level. All instances of an abstract numbering share them.

        An instance may override its start. A higher level without items counts as having one, so that "1.1" without a
        "1." before it is followed by "2.".
        """
        counts = self.counters.setdefault(self._abstract_id(num), [None] * LEVELS)
        start = self._start_override(num, level)
        if start is not None and (num, level) not in self.restarted:
            self.restarted.add((num, level))
            counts[level] = start
            if level == 0:
                self.begun[self._abstract_id(num)] = self.begun.get(self._abstract_id(num), 0) + 1
        elif counts[level] is None:
            counts[level] = self._start(num, level)
        else:
            counts[level] = (counts[level] or 0) + 1
        for higher in range(level):
            if counts[higher] is None:
                counts[higher] = self._start(num, higher)
        for deeper in range(level + 1, LEVELS):
            restart = value(self.level(num, deeper), "w:lvlRestart")
            if restart is None or (restart != "0" and level < number(restart)):
                counts[deeper] = None
        return list(counts)

    def _start(self, num: str, level: int) -> int:
        override = self._start_override(num, level)
        return (
            number(value(self.level(num, level), "w:start")) if override is None else override
        )  # 0 if not given (17.9.25)

    def _start_override(self, num: str, level: int) -> int | None:
        for override in self.nums[num].iter(q("w:lvlOverride")):
            if _is_level(override, level):
                start = value(override, "w:startOverride")
                return number(start) if start is not None else None
        return None

    def _abstract_id(self, num: str) -> str:
        abstract = self._abstract(num)
        return "" if abstract is None else str(abstract.get(q("w:abstractNumId"), ""))

    def _abstract(self, num: str) -> Element | None:
        if num not in self.followed:
            self.followed[num] = self._follow(num)
        return self.followed[num]

    def _follow(self, num: str, steps: int = 0) -> Element | None:
        """Returns the abstract numbering, following links to numbering styles at most ten times."""
        abstract = self.abstracts.get(value(self.nums[num], "w:abstractNumId") or "")
        linked = value(abstract, "w:numStyleLink")
        if not linked or steps > 10:
            return abstract
        target = next((entry for entry in self.abstracts.values() if value(entry, "w:styleLink") == linked), None)
        if target is not None:
            return target
        style = self.styles.by_id.get(linked)
        linked_num = value(child(child(style, "w:pPr"), "w:numPr"), "w:numId")
        return self._follow(linked_num, steps + 1) if linked_num in self.nums else abstract

    def _level_of_style(self, num: str, style: str) -> str | None:
        names = [entry.get(q("w:styleId")) for entry in self.styles.chain(style)]
        linked = {value(self.level(num, at), "w:pStyle"): str(at) for at in reversed(range(LEVELS))}
        return next((linked[name] for name in names if name in linked), None)


def _is_level(entry: Element, level: int) -> bool:
    return number(entry.get(q("w:ilvl"))) == level


def _numbering(form: str, pattern: str, level: int, count: int) -> model.Numbering | None:
    """The numbering of a list that starts with this count, or None if a list cannot show the label ("2.1")."""
    bare = pattern.replace(f"%{level + 1}", "1", 1)
    if form not in _STYLES or bare not in _FORMS or (count < 1 and form != "decimal"):
        return None
    return model.Numbering(_STYLES[form], _FORMS[bare], count)


def formatted(count: int, form: str) -> str:
    """Formats a number in a number format (17.18.59); unknown formats give digits."""
    if form in ("none", "bullet") or count < 0:
        return "" if form in ("none", "bullet") else str(count)
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count < 1000 else str(count)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman"):
        return _roman(count) if form == "lowerRoman" else _roman(count).upper()
    if form == "decimalZero":
        return f"{count:02d}"
    if form == "ordinal":
        return f"{count}{_ordinal_ending(count)}"
    if form in ("cardinalText", "ordinalText") and count < 100:
        return _in_words(count) if form == "cardinalText" else _ordinal(_in_words(count))
    if form in _ENCLOSED and 0 < count <= 20:
        return chr(_ENCLOSED[form] + count - 1)
    if form == "numberInDash":
        return f"- {count} -"
    if form == "hex":
        return f"{count:X}"
    if form == "chicago" and count:
        return _CHICAGO[(count - 1) % 4] * ((count - 1) // 4 + 1)
    return str(count)


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    text = ""
    for amount, letters in _ROMAN:
        text += letters * (count // amount)
        count %= amount
    return text


def _ordinal_ending(count: int) -> str:
    if count % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")


def _ordinal(words: str) -> str:
    """Turns a number in words into an ordinal: "Twenty-one" becomes "Twenty-first"."""
    head, hyphen, last = words.rpartition("-")
    changed = _ORDINALS.get(last.lower()) or (last[:-1] + "ie" if last.endswith("y") else last).lower() + "th"
    return (head + hyphen + changed).capitalize()


def _in_words(count: int) -> str:
    if count < 20:
        return _SMALL[count].capitalize() or "Zero"
    tens, units = divmod(count, 10)
    return (_TENS[tens] + (f"-{_SMALL[units]}" if units else "")).capitalize()
