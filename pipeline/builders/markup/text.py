"""Characters and addresses as a page may hold them: no control characters, no stray bidirectional overrides, safe links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

from pipeline.editions.paper.joined import joined_label
from pipeline.editions.words import Words
from pipeline.model.direction import direction
from pipeline.model.document import Added

# HTML 13.1: a page holds no controls but white space, no surrogates and no noncharacters.
NONCHARACTERS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
FORBIDDEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{NONCHARACTERS}]")
BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
RECORD = re.compile(
    r"(?P<name>[A-Za-z0-9][A-Za-z0-9_-]*(?:/[A-Za-z0-9][A-Za-z0-9_-]*)?)?#(?P<anchor>[A-Za-z][A-Za-z0-9_-]*)"
)


def clean(text: str) -> str:
    """The text with every character that HTML forbids shown as U+FFFD, so that the loss can be seen."""
    return text if text.isprintable() else FORBIDDEN.sub("\ufffd", text)


def escaped(text: str) -> Markup:
    """Text as markup; a run with bidirectional controls is isolated, so that it cannot turn what follows (UAX 9)."""
    markup = escape(clean(text))
    return Markup("<bdi>{}</bdi>").format(markup) if BIDI_CONTROLS.search(text) else markup


def marked(text: str, language: str) -> Markup | str:
    """Words that the program adds, as a span of their own where they are not in the language of the page (WCAG 3.1.2)."""
    text = joined_label(text)
    if not language:
        return text
    span = Markup('<span lang="{}" dir="{}">{}</span>')
    return span.format(language, direction(language), escaped(text))


def shown(parts: Iterable[Added]) -> Markup:
    """Added words of several languages as markup."""
    return Markup("").join(marked(part.text, part.language) for part in parts)


def marked_words(words: Words) -> dict[str, Markup | str]:
    """The words of each key as templates show them; those of the mark of a note are marked with its brackets."""
    return {key: text if key == "note" else marked(text, words.language_of(key)) for key, text in words.texts.items()}


def safe_target(target: str) -> str:
    """The target percent-encoded as HTML asks, or "" where its scheme is not one that people's links have."""
    target = target.strip()
    if RECORD.fullmatch(target):
        return target
    try:
        scheme = urlsplit(target).scheme.lower()
    except ValueError:
        return ""
    if scheme not in SCHEMES:
        return ""
    return quote(target, safe="%/:?#[]@!$&'()*+,;=~-._")


def site_address(target: str) -> str:
    """Where a link leads on the site: `name#id` is a record of another publication, or a part of another page."""
    match = RECORD.fullmatch(target)
    return f"{match['name']}.html#{match['anchor']}" if match and match["name"] else target
