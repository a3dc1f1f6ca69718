"""Checks links: their words (WCAG 2.4.4), that their targets exist, and that a page may link to them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from pipeline.library.library import ContentDocument, LibraryPhrase
from pipeline.library.neighbours import Neighbours
from pipeline.model.document import Emphasis, Inlines, Link, Span, Strong
from pipeline.model.findings import Finding
from pipeline.model.walk import QUOTED, plain_text, stop_of

_VAGUE = (
    "here|click|click here|this|this link|link|more|read more|learn more|find out more|more information|info|details|"
    "more details|see more|see here|go|page|this page|website|this website|download|document|this document|pdf|yma|"
    "cliciwch yma|mwy|rhagor|darllen mwy"
)
VAGUE = frozenset(_VAGUE.split("|"))
_ENDS = "com|org|net|info|uk|wales|cymru|scot|london"
_LAST = r"[^\s<>()\[\]]*[^\s<>()\[\].,;:!?'\"’”]"
ADDRESS = re.compile(
    rf"(?:https?://|www\.){_LAST}|(?<![@\w./-])(?:[a-z0-9-]+\.)+(?:{_ENDS})(?![\w@-]|\.\w)(?:/{_LAST})?", re.IGNORECASE
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ALLOWED = re.compile(r"(?:https?://[^\s/]+|mailto:[^\s@]+@[^\s@]+|tel:\+?[\d-]+)", re.IGNORECASE)
# The name of the host, without what begins many of them.
_HOST = re.compile(r"https?://(?:www\.)?([^\s/:?#@]+)\.?(?=[/:?#]|$)", re.IGNORECASE)
_RECORD = re.compile(r"([A-Za-z0-9][\w.-]*)?#([A-Za-z]\w*)")


def check(neighbours: Neighbours, content: ContentDocument) -> Iterator[Finding]:
    """Checks every link of the document, and reports addresses that should be links."""
    target_by_words: dict[str, str] = {}
    for phrase in content.phrases:
        for link in links(phrase.inlines):
            words = plain_text(link.children)
            yield from _words(content, phrase, link, words)
            yield from _target(neighbours, content, phrase, link.target)
            plain = words.lower().strip(" .,")
            first_target = target_by_words.setdefault(plain, link.target)
            if plain and first_target != link.target and plain not in VAGUE:
                message = f"the link “{words}” leads elsewhere than another link with the same words"
                hint = f"the other one leads to {first_target}; say in each what is different"
                yield content.tell("link-same-words", message, phrase.place, hint, words)
        yield from _bare(content, phrase)


def links(inlines: Inlines) -> Iterator[Link]:
    """Yields every link of a phrase."""
    for inline in inlines:
        if isinstance(inline, Link):
            yield inline
        elif isinstance(inline, Strong | Emphasis | Span):
            yield from links(inline.children)


def _words(content: ContentDocument, phrase: LibraryPhrase, link: Link, words: str) -> Iterator[Finding]:
    plain = words.lower().strip(" .,!…:>»→")
    if not plain or plain in VAGUE:
        text = f"the words “{words}”" if words else "no words"
        message = f"a link has {text}, which do not say where it leads" if words else "a link has no words"
        yield content.tell(
            "link-words", message, phrase.place, "write what the reader finds there", words or link.target
        )
    elif quoted := QUOTED.fullmatch(words):
        hint = f"write {quoted[1]}[{quoted[2]}]({link.target}){quoted[3]}"
        yield content.tell(
            "link-stop", f"the link “{words}” ends in the stop of a quotation", phrase.place, hint, words
        )
    elif stop := stop_of(words):
        hint = f"write [{words.removesuffix(stop)}]({link.target}){stop}"
        message = f"the link “{words}” ends in punctuation that belongs after it"
        yield content.tell("link-stop", message, phrase.place, hint, words)
    elif ADDRESS.fullmatch(words):
        hint = f"write [what the reader finds there]({link.target})"
        yield content.tell("link-bare-address", f"the link shows its address {words}", phrase.place, hint, words)


def _bare(content: ContentDocument, phrase: LibraryPhrase) -> Iterator[Finding]:
    outside = plain_text(tuple(inline for inline in phrase.inlines if not isinstance(inline, Link)))
    for match in ADDRESS.finditer(outside):
        address = match[0] if "://" in match[0] else f"https://{match[0]}"
        hint = f"write [what the reader finds there]({address})"
        yield content.tell("link-bare-address", f"the text shows the address {match[0]}", phrase.place, hint, match[0])
    for match in _EMAIL.finditer(outside):
        hint = f"write [{match[0]}](mailto:{match[0]})"
        yield content.tell("link-bare-address", f"the address {match[0]} is not a link", phrase.place, hint, match[0])


def _target(neighbours: Neighbours, content: ContentDocument, phrase: LibraryPhrase, target: str) -> Iterator[Finding]:
    inside = _RECORD.fullmatch(target)
    if inside:
        yield from _inside(neighbours, content, phrase, inside)
    elif not _ALLOWED.match(target):
        hint = "write a full address such as https://example.org/page, mailto:name@example.org, #id or name#id"
        if re.match(r"[\w-]+(?:\.[\w-]+)+(?:/|$)", target):
            hint = f"write https://{target}"
        elif target.lower().startswith("about:"):  # what Word writes where an address was taken out
            hint = "write the address that is meant, or the words alone, without [ ] and ( )"
        message = f"a page cannot link to “{target}”"
        yield content.tell("link-kind", message, phrase.place, hint, target)
    elif (host := _HOST.match(target)) and "." not in host[1]:
        message = f"“{target}” is not a complete address: after “{host[1]}” something is missing"
        yield content.tell("link-kind", message, phrase.place, "write the full address", target)
    elif target.lower().startswith("http:"):
        message = f"“{target}” begins with http, so that browsers warn of it"
        hint = f"write https{target[4:]}, if that address works"
        yield content.tell("link-plain", message, phrase.place, hint, target)


def _inside(
    neighbours: Neighbours, content: ContentDocument, phrase: LibraryPhrase, match: re.Match[str]
) -> Iterator[Finding]:
    name = match[1] or content.name
    ids = neighbours.ids(name)
    if ids is None:
        near = difflib.get_close_matches(name, neighbours.names(), 1, 0.6)
        hint = f"did you mean “{near[0]}”?" if near else f"the documents are {neighbours.listed()}"
        yield content.tell("link-unknown", f"there is no document “{name}”", phrase.place, hint, match[0])
    elif match[2] not in ids:
        near = difflib.get_close_matches(match[2], sorted(ids), 1, 0.5)
        hint = f"did you mean “{near[0]}”?" if near else "give the id of a section, a row or an action"
        message = f"{'this document' if name == content.name else name} has no id “{match[2]}”"
        yield content.tell("link-unknown", message, phrase.place, hint, match[0])
