"""Rules about the text: marked headings and lists, meaningful links, no blanks for layout."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from pipeline.model.findings import Finding, error, note, warning
from pipeline.ooxml.xml import Element, child, q, switched, value
from pipeline.verifiers.docx.file import DocxParts, run_text, runs, short, style_name, text_of
from pipeline.verifiers.docx.reading import TextPart
from pipeline.verifiers.signs import sign

Rule = Callable[[DocxParts, TextPart], Iterator[Finding]]
NEEDS_HEADINGS = 1500  # the least characters of a document that needs headings
MANY_HEADINGS = 7  # the least headings for which a contents list helps
LONG_HEADING = 120  # characters
SHORT_LINE = 90  # characters; a shorter bold paragraph looks like a heading
TYPED_BULLET = re.compile(r"^\s*([•·●▪■◦○–—*\-\uf0b7\u2023]|o(?=\t))[\s\u00a0]+\S")
BULLET = re.compile(r"^\s*[•●▪■◦○\uf0b7\u2023]")
TYPED_NUMBER = re.compile(r"^\s*(\(?(\d{1,2}|[a-z]|[ivx]{1,4})[.)])[\t\u00a0 ]+\S", re.IGNORECASE)
PADDING = re.compile(r"[ \u00a0]{3,}|\t\s*\t|\S\t+\S|\n\s*\n")
ADDRESS = re.compile(r"^(https?://|www\.)\S+$", re.IGNORECASE)
EMPTY_WORDS = {"click here", "here", "this link", "link", "read more", "more", "this page", "website", "click", "this"}


def headings(file: DocxParts, document: TextPart) -> Iterator[Finding]:
    """WCAG 1.3.1, 2.4.6: there are headings, one at level 1, none empty, none too long, no level skipped."""
    parts = [part for part in document.walk() if part.role == "heading"]
    if not parts and sum(len(part.text) for part in document.walk()) > NEEDS_HEADINGS:
        message = "the document has no headings, so readers cannot find their way by them"
        yield error("docx-no-headings", message, file.place, "give the headings the styles Heading 1, Heading 2 …")
    tops = [part for part in parts if part.level == 1]
    if parts and len(tops) != 1:
        message = f"there are {len(tops)} headings of level 1; there should be one, the title"
        yield warning("docx-heading-1", message, file.place)
    for part in parts:
        if not part.text.strip() and not part.children:
            yield error(
                "docx-empty-heading", f"a heading of level {part.level} has no words", file.place, block=part.anchor
            )
        elif len(part.text) > LONG_HEADING:
            message = f"the heading {short(part.text)} has {len(part.text)} characters; should it be a paragraph?"
            yield note("docx-long-heading", message, file.place, block=part.anchor)
    for before, after in pairwise(parts):
        if after.level > before.level + 1:
            message = f"the heading {short(after.text)} is of level {after.level} after one of level {before.level}"
            yield error("docx-heading-skip", message, file.place, "do not skip a level", block=after.anchor)


def fake_headings(file: DocxParts, document: TextPart) -> Iterator[Finding]:
    """WCAG 1.3.1: no short, bold, separate paragraph looks like a heading without being one."""
    shown = [part for part in _paragraphs(document) if part.role == "table" or part.text.strip()]
    for part, following in pairwise([*shown, TextPart("end")]):
        text = part.text.strip()
        if not text or len(text) > SHORT_LINE or text.endswith((".", ",", ";")) or part.element is None:
            continue
        if following.role not in ("paragraph", "item", "table"):
            continue
        if _set_as_heading(file, part.element) and not _set_as_heading(file, following.element):
            message = f"{short(text)} looks like a heading but is not marked as one"
            yield warning("docx-fake-heading", message, file.place, "give it a heading style", block=part.anchor)


def _set_as_heading(file: DocxParts, paragraph: Element | None) -> bool:
    """Whether all words are bold by direct formatting; a style would state the purpose of a bold line."""
    if paragraph is None:
        return False
    shown = [run for run in runs(paragraph) if run_text(run).strip()]
    bold = [switched(child(run, "w:rPr"), "w:b") for run in shown]
    large = [value(child(run, "w:rPr"), "w:sz") for run in shown]
    plain = style_name(file, paragraph) in ("normal", "body text", "no spacing", "")
    return bool(shown) and plain and (all(bold) or (all(large) and max(map(_number, large)) >= 28))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def fake_lists(file: DocxParts, document: TextPart) -> Iterator[Finding]:
    """WCAG 1.3.1: lists are not typed by hand. A single label may be a note, and contents lists have links."""
    plain = [part for part in document.walk() if part.role == "paragraph" and not _in_contents(file, part)]
    for kind, typed in (("bullet", TYPED_BULLET), ("number", TYPED_NUMBER)):
        parts = [part for run in _typed_runs(plain, typed) for part in run]
        if parts:
            message = f"{_counted(parts)} a typed {kind} where a real list is needed"
            hint = "in Word: select them, Home, Bullets or Numbering"
            yield warning("docx-fake-list", message, file.place, hint, block=parts[0].anchor)


def _in_contents(file: DocxParts, part: TextPart) -> bool:
    return part.element is not None and style_name(file, part.element).startswith("toc ")


def _typed_runs(plain: list[TextPart], typed: re.Pattern[str]) -> Iterator[list[TextPart]]:
    """Yields adjacent paragraphs whose typed labels form a list: successive numbers, or the same bullet; also a single "•"."""
    run: list[tuple[TextPart, str]] = []
    for part in [*plain, TextPart("end")]:
        match = typed.match(part.text)
        if run and not (match and _goes_on(run[-1][1], match[1])):
            if len(run) > 1 or BULLET.match(run[0][1]):
                yield [member for member, _ in run]
            run = []
        if match:
            run.append((part, match[1]))


def _goes_on(before: str, label: str) -> bool:
    """Whether a label follows another: the same bullet, or the next number, letter or Roman numeral."""
    old, new = (re.sub(r"[().]", "", text) for text in (before, label))
    if before[-1:] not in (".", ")"):
        return before == label
    styles = ("1", "a", "A", "i", "I")
    return any(old == sign(style, n) and new == sign(style, n + 1) for style in styles for n in range(1, 100))


def _counted(parts: list[TextPart]) -> str:
    """The start of a message: the number of paragraphs, the words of the first one, and the verb."""
    if len(parts) == 1:
        return f"the paragraph {short(parts[0].text)} has"
    return f"{len(parts)} paragraphs, the first {short(parts[0].text)}, have"


def blanks(file: DocxParts, document: TextPart) -> Iterator[Finding]:
    """Word: no empty paragraphs, spaces or tabs for layout, because screen readers say “blank” for each."""
    empty: list[TextPart] = []
    padded: list[TextPart] = []
    for part in document.walk():
        if part.role not in ("paragraph", "item", "heading") or part.element is None:
            continue
        if not part.text.strip() and not part.children:
            empty += [] if _needed(part.element) else [part]
        elif PADDING.search(part.text.strip("\n")) and not TYPED_BULLET.match(part.text):
            padded.append(part)
    if padded:
        message = f"{_counted(padded)} blanks or tabs that position words"
        yield warning("docx-blanks", message, file.place, "use indents or a table instead", block=padded[0].anchor)
    if empty:
        message = f"{len(empty)} empty paragraph{'s are' if len(empty) > 1 else ' is'} used for space in the text"
        yield warning("docx-empty-paragraphs", message, file.place, "set space before or after in the style")


def _needed(paragraph: Element) -> bool:
    """Whether Word needs an empty paragraph: in an empty cell, or to end a section or a page."""
    holder = paragraph.getparent()
    alone = holder.tag == q("w:tc") and len(holder.findall(q("w:p"))) == 1
    section = child(child(paragraph, "w:pPr"), "w:sectPr") is not None
    return alone or section or any(True for _ in paragraph.iter(q("w:br")))


def links(file: DocxParts, _: TextPart) -> Iterator[Finding]:
    """WCAG 2.4.4: the words of a link describe its target, and the target exists."""
    names = Counter(mark.get(q("w:name"), "").lower() for mark in file.root.iter(q("w:bookmarkStart")))
    for link in file.root.iter(q("w:hyperlink")):
        words = text_of(link).strip()
        anchor, relation = link.get(q("w:anchor"), ""), file.target(link)
        if not words and not any(True for _ in link.iter(q("w:drawing"), q("w:footnoteReference"))):
            yield error(
                "docx-empty-link", f"a link to “{anchor or (relation and relation.target)}” has no words", file.place
            )
        elif words.lower().strip(" .…>»") in EMPTY_WORDS:
            yield warning("docx-link-words", f"the link “{words}” does not say where it leads", file.place)
        elif ADDRESS.match(words):
            message = f"the link {short(words)} shows an address instead of words"
            yield warning("docx-link-address", message, file.place, "write what readers find at that address")
        if link.get(q("r:id")) is None and anchor and anchor.lower() not in names and anchor != "_top":
            yield error(
                "docx-broken-link", f"the link {short(words)} leads to “{anchor}”, which is not there", file.place
            )
    for name, count in names.items():
        if count > 1:
            yield error("docx-duplicate-bookmark", f"{count} bookmarks have the name “{name}”", file.place)


def contents(file: DocxParts, document: TextPart) -> Iterator[Finding]:
    """A long document has a contents list with links."""
    parts = [part for part in document.walk() if part.role == "heading" and part.level > 1]
    styles = {style_name(file, element) for element in file.body.iter(q("w:p"))}
    if len(parts) >= MANY_HEADINGS and not any(re.match(r"(toc|contents) \d", style) for style in styles):
        yield note("docx-no-contents", f"there are {len(parts)} headings and no contents list", file.place)


def _paragraphs(document: TextPart) -> list[TextPart]:
    """Returns the paragraphs outside tables."""
    inside = {id(part) for table in document.walk() if table.role == "table" for part in table.walk()}
    kinds = ("paragraph", "item", "heading", "table")
    return [part for part in document.walk() if part.role in kinds and (id(part) not in inside or part.role == "table")]


RULES: tuple[Rule, ...] = (headings, fake_headings, fake_lists, blanks, links, contents)
