"""Whether words can be of a language, by the letters in which it writes the names of the Unicode locale data (CLDR).

“wählen” is not Polish, and “Przystanki” not Ukrainian; a language that writes all letters of another one is not told from it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from babel import Locale, UnknownLocaleError

NAMES = ("languages", "territories", "scripts", "currencies", "months", "days", "quarters")
NAMED_LETTERS, HALF = 3, 0.5
"""A letter is of a language from so many names on; a phrase is of another script from such a share of its words on."""
BY_LETTER = ("LATIN", "CYRILLIC")
"""Scripts of many languages, each with letters of its own."""
_WORD = re.compile(r"[^\W\d_]{2,}")


def other_language(before: str, after: str, language: str) -> str:
    """Why a translation can hardly be in its language, as words for a person; "" where nothing tells."""
    words = foreign(before, after, language)
    name = Locale("en").languages.get(language.split("-")[0].lower(), language)
    return f"“{words[0]}” is not written with the letters of {name}; is it in another language?" if words else ""


def foreign(before: str, after: str, language: str) -> tuple[str, ...]:
    """The words of a translation that its language does not write; those of the original and in capitals may stay."""
    known = _letters(language)
    if not known:
        return ()
    script, parts = known
    kept = {word.casefold() for word in _WORD.findall(before)}
    words = [word for word in _WORD.findall(after) if word.casefold() not in kept and not word.isupper()]
    other = [word for word in words if _script(word[0]) != script]
    if len(other) > HALF * len(words):
        return tuple(other)
    return tuple(
        word for word in words if script in BY_LETTER and word not in other and not parts.issuperset(_parts(word))
    )


@lru_cache(maxsize=16)
def _letters(language: str) -> tuple[str, frozenset[str]] | None:
    """The script of a language and the parts of its letters; None where nobody has recorded them."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
    names = [text for key in NAMES for text in _texts(getattr(locale, key))]
    found = Counter(part for text in names for part in set(_parts(text)))
    scripts = Counter(_script(sign) for text in names for sign in text if sign.isalpha())
    return scripts.most_common(1)[0][0], frozenset(part for part, count in found.items() if count >= NAMED_LETTERS)


def _parts(text: str) -> Iterator[str]:
    """The letters of a text and the marks on them, one by one."""
    return (
        part for part in unicodedata.normalize("NFD", text.casefold()) if part.isalpha() or unicodedata.combining(part)
    )


def _script(sign: str) -> str:
    return unicodedata.name(sign, "").partition(" ")[0]


def _texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif hasattr(data, "values"):
        for value in data.values():
            yield from _texts(value)
