"""Reads a Word file back as a screen reader would, and applies the accessibility rules for Word files."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.findings import Finding
from pipeline.model.flow import Unreadable
from pipeline.ooxml.fixed import digests
from pipeline.ooxml.xml import q
from pipeline.verifiers import Reading
from pipeline.verifiers.docx.allowed import strange
from pipeline.verifiers.docx.file import DocxParts, open_word
from pipeline.verifiers.docx.reading import TextPart, anchored_texts, read
from pipeline.verifiers.docx.rules_file import RULES as FILE_RULES
from pipeline.verifiers.docx.rules_look import RULES as LOOK_RULES
from pipeline.verifiers.docx.rules_objects import RULES as OBJECT_RULES
from pipeline.verifiers.docx.rules_tables import RULES as TABLE_RULES
from pipeline.verifiers.docx.rules_text import RULES as TEXT_RULES
from pipeline.verifiers.docx.runs import SHOWS, word_runs


def verify(data: bytes, file: str) -> Reading:
    """Reads the words of a Word file. Another file gives an error and no words."""
    try:
        word = open_word(data, file)
    except Unreadable as refusal:
        return Reading((), "", (refusal.finding,))
    document = read(word)
    lines = (line for part in document.children for line in part.lines())
    findings = (*word.package.findings, *_findings(word, document))
    return Reading(
        tuple(anchored_texts(document)),
        "\n".join(lines) + "\n",
        findings,
        word_runs(word),
        SHOWS,
        (*_about(word), *digests(data)),
        strange(word),
    )


def _findings(file: DocxParts, document: TextPart) -> Iterator[Finding]:
    for rule in (*FILE_RULES, *TEXT_RULES, *TABLE_RULES, *OBJECT_RULES, *LOOK_RULES):
        yield from rule(file, document)


def _about(file: DocxParts) -> Iterator[tuple[str, str]]:
    """Yields the metadata of the file: its core properties, and its default language."""
    yield "language of the text", file.styles.default_language()
    for name in ("dc:title", "dc:creator", "dc:subject", "dc:language", "cp:keywords"):
        yield from ((name.partition(":")[2], text) for text in file.cores(name) or [""])
    for root in (*file.margins["header"], *file.margins["footer"]):
        yield "running words", "".join(text.text or "" for text in root.iter(q("w:t")))
