"""Makes the conformance pack, a document of the results that is rendered and verified like every other page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.conformance import FORMATS, Conformity, Evidence, Result
from pipeline.editions.site import Site
from pipeline.model.document import (
    Blocks,
    Cell,
    Column,
    Document,
    Group,
    Item,
    Link,
    List,
    Paragraph,
    Record,
    Section,
    Table,
    Text,
)
from pipeline.model.findings import failed
from pipeline.rules import rules

CHAPTERS = {
    9: ("web_pages", "Web pages: EN 301 549 chapter 9, and what WCAG 2.2 adds"),
    10: ("documents", "Documents: EN 301 549 chapter 10"),
    12: ("support", "Documentation and support: EN 301 549 chapter 12"),
}
NEXT = "en-301-549-v4-1-1"
MEANS = {
    Conformity.SUPPORTS: "the tests that decide it were run and found no fault, or a person has checked it and said so",
    Conformity.FAILS: "a fault was found",
    Conformity.PERSON: "no test found a fault, and only a person can tell whether it is met",
    Conformity.NOT_TESTED: "the test that decides it is not part of a build",
    Conformity.NOT_APPLICABLE: "there is nothing that it could be about",
}


def report(site: Site, results: Sequence[Result], evidence: Sequence[Evidence], versions: dict[str, str]) -> Document:
    """Returns the pack as a document; `versions` are the fingerprints that manual checks must name."""
    sections = [_editions(evidence, versions)]
    for chapter, (id, heading) in CHAPTERS.items():
        chapter_results = [result for result in results if result.clause.chapter == chapter]
        sections.append(Section(id, _text(heading), (_table(id, chapter_results),)))
    return Document(
        name="index",
        title=_text("How accessible these publications are, clause by clause"),
        kind="",
        language="en-GB",
        status="published",
        summary="For each clause of EN 301 549 and each criterion of WCAG 2.2: what was tested, and what was found.",
        before_title=(_paragraph(site.council),),
        blocks=_opening(results),
        sections=(*sections, _tests(results)),
    )


def next_report(site: Site, results: Sequence[Result]) -> Document:
    """Returns the results by version 4.1.1 of the standard, as a separate page."""
    sections = [
        Section(
            id,
            _text(heading.split(",")[0]),
            (_table(id, [result for result in results if result.clause.chapter == chapter]),),
        )
        for chapter, (id, heading) in CHAPTERS.items()
    ]
    return Document(
        name=NEXT,
        title=_text("How accessible these publications are, by EN 301 549 v4.1.1"),
        kind="",
        language="en-GB",
        status="published",
        summary="The results by the next version of the standard, which takes in WCAG 2.2. Version 3.2.1 stays the reference.",
        before_title=(_paragraph(site.council),),
        blocks=(
            _paragraph(
                "Version 4.1.1 of EN 301 549 was published in September 2026 and takes in WCAG 2.2. This page carries the "
                "results over to it, clause by clause. What is new, and what was not confirmed against its text, needs a person."
            ),
            Paragraph(
                (
                    Text("The reference is version 3.2.1: "),
                    Link("conformance/index#web_pages", _text("what was tested and found")),
                    Text("."),
                )
            ),
            *_counts(results),
        ),
        sections=tuple(sections),
    )


def _opening(results: Sequence[Result]) -> Blocks:
    return (
        _paragraph(
            "This page was made by the build that made the publications. It says of each requirement which test was run on the "
            "finished files and what it found. A requirement that only a person can judge is never called met until a person's "
            "check of this very content is recorded."
        ),
        Paragraph((Link(f"conformance/{NEXT}#web_pages", _text("The same results by EN 301 549 v4.1.1")), Text("."))),
        *_counts(results),
    )


def _counts(results: Sequence[Result]) -> Blocks:
    """Returns the number of results at each level, and what the level means."""
    counts = Counter(result.level for result in results)
    lines = [f"{level}: {counts[level]}; {MEANS[level]}." for level in Conformity if counts[level]]
    return _paragraph(f"Of {len(results)} results:"), _list(lines)


def _editions(evidence: Sequence[Evidence], versions: dict[str, str]) -> Section:
    columns = _columns(file="File", words="Words", findings="Findings", version="Version of the content")
    rows = [
        _record(
            f"edition{number}",
            edition.file,
            f"{edition.words:,}, the same as in the content" if not failed(edition.findings) else "see the findings",
            "; ".join(f"{finding.message} ({finding.rule})" for finding in edition.findings) or "none",
            versions.get(edition.publication, ""),
        )
        for number, edition in enumerate(evidence, 1)
    ]
    everything = _paragraph(f"All publications together are version {versions.get('all', '')}.")
    table = Table(columns, (Group(tuple(rows)),), _text("Every file of this build, read back and compared"), "file")
    shown = (everything, table) if rows else (_paragraph("Nothing is published yet."),)
    return Section("editions", _text("What was built and read back"), shown)


def _table(id: str, results: Iterable[Result]) -> Table:
    """Returns a table with a row for each clause, and a column for each format with the result and its tests."""
    by_clause: dict[str, list[Result]] = {}
    for result in results:
        by_clause.setdefault(result.clause.name, []).append(result)
    formats = list(dict.fromkeys(result.format for results in by_clause.values() for result in results))
    labels = {format: FORMATS[format] if len(formats) > 1 else "Result" for format in formats}
    columns = _columns(clause="Requirement", **labels, note="What was seen, or what a person must look at")
    rows = [
        _row(f"{id}{number}", name, formats, clause_results)
        for number, (name, clause_results) in enumerate(by_clause.items(), 1)
    ]
    return Table(columns, (Group(tuple(rows)),), _text(CHAPTERS_BY_ID[id]), "clause")


def _row(id: str, name: str, formats: Sequence[str], results: Sequence[Result]) -> Record:
    by_format = {result.format: result for result in results}
    notes = dict.fromkeys(_note(result) for result in results if _note(result))
    cells = [Cell((_paragraph(name),))]
    for format in formats:
        format_result = by_format[format]
        tests = (_paragraph(f"Tests: {', '.join(format_result.tests)}"),) if format_result.tests else ()
        cells.append(Cell((_paragraph(str(format_result.level)), *tests)))
    return Record(id, (*cells, Cell(tuple(_paragraph(note) for note in notes))))


def _note(result: Result) -> str:
    return f"To look at: {result.clause.meaning}" if result.level is Conformity.PERSON else result.note


CHAPTERS_BY_ID = dict(CHAPTERS.values())


def _tests(results: Iterable[Result]) -> Section:
    """Lists what each test that was run looks for."""
    run = sorted({test for result in results for test in result.tests})
    all_rules = rules()
    lines = [
        f"{name}: {all_rules[name].meaning} ({all_rules[name].reference or f'WCAG {all_rules[name].wcag}'})"
        for name in run
    ]
    shown = _list(lines) if lines else _paragraph("No test was run, for nothing is published yet.")
    return Section("tests", _text("What the tests look for"), (shown,))


def _text(text: str) -> tuple[Text, ...]:
    return (Text(text),)


def _paragraph(text: str) -> Paragraph:
    return Paragraph(_text(text))


def _list(texts: Iterable[str]) -> List:
    return List(tuple(Item((_paragraph(text),)) for text in texts))


def _columns(**labels: str) -> tuple[Column, ...]:
    return tuple(Column(key, _text(label)) for key, label in labels.items())


def _record(id: str, *texts: str) -> Record:
    return Record(id, tuple(Cell((_paragraph(text),) if text else ()) for text in texts))
