"""Which languages the words of a source are in.

Programs write the language of their menus into files, so what a file says is a claim. py3langid, a naive Bayes model, says how
likely words are in each language; paragraph by paragraph, a claim is refuted where another language is far likelier for each
letter. Sentences are 1.5 to 3 nats a letter likelier in their own language than in English, .5 to 1 likelier than in its nearest
relative, and lists of names or codes less than .5. The language of most letters is that of the document.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from babel import Locale

from pipeline.model.flow import Flow, FlowParagraph, Run, language_tag
from pipeline.model.flow_change import flow_over
from pipeline.sources.pdf.text.lexicon import commonness
from pipeline.sources.typesetting import paragraphs_in

DEFAULT_LANGUAGE = "en-GB"
"""Programs set American English by themselves; which English a council writes is not the file's to say."""
LEAST_LETTERS = 100
"""Fewer letters prove no language: names and headings look like any."""
MARGIN = 0.6
"""How much likelier another language must be than the one claimed: the difference of log-likelihoods, in nats a letter."""
ENGLISH = 0.6
"""If so many of its words are in the English word list, a text is taken for English as claimed: French has .45."""
NO_LANGUAGE = "zxx"
"""What the model calls identifiers, markup and noise, which refute nothing."""
MOST_LETTERS = 400
"""So much of a paragraph is looked at."""


@dataclass(frozen=True)
class Languages:
    """The language of a document, those of its runs by the primary subtag that the source claims, and a question or ""."""

    document: str
    of_claims: Mapping[str, str]
    question: str = ""


def with_languages(flow: Flow) -> tuple[Flow, str]:
    """The flow in the languages that its words are in, and a question for a person where the source says otherwise, or ""."""
    languages = find(flow)
    main = _primary(languages.document)

    def marked(run: Run) -> Run:
        language = languages.of_claims.get(_primary(run.language), run.language)
        return replace(run, language="" if _primary(language) == main else language)

    def change(paragraph: FlowParagraph) -> FlowParagraph:
        runs = tuple(map(marked, paragraph.runs))
        spoken = _language_of(" ".join(run.text for run in runs if not run.language), main)
        if spoken != main:
            runs = tuple(replace(run, language=run.language or spoken) for run in runs)
        return replace(paragraph, runs=runs)

    return replace(flow_over(flow, change), language=languages.document), languages.question


def find(flow: Flow) -> Languages:
    """The languages of a flow. Runs that claim none are in the language that the source claims for the document."""
    declared = language_tag(flow.language)
    texts: defaultdict[str, list[str]] = defaultdict(list)
    tags = Counter({declared: 1})
    for paragraph in (*paragraphs_in(flow.blocks), *(p for note in flow.notes for p in note.paragraphs)):
        for tag, runs in groupby(paragraph.runs, lambda run: language_tag(run.language) or declared):
            texts[_primary(tag)].append("".join(run.text for run in runs))
            tags[tag] += len(texts[_primary(tag)][-1])
    votes = {claim: _votes(parts, claim) for claim, parts in texts.items()}
    spoken = {claim: counts.most_common(1)[0][0] for claim, counts in votes.items()}
    most = sum(votes.values(), Counter({_primary(declared): 1})).most_common(1)[0][0]

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


def _votes(texts: Iterable[str], claim: str) -> Counter[str]:
    """How many letters are in which language. Short texts are put together with the next one."""
    votes: Counter[str] = Counter()
    text = ""
    for part in texts:
        text = _plain(f"{text} {part}")
        if len(text) >= LEAST_LETTERS:
            votes[_language_of(text, claim)] += len(text)
            text = ""
    votes[claim] += len(text)
    return votes


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", text.lower()))


def _language_of(text: str, claim: str) -> str:
    """The primary subtag of the language that a text is in: the claim, unless the words refute it."""
    plain = _plain(text)
    words = plain.split()
    if len(plain) < LEAST_LETTERS:
        return claim
    if claim in ("", "en") and sum(commonness(word) > 0 for word in words) >= ENGLISH * len(words):
        return claim
    plain = plain[:MOST_LETTERS]
    likelihoods = dict(_identifier().rank(plain))
    language, most = max(likelihoods.items(), key=itemgetter(1))
    likely = likelihoods.get(claim or "en")
    refuted = likely is not None and language != NO_LANGUAGE and most - likely > MARGIN * len(plain)
    return str(language) if refuted else claim


@cache
def _identifier() -> Any:
    """The model of py3langid: 110 MB of memory, so it is loaded only where the words may not be English."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)
