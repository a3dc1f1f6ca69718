"""Rules about the file as a whole: language, title, protection, and remains of editing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.model.findings import Finding, error, note, warning
from pipeline.ooxml.package import macros
from pipeline.ooxml.xml import number, q, switched, value
from pipeline.verifiers.docx.file import DocxParts, field_codes
from pipeline.verifiers.docx.reading import TextPart

Rule = Callable[[DocxParts, TextPart], Iterator[Finding]]
BCP47 = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
CURRENT_LAYOUT = 15  # compatibility mode of Word 2013 and later
LONG_TEXT = 2500  # the least characters of a document that needs page numbers


def language(file: DocxParts, _: TextPart) -> Iterator[Finding]:
    """WCAG 3.1.1: the default language of the text is set, and agrees with the properties."""
    default = file.styles.default_language()
    if not BCP47.fullmatch(default):
        hint = "in Word: Review, Language, Set proofing language, Set as default"
        yield error("docx-language", "the file does not say in which language it is written", file.place, hint)
    stated = file.core("dc:language")
    if default and stated and stated.split("-")[0].lower() != default.split("-")[0].lower():
        message = f"the properties say the language is “{stated}”, the styles say “{default}”"
        yield warning("docx-language-differs", message, file.place)


def title(file: DocxParts, _: TextPart) -> Iterator[Finding]:
    """WCAG 2.4.2: the properties have a title, which is not the name of the file."""
    stated, name = file.core("dc:title"), re.sub(r".*[/\\]|\.docx$", "", file.name)
    hint = "in Word: File, Info, Title"
    if not stated:
        yield error("docx-title", "the properties have no title", file.place, hint)
    elif stated.lower().removesuffix(".docx") == name.lower():
        yield warning("docx-title-file-name", f"the title “{stated}” is only the name of the file", file.place, hint)


def protection(file: DocxParts, _: TextPart) -> Iterator[Finding]:
    """Word: protection must not keep assistive technology, or people who change sizes, from the text."""
    for element in (
        file.settings.iter(q("w:documentProtection"), q("w:writeProtection")) if file.settings is not None else ()
    ):
        enforced = element.get(q("w:enforcement"), "0").lower() in ("1", "true", "on")
        if enforced or element.tag == q("w:writeProtection"):
            message = "the file is protected, so readers cannot adapt it"
            yield error("docx-protected", message, file.place, "in Word: Review, Restrict editing, Stop protection")


def prompts(file: DocxParts, _: TextPart) -> Iterator[Finding]:
    """Nothing asks a question before the file can be read."""
    dirty = [
        mark for mark in file.root.iter(q("w:fldChar"), q("w:fldSimple")) if mark.get(q("w:dirty")) in ("1", "true")
    ]
    if switched(file.settings, "w:updateFields") or dirty:
        yield warning("docx-update-prompt", "Word asks whether to update fields when the file is opened", file.place)


def layout(file: DocxParts, _: TextPart) -> Iterator[Finding]:
    """The file has the current layout, and words are not hyphenated."""
    settings = [] if file.settings is None else list(file.settings.iter(q("w:compatSetting")))
    modes = [number(setting.get(q("w:val"))) for setting in settings if setting.get(q("w:name")) == "compatibilityMode"]
    if max(modes, default=0) < CURRENT_LAYOUT:
        message = "the file opens in compatibility mode, in which Word's accessibility checker does not work"
        yield warning("docx-compatibility", message, file.place, "in Word: File, Info, Convert")
    if switched(file.settings, "w:autoHyphenation"):
        yield warning(
            "docx-hyphenation", "words are divided at the ends of lines", file.place, "in Word: Layout, Hyphenation"
        )


def leftovers(file: DocxParts, _: TextPart) -> Iterator[Finding]:
    """Authors must not leave tracked changes or comments in the file."""
    changes = sum(1 for _ in file.root.iter(*map(q, ("w:ins", "w:del", "w:moveFrom", "w:moveTo"))))
    if changes:
        message = f"the file has {changes} tracked change{'s' if changes > 1 else ''}"
        yield error("docx-tracked-changes", message, file.place, "in Word: Review, Accept or Reject")
    comments = sum(1 for root in file.margins["comments"] for _ in root.iter(q("w:comment")))
    if comments:
        message = f"the file has {comments} comment{'s' if comments > 1 else ''}"
        yield warning("docx-comments", message, file.place, "settle and delete them before you publish")
    yield from macros(file.package)


def watermark(file: DocxParts, _: TextPart) -> Iterator[Finding]:
    """Word: a watermark is behind the text, reduces its contrast and is not read aloud."""
    for kind in ("header", "footer"):
        for root in file.margins[kind]:
            if any(True for _ in root.iter(q("v:textpath"))) or any(True for _ in root.iter(q("v:shape"))):
                message = f"a watermark or drawing is in the {kind}, where it is not read out"
                yield warning("docx-watermark", message, file.place, "say it in the text instead, such as “Draft”")
                return


def page_numbers(file: DocxParts, document: TextPart) -> Iterator[Finding]:
    """A long document has page numbers, so that people in a meeting find the same place."""
    margins = [root for kind in ("header", "footer") for root in file.margins[kind]]
    numbered = any(re.search(r"\bPAGE\b", field_codes(root)) for root in margins)
    if not numbered and sum(len(part.text) for part in document.walk()) > LONG_TEXT:
        yield note("docx-page-numbers", "the pages are not numbered", file.place, "in Word: Insert, Page number")


def columns(file: DocxParts, _: TextPart) -> Iterator[Finding]:
    """Text in columns is hard to follow when it is enlarged (UKAAF G003: single column)."""
    for section in file.body.iter(q("w:sectPr")):
        if number(value(section, "w:cols", "w:num"), 1) > 1:
            yield warning("docx-columns", "text is set in columns", file.place, "in Word: Layout, Columns, One")
            return


RULES: tuple[Rule, ...] = (
    language, title, protection, prompts, layout, leftovers, watermark, page_numbers, columns,
)  # fmt: skip
