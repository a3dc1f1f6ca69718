"""Reads `templates/pronunciation/LANGUAGE.yaml`: the pronunciations of words that a voice would get wrong.

The entries are used by voices, and in e-books as a lexicon (W3C Pronunciation Lexicon Specification, PLS 1.0).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from pipeline.content.yaml import nodes as placed_yaml
from pipeline.editions.assets import Assets
from pipeline.model.findings import Findings, warning
from pipeline.model.with_findings import Collector, WithFindings, collecting, reported_elsewhere

FOLDER = "pronunciation"
_MARKS = "ˈˌːˑ.‿|‖ ˞'’-͡"
"""Signs beside letters in a respelling or in IPA: stress, length, breaks and ties."""


@dataclass(frozen=True)
class SpokenForm:
    """The pronunciation of a word: in IPA, or respelled; the other is ""."""

    word: str
    ipa: str = ""
    respelled: str = ""


@dataclass(frozen=True)
class Lexicon:
    """The entries of a language, by word in lower case."""

    language: str
    entries: dict[str, SpokenForm]

    def replaced(self, text: str, say: Callable[[str, SpokenForm], str]) -> str:
        """Replaces each word with an entry by the result of `say`; a possessive keeps its ending."""
        if not self.entries:
            return text
        forms = "|".join(sorted(map(re.escape, self.entries), key=len, reverse=True))

        def replacement(match: re.Match[str]) -> str:
            entry = self.entries[match[0].lower()]
            is_name = entry.word[0].isupper() and not match[0][0].isupper()
            return match[0] if is_name else say(match[0], entry)

        return re.sub(rf"(?<![\w’'])(?:{forms})(?!\w)", replacement, text, flags=re.IGNORECASE)

    def pls(self) -> bytes:
        """Returns the entries as a PLS 1.0 file."""
        lexemes = []
        for entry in self.entries.values():
            text = (
                f"<phoneme>{escape(entry.ipa, quote=False)}</phoneme>"
                if entry.ipa
                else f"<alias>{escape(entry.respelled, quote=False)}</alias>"
            )
            lexemes.append(f"  <lexeme><grapheme>{escape(entry.word, quote=False)}</grapheme>{text}</lexeme>\n")
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" '
            f'xml:lang="{self.language}">\n{"".join(lexemes)}</lexicon>\n'
        ).encode()


def lexicon(assets: Assets, language: str) -> Lexicon:
    """Returns the lexicon of a language; `slips` has the findings about its file."""
    return reported_elsewhere(load(assets, language), slips)


def load(assets: Assets, language: str) -> WithFindings[Lexicon]:
    """Loads the lexicon of a language such as "en-GB", or of its base language; empty if there is no file."""
    base = language.split("-")[0]
    names = [name for name in assets.under(FOLDER) if name.removesuffix(".yaml") in (language, base)]
    same = [name for name in assets.under(FOLDER) if name.split("-")[0].removesuffix(".yaml") == base]
    if not (names or same):
        return WithFindings(Lexicon(language, {}))
    return _read(assets, max(names, key=len) if names else same[0], language)


def _can_be_said(sign: str) -> bool:
    """Whether a sign is allowed in a respelling or in IPA; brackets, for example, are the markup of voices."""
    return sign.isalpha() or sign in _MARKS or unicodedata.category(sign) in ("Mn", "Mc", "Lm", "Sk")


def slips(assets: Assets) -> Findings:
    """Returns the findings about the files of all languages."""
    return tuple(finding for name in sorted(assets.under(FOLDER)) for finding in _read(assets, name, "").findings)


@collecting
def _read(into: Collector, assets: Assets, name: str, language: str) -> Lexicon:
    node, lines = placed_yaml.read(assets.templates[f"{FOLDER}/{name}"], f"templates/{FOLDER}/{name}", into)
    if not isinstance(node, placed_yaml.Mapping) and not lines.findings:
        lines.error("not-content", "this file must have lines with a word and its pronunciation", lines.place(1))
    entries: dict[str, SpokenForm] = {}
    for item in node.entries if isinstance(node, placed_yaml.Mapping) else ():
        text = item.value.text.strip() if isinstance(item.value, placed_yaml.Scalar) else ""
        ipa = re.fullmatch(r"/([^/]+)/", text)
        odd = next((sign for sign in (ipa[1] if ipa else text) if not _can_be_said(sign)), "")
        if not text or odd:
            message = f"“{item.key.text}” has no valid pronunciation" + (f": “{odd}” has no sound" if odd else "")
            hint = "write a respelling in letters, or IPA between two strokes"
            into.add(warning("pronunciation", message, item.key.place, hint))
            continue
        word = item.key.text
        entries[word.lower()] = SpokenForm(word, ipa[1] if ipa else "", "" if ipa else text)
    return Lexicon(language, entries)
