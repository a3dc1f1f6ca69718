"""Which languages the words of a source are in.

Programs write the language of their menus into files, so what a file says is a claim. It holds unless the words refute it:
English by a list of its words, any other language by py3langid. Few words refute nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from babel import Locale
from babel.core import get_global
from babel.languages import get_official_languages

from pipeline.model.flow import Flow, Run, language_tag
from pipeline.model.flow_change import flow_over
from pipeline.sources.pdf.text.lexicon import commonness
from pipeline.sources.typesetting import paragraphs_in

DEFAULT_LANGUAGE = "en-GB"
"""Programs set American English by themselves; which English a council writes is not the file's to say."""
LEAST_LETTERS = 100
"""Fewer letters prove no language: names and headings look like any."""
ENGLISH = 0.6
"""A text is English if so many of its words are in the English word list: of English lists two thirds are, of French .4."""
PIECES, AGREEING = 5, 0.8
"""A longer text is cut into up to so many pieces, of which this share must be in one language: lists of names disagree."""
MOST_LETTERS = 20_000


@dataclass(frozen=True)
class Languages:
    """The language of a document, those of its runs by the primary subtag that the source claims, and a question or ""."""

    document: str
    of_claims: Mapping[str, str]
    question: str = ""


def with_languages(flow: Flow) -> tuple[Flow, str]:
    """The flow in the languages that its words are in, and a question for a person where the source says otherwise, or ""."""
    languages = find(flow)

    def change(run: Run) -> Run:
        language = languages.of_claims.get(_primary(run.language), run.language)
        return replace(run, language="" if _primary(language) == _primary(languages.document) else language)

    changed = flow_over(flow, lambda paragraph: replace(paragraph, runs=tuple(map(change, paragraph.runs))))
    return replace(changed, language=languages.document), languages.question


def find(flow: Flow) -> Languages:
    """The languages of a flow. Runs that claim none are in the language that the source claims for the document."""
    declared = language_tag(flow.language)
    texts: defaultdict[str, list[str]] = defaultdict(list)
    tags = Counter({declared: 1})
    for paragraph in (*paragraphs_in(flow.blocks), *(p for note in flow.notes for p in note.paragraphs)):
        for run in paragraph.runs:
            tag = language_tag(run.language) or declared
            texts[_primary(tag)].append(run.text)
            tags[tag] += len(run.text)
    spoken = {claim: _language_of(" ".join(parts), claim) for claim, parts in texts.items()}
    letters: Counter[str] = Counter()
    for claim, parts in texts.items():
        letters[spoken[claim]] += sum(map(len, parts))
    most = letters.most_common(1)[0][0] if letters else _primary(declared)

    def tag_of(primary: str) -> str:
        return next((tag for tag, _ in tags.most_common() if _primary(tag) == primary), primary)

    refuted = {claim: tag_of(language) for claim, language in spoken.items() if language != claim}
    refuted[""] = tag_of(spoken.get(_primary(declared), most))
    document = DEFAULT_LANGUAGE if most in ("", "en") else tag_of(most)
    claimed = _primary(declared) or "en"
    return Languages(document, refuted, _question(document, declared) if _primary(document) != claimed else "")


def _question(language: str, declared: str) -> str:
    claim = f"the file says {_name(declared)}" if declared else "the file names no language"
    return f"{claim}, but its words look {_name(language)}; is “language: {language}” right?"


def _name(tag: str) -> str:
    return str(Locale("en").languages.get(_primary(tag), tag))


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()


def _language_of(text: str, claim: str) -> str:
    """The primary subtag of the language that a text is in: the claim, unless the words refute it."""
    words = [word for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) > 2 or not word.isascii()]
    if sum(map(len, words)) < LEAST_LETTERS:
        return claim
    if sum(commonness(word) > 0 for word in words) >= ENGLISH * len(words):
        return "en"
    plain = " ".join(words)[:MOST_LETTERS]
    size = -(-len(plain) // min(PIECES, len(plain) // LEAST_LETTERS))
    pieces = [plain[start : start + size] for start in range(0, len(plain), size)]
    language, count = Counter(str(_identifier().classify(piece)[0]) for piece in pieces).most_common(1)[0]
    known = not claim or claim in _identifier().labels
    refuted = count >= AGREEING * len(pieces) and known and language in _official()
    return language if refuted else claim


@cache
def _official() -> frozenset[str]:
    """The languages that are official somewhere (CLDR): others are mistaken for their large neighbours."""
    tags = (tag for land in get_global("territory_languages") for tag in get_official_languages(land, True, True))
    return frozenset(tag.partition("_")[0] for tag in tags)


@cache
def _identifier() -> Any:
    """The model of py3langid: 110 MB of memory, so it is loaded only where the words are not English."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)
