"""Checks that assistive technology knows the language codes (WCAG 3.1.1, 3.1.2; BCP 47, ISO 639-1)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from pipeline.library.library import ContentDocument
from pipeline.library.neighbours import Neighbours
from pipeline.model.document import Emphasis, Inlines, Link, Span, Strong
from pipeline.model.findings import Finding

# ISO 639-1, and languages without a two-letter code that councils translate into.
_CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et "
    "eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl "
    "km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj "
    "om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to "
    "tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "
    "bfi bsl ckb fil hak hmn nan phr prs rom rmy sco skr syl wuu yue zza"
)
CODES = frozenset(_CODES.split())
NAMES = {
    "english": "en-GB", "welsh": "cy", "cymraeg": "cy", "polish": "pl", "punjabi": "pa", "urdu": "ur", "bengali": "bn",
    "gujarati": "gu", "arabic": "ar", "french": "fr", "german": "de", "romanian": "ro", "portuguese": "pt", "spanish": "es",
    "nepali": "ne", "irish": "ga", "somali": "so", "turkish": "tr", "italian": "it", "lithuanian": "lt", "ukrainian": "uk",
    "gb": "en-GB", "uk-en": "en-GB", "en-uk": "en-GB",
}  # fmt: skip
_TAG = re.compile(r"([A-Za-z]{2,3})(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?(?:-[A-Za-z0-9]{4,8})*")


def check(_neighbours: Neighbours, content: ContentDocument) -> Iterator[Finding]:
    """Checks the language of the document and of passages in it."""
    language = content.document.language
    if not is_known(language):
        yield content.tell(
            "language", f"“{language}” is not a language code", content.document.place, _hint(language), language
        )
    for phrase in content.phrases:
        for span in _spans(phrase.inlines):
            if not is_known(span.language):
                message = f"“{span.language}” is not a language code"
                words = f"lang={span.language}"
                yield content.tell("language", message, phrase.place, _hint(span.language), words)


def is_known(code: str) -> bool:
    """Whether a tag is well formed and its language known. en-UK is not, because "UK" is not a country code."""
    match = _TAG.fullmatch(code)
    return match is not None and match[1].lower() in CODES and code.lower() not in NAMES


def _hint(code: str) -> str:
    if meant := NAMES.get(code.lower()) or NAMES.get(code.lower().replace("_", "-")):
        return f"write {meant}"
    if is_known(code.replace("_", "-")):
        return f"write {code.replace('_', '-')}"
    near = difflib.get_close_matches(code.lower(), [*NAMES, "en-gb"], 1, 0.6)
    return f"did you mean {NAMES.get(near[0], 'en-GB')}?" if near else "write for example en-GB, cy, pl or pa"


def _spans(inlines: Inlines) -> Iterator[Span]:
    for inline in inlines:
        if isinstance(inline, Span):
            yield inline
        if isinstance(inline, Strong | Emphasis | Link | Span):
            yield from _spans(inline.children)
