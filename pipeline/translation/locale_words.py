"""Knows how a language writes quantities, from Unicode locale data (CLDR): units, currencies and powers of ten.

`near` gives the unit beside a number: "5 kilometrów" is `{"length-kilometer"}`, "70 zł" is `{"PLN"}`. A word whose ending is
not in the locale data is recognised by its stem.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import format_compact_decimal, get_currency_name, get_currency_symbol
from babel.units import UnknownUnitError, format_unit

PERCENT = "concentr-percent"
UNITS = (
    PERCENT, "concentr-permille", "length-millimeter", "length-centimeter", "length-meter", "length-kilometer", "length-mile",
    "length-foot", "length-inch", "length-yard", "area-square-meter", "area-square-kilometer", "area-square-mile",
    "area-square-foot", "area-hectare", "area-acre", "mass-gram", "mass-kilogram", "mass-tonne", "volume-liter",
    "volume-milliliter", "volume-cubic-meter", "duration-minute", "duration-hour", "duration-day", "duration-week",
    "duration-month", "duration-year", "speed-mile-per-hour", "speed-kilometer-per-hour", "temperature-celsius",
    "temperature-fahrenheit", "energy-kilowatt-hour", "power-watt", "power-kilowatt", "power-megawatt", "digital-kilobyte",
    "digital-megabyte", "digital-gigabyte",
)  # fmt: skip
CURRENCIES = ("GBP", "EUR", "USD", "PLN", "RON", "UAH", "INR", "PKR", "BDT", "CNY", "HUF", "TRY", "CZK", "RUB", "CHF")
PENCE = "pence"
MORE = {
    "p": PENCE, "pence": PENCE, "penny": PENCE, "£": "GBP", "€": "EUR", "$": "USD", "zł": "PLN", "per cent": PERCENT,
    "%": PERCENT, "٪": PERCENT, "％": PERCENT, "y cant": PERCENT, "sqm": "area-square-meter", "m2": "area-square-meter",
    "mph": "speed-mile-per-hour", "°c": "temperature-celsius", "°f": "temperature-fahrenheit", "kwh": "energy-kilowatt-hour",
}  # fmt: skip
"""Words and signs that people write but the locale data lack."""
SCALES = {"m": 6, "million": 6, "bn": 9, "billion": 9, "k": 3, "thousand": 3}
COUNTS = (1, 2, 5, 1.5)
MOST_SCALE, LONG_STEM, ENDING, SHORT_WORD = 12, 3, 2, 4
"""The highest power of ten with a word; the least letters of a stem; the most letters of an ending; the least letters of a
word that is compared by its stem."""
MONEY = frozenset({*CURRENCIES, PENCE})
LEADING = frozenset({*CURRENCIES, PERCENT})
"""Units that can come before a number."""
MUTATED = {"p": "b", "t": "d", "c": "g", "b": "f", "m": "f"}


@dataclass(frozen=True)
class LocaleWords:
    """The words of a language for units, currencies (lower case) and powers of ten, longest first."""

    units: dict[str, frozenset[str]]
    scales: dict[str, int]

    def near(self, before: str, after: str) -> frozenset[str]:
        """Returns the units that the words after a number name, or else those before it."""
        return self._after(after) or self._before(before)

    def scale(self, after: str, *, money: bool) -> tuple[int, str]:
        """Returns the power of ten after a number, and the text after that. "m" is a million only for money."""
        text = after.lstrip()
        for word in self.scales:
            if _begins(text.casefold(), word) and (money or len(word) > 1):
                return self.scales[word], text[len(word) :].lstrip(".")
        first = re.match(r"[^\W\d]+", text)
        stems = [w for w in self.scales if first and len(w) > SHORT_WORD and first[0].casefold().startswith(_stem(w))]
        return (self.scales[max(stems, key=len)], text[len(first[0]) :]) if stems and first else (0, after)

    def _after(self, text: str) -> frozenset[str]:
        text = text.lstrip().casefold()
        for word in self.units:
            if _begins(text, word):
                return self.units[word]
        for word in re.findall(r"[^\W\d]+", re.split(r"[\d,.;:(]", text)[0])[:2]:
            if units := self._by_stem(word):
                return units
        return frozenset()

    def _before(self, text: str) -> frozenset[str]:
        text = re.sub(r"[-−–]$", "", text.rstrip()).rstrip().casefold()
        for word in self.units:
            if not self.units[word] & LEADING or not text.endswith(word):
                continue
            if not word[0].isalpha() or not text[: -len(word)][-1:].isalnum():
                return self.units[word]
        return frozenset()

    def _by_stem(self, word: str) -> frozenset[str]:
        units = [
            ids
            for unit_word, ids in self.units.items()
            if len(unit_word) >= SHORT_WORD and word.startswith(_stem(unit_word))
        ]
        return frozenset().union(*units)


def _stem(word: str) -> str:
    return word[: max(LONG_STEM, len(word) - ENDING)]


def _begins(text: str, word: str) -> bool:
    """Whether a text begins with a word, which must end there in scripts with spaces."""
    after = text[len(word) : len(word) + 1]
    return text.startswith(word) and not (after.isalpha() and _spaced(word[-1]) and _spaced(after))


def _spaced(letter: str) -> bool:
    return letter.isalpha() and unicodedata.name(letter, "").split()[0] not in (
        "CJK",
        "THAI",
        "LAO",
        "KHMER",
        "HIRAGANA",
    )


@lru_cache(maxsize=16)
def words(language: str) -> LocaleWords:
    """Returns the words of a language, with the signs and short English words that translators keep."""
    units: dict[str, set[str]] = {word: {unit} for word, unit in MORE.items()}
    scales = dict(SCALES)
    locale = _locale(language)
    for each_locale in dict.fromkeys((Locale("en", "GB"), locale)) if locale else (Locale("en", "GB"),):
        _units(each_locale, units)
        _currencies(each_locale, units)
        _scales(each_locale, scales)
    if language.startswith("cy"):
        for word in [word for word in units if word[0] in MUTATED]:
            units.setdefault(MUTATED[word[0]] + word[1:], set()).update(units[word])
    longest_first = sorted(units, key=len, reverse=True)
    scales = {word: scales[word] for word in sorted(scales, key=len, reverse=True)}
    return LocaleWords({word: frozenset(units[word]) for word in longest_first}, scales)


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def _units(locale: Locale, units: dict[str, set[str]]) -> None:
    for unit in UNITS:
        for length in ("long", "short", "narrow"):
            for count in COUNTS:
                try:
                    text = format_unit(count, unit, length=length, locale=locale)
                except UnknownUnitError:
                    break
                _add(units, _wordless(text), unit)


def _currencies(locale: Locale, units: dict[str, set[str]]) -> None:
    """Adds names and signs of currencies. Of "korona czeska", only "korona" counts, which other currencies share."""
    nouns = Counter(_stem(word.casefold()) for name in locale.currencies.values() for word in set(name.split()))
    for code in CURRENCIES:
        units.setdefault(code.casefold(), set()).add(code)
        for name in {get_currency_name(code, count, locale=locale) for count in (None, *COUNTS)}:
            for word in name.split():
                if (len(word) >= SHORT_WORD or not _spaced(word[0])) and (
                    word == name or nouns[_stem(word.casefold())] > 1
                ):
                    _add(units, word, code)
        symbol = get_currency_symbol(code, locale=locale)
        if symbol != code and not symbol.endswith("$"):
            _add(units, symbol, code)


def _scales(locale: Locale, scales: dict[str, int]) -> None:
    for power in range(3, MOST_SCALE + 1):
        for length in ("short", "long"):
            for lead in (1, 2, 5):
                text = format_compact_decimal(lead * 10**power, format_type=length, locale=locale)
                digits = "".join(str(unicodedata.digit(sign)) for sign in text if sign.isdigit())
                word = _wordless(text).casefold().rstrip(".")
                if word and len(digits) <= LONG_STEM and digits.rstrip("0") == str(lead):
                    scales.setdefault(word, power - digits.count("0"))


def _wordless(text: str) -> str:
    """Returns a formatted number without its figures."""
    return " ".join(re.sub(r"[\d.,٫٬]*\d", " ", text).replace("\u00a0", " ").replace("\u200f", "").split())


def _add(units: dict[str, set[str]], word: str, unit: str) -> None:
    if word:
        units.setdefault(word.casefold(), set()).add(unit)


@lru_cache(maxsize=16)
def day_halves(language: str) -> dict[str, str]:
    """Maps the words of a language for the halves of the day to "am" or "pm"."""
    halves = {"noon": "pm", "yb": "am", "yh": "pm", "yp": "pm"}
    locale = _locale(language)
    if locale is None:
        return halves
    for use in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for key, word in locale.day_periods.get(use, {}).get(width, {}).items():
                if str(word).casefold() in ("am", "pm"):
                    continue
                if half := {"am": "am", "mo": "am", "pm": "pm", "af": "pm", "ev": "pm", "no": "pm"}.get(key[:2]):
                    halves.setdefault(str(word).casefold(), half)
    return halves


@lru_cache(maxsize=16)
def decimal_mark(language: str) -> str:
    """The decimal separator of a language, "," or "."."""
    locale = _locale(language)
    return "," if locale and format_compact_decimal(1.5, fraction_digits=1, locale=locale)[1:2] in (",", "٫") else "."
