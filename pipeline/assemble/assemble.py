"""What a source says (`Flow`) made into a `Document`, whatever its format, with an account of every word.

Decodings are mended first, typed notes tied to their marks, headings found, then text, lists and tables of records are put
under them; the kind and the period are read off the result, ids given, and the ledger drawn up from the finished document.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.assemble.account.word_account import Changes, Ledger, draw_up
from pipeline.assemble.actions import with_actions
from pipeline.assemble.anchors import has_inner_links, relinked, targets
from pipeline.assemble.bullets import SAID
from pipeline.assemble.captions import with_captions
from pipeline.assemble.definitions import subject_of, with_glossaries
from pipeline.assemble.figure_signs import with_signs
from pipeline.assemble.grid_rows import ExtractorWords
from pipeline.assemble.ids import with_ids
from pipeline.assemble.languages import with_languages
from pipeline.assemble.list_labels import clause_as_text
from pipeline.assemble.lists import ToInlines
from pipeline.assemble.ocr_marks import with_marks
from pipeline.assemble.outline import headings as heading_rules
from pipeline.assemble.outline import title as title_rules
from pipeline.assemble.outline.header_title import title_beside, unless_in_header
from pipeline.assemble.outline.heading_lines import with_numbered_lines, without_anchors
from pipeline.assemble.outline.heading_numbers import with_appendices, with_front_matter
from pipeline.assemble.outline.heading_styles import beside_earlier
from pipeline.assemble.outline.numbered_titles import with_numbered_titles
from pipeline.assemble.outline.title_cells import with_title_of_table
from pipeline.assemble.recognise_kind import kind_of, period_of
from pipeline.assemble.repair import mend
from pipeline.assemble.runs import inlines_of
from pipeline.assemble.sections import Shelf, doubts_in, front_matter, sectioned
from pipeline.assemble.typed_notes import marks_in, resolve
from pipeline.kinds import kind_named
from pipeline.model.document import Document, Inlines, List, Note, Paragraph, Section, Text
from pipeline.model.findings import Findings, Severity
from pipeline.model.flow import Flow, FlowNote, FlowParagraph, Run
from pipeline.model.flow_change import flow_over
from pipeline.model.place import NOWHERE, Place
from pipeline.model.walk import tidy
from pipeline.model.with_findings import Collector, carrying
from pipeline.sources.contents_list import without_contents
from pipeline.sources.typesetting import paragraphs_in

FALLBACK_KIND = "report"
HIDDEN, MOST_HIDDEN = "hidden-words", 12
"""The rule of words that nobody sees in the source, and how many places of them the content file lists."""


@dataclass(frozen=True)
class Extraction:
    """What became of one source file: the document, the account of its words, what to look at, its pictures by file name."""

    document: Document
    ledger: Ledger
    findings: Findings
    pictures: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True)
class _Built:
    """A document with the positions of its headings in the flow, the shelf that it was put on, and words that were added."""

    document: Document
    starts: tuple[int, ...]
    title: Place
    shelf: Shelf
    added: tuple[ExtractorWords, ...]


@carrying
def assemble(into: Collector, flow: Flow, name: str, kind: str = "") -> Extraction:
    """The document that a flow holds. `name` is its id; `kind` overrules what the content tells."""
    into.add(*flow.findings)
    flow = without_contents(without_anchors(flow))
    markers = tuple(p.marker.text.translate(SAID) for p in paragraphs_in(flow.blocks) if p.marker)
    flow, repairs, doubt = mend(flow)
    flow, signs = with_signs(flow)
    flow, language_question = with_languages(flow)
    flow = resolve(flow).take(into)
    marks = frozenset(marks_in(flow))
    flow = with_numbered_titles(with_numbered_lines(flow_over(flow, clause_as_text)))
    flow = with_title_of_table(with_captions(with_glossaries(flow)))
    built = _built(flow, name, kind)
    if has_inner_links(flow):
        flow = relinked(flow, targets(flow, built.starts, built.document)).take(into)
        built = _built(flow, name, kind)
    document = built.document
    asked = (*filter(None, (language_question, doubt)), *_asked_of_hidden(flow.findings))
    document = replace(document, guesses=(*document.guesses, *asked))
    account = built.shelf.account
    added = (*account.added, *built.added)
    changes = Changes((*repairs, *signs), tuple(account.asides), added, marks, markers, built.title)
    into.add(*account.findings)
    ledger = draw_up(flow, changes, document).take(into)
    return Extraction(document, ledger, (), tuple(built.shelf.pictures.items()))


def _asked_of_hidden(findings: Findings) -> list[str]:
    """What must be settled before the document is published: each place where words lie hidden in the source."""
    places = [finding.message for finding in findings if finding.rule == HIDDEN and finding.severity is Severity.ERROR]
    more = len(places) - MOST_HIDDEN
    return [f"{place}; ask who hid them, and why" for place in places[:MOST_HIDDEN]] + (
        [f"words lie hidden at {more} more places; see the account"] if more > 0 else []
    )


def _built(flow: Flow, name: str, kind: str) -> _Built:
    def to_inlines(paragraph: FlowParagraph, breaks: bool) -> Inlines:
        return inlines_of(paragraph.runs, flow.language, breaks=breaks)

    shelf = Shelf(to_inlines, name)
    candidates = heading_rules.find(flow.blocks)
    title = unless_in_header(title_rules.find(flow.blocks, candidates), candidates, flow)
    start = title.indexes[-1] + 1 if title.indexes else 0
    cover = title_rules.cover_lines(flow.blocks, candidates, title)
    headings = [candidate for candidate in candidates if candidate.index >= start and candidate.index not in cover]
    over_all = title_rules.over_all(flow.blocks, headings)
    headings = [c for c in headings if c.index not in over_all]
    headings = with_appendices(beside_earlier(with_front_matter(headings)))
    title_inlines, added = _title(flow, title, name)
    front = front_matter(flow.blocks[: title.indexes[0]], shelf) if title.indexes else ()
    # Only text may stand before a title; a table or labels from there begin the text.
    before = tuple(block for block in front if isinstance(block, Paragraph | List))
    blocks, sections = sectioned(flow.blocks, headings, start, shelf)
    document = Document(
        name=name,
        title=title_inlines,
        language=flow.language,
        before_title=before,
        blocks=(*(block for block in front if block not in before), *blocks),
        sections=sections,
        notes=tuple(_note(note, to_inlines) for note in flow.notes),
        guesses=(("taken as the title, though nothing marks it as one; is it?",) if title.guessed else ())
        + tuple(f"{words.reason}; is it the right one?" for words in added)
        + doubts_in(flow.blocks[: headings[0].index if headings else None]),
    )
    starts = tuple(candidate.index for candidate in headings)
    document = _described(document, name, kind)
    place = flow.blocks[title.indexes[0]].place if title.indexes else NOWHERE
    return _Built(with_marks(document, flow.recognised, place), starts, place, shelf, tuple(added))


def _title(flow: Flow, title: title_rules.Title, name: str) -> tuple[Inlines, list[ExtractorWords]]:
    """The words of the title; where the text has none, those beside it or the name of the file, which are added words."""
    if title.indexes:
        runs = [run for index in title.indexes for run in _spaced(flow, index)]
        return inlines_of(runs, bold=False, italic=False), []
    subject = subject_of(flow.blocks)
    text = subject or title_beside(flow) or name.replace("-", " ").replace("_", " ").capitalize()
    reason = (
        "title taken from the subject of the report"
        if subject
        else "title taken from the file's properties, page header or name"
    )
    return tidy((Text(text),)), [ExtractorWords(text, reason)]


def _spaced(flow: Flow, index: int) -> list[Run]:
    paragraph = flow.blocks[index]
    assert isinstance(paragraph, FlowParagraph)
    runs = list(paragraph.runs)
    return [*runs, replace(runs[-1], text=" ")] if runs else []


def _note(note: FlowNote, to_inlines: ToInlines) -> Note:
    runs = [
        run
        for paragraph in note.paragraphs
        if paragraph.runs
        for run in (*paragraph.runs, replace(paragraph.runs[-1], text=" "))
    ]
    place = note.paragraphs[0].place if note.paragraphs else note.place
    return Note(note.key, to_inlines(FlowParagraph(tuple(runs)), False), place)


def _described(document: Document, name: str, kind: str) -> Document:
    """The document with its kind, its period, actions that are prose as entries, and ids."""
    named = kind_named(kind)
    found = named.name if named else kind_of(document, name)
    doubts = [] if found else [f"we could not tell what kind of document this is; is it a {FALLBACK_KIND}?"]
    document = replace(document, kind=found or FALLBACK_KIND)
    period, doubt = period_of(document, name)
    document = replace(document, period=period, guesses=(*document.guesses, *doubts, *((doubt,) if doubt else ())))
    if document.kind in ("objectives", "policy"):
        sections: tuple[Section, ...] = tuple(with_actions(section) for section in document.sections)
        document = replace(document, sections=sections)
    return with_ids(document)
