"""Recognises words that cannot be of a language by their letters, with those of names in the Unicode locale data (CLDR).

“wählen” cannot be Polish, and “Przystanki” cannot be Ukrainian. A language cannot be distinguished from one that uses all
its letters.
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
"""A language uses a letter that occurs in at least so many names. More than this share of words in a script decides it."""
BY_LETTER = ("LATIN", "CYRILLIC")
"""Scripts whose languages differ in their letters."""
_WORD = re.compile(r"[^\W\d_]{2,}")


def other_language(before: str, after: str, language: str) -> str:
    """Why a translation is probably not in its language, as words for a person, or ""."""
    words = foreign(before, after, language)
    name = Locale("en").languages.get(language.split("-")[0].lower(), language)
    return f"“{words[0]}” is not written with the letters of {name}; is it in another language?" if words else ""


def foreign(before: str, after: str, language: str) -> tuple[str, ...]:
    """Returns words that the language cannot have, leaving out words of the original and words in capitals."""
    alphabet = _letters(language)
    if not alphabet:
        return ()
    script, parts = alphabet
    original_words = {word.casefold() for word in _WORD.findall(before)}
    words = [word for word in _WORD.findall(after) if word.casefold() not in original_words and not word.isupper()]
    other_script = [word for word in words if _script(word[0]) != script]
    if len(other_script) > HALF * len(words):
        return tuple(other_script)
    return tuple(
        word
        for word in words
        if script in BY_LETTER and word not in other_script and not parts.issuperset(_parts(word))
    )


@lru_cache(maxsize=16)
def _letters(language: str) -> tuple[str, frozenset[str]] | None:
    """The script of a language and the parts of its letters; None if Unicode has no data."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
    names = [text for key in NAMES for text in _texts(getattr(locale, key))]
    counts = Counter(part for text in names for part in set(_parts(text)))
    scripts = Counter(_script(sign) for text in names for sign in text if sign.isalpha())
    return scripts.most_common(1)[0][0], frozenset(part for part, count in counts.items() if count >= NAMED_LETTERS)


def _parts(text: str) -> Iterator[str]:
    """Yields the letters of a text and the marks on them, separately."""
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
