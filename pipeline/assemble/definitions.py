"""Labels with their values, as the head of a report has them: "Meeting: Cabinet", "Wards affected: All", and a glossary.

Authors set them as a table whose cells are labels and values by turns, as lines with a bold label or a tab, in Word's styles
for definitions, or as short bold lines in small letters over what they mean. Each becomes one block of pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from pipeline.assemble.bullets import typed_number
from pipeline.assemble.grid_rows import Row, header_span, paragraphs_of, rows_of, text_of
from pipeline.assemble.lists import ToInlines, all_bold, blocks_of
from pipeline.assemble.runs import cut, folded, inlines_of, is_bold
from pipeline.kinds.column_keys import known_key
from pipeline.model.document import Definition, Definitions
from pipeline.model.flow import Flow, FlowBlock, FlowParagraph, Grid, GridCell
from pipeline.sources.typesetting import look_of

LABEL_WORDS, VALUE_WORDS = 6, 20
# This many rows, or lines, confirm one another.
FEWEST_ROWS, FEWEST_LINES = 2, 3
TERM, MEANING = "definition term", "definition"
# Paragraphs from one term of a glossary to the next, notes between them counted.
NEXT_TERM = 5
ENDS = (".", ":", ";", ",", "?", "!")
# A label begins with a letter, a figure or a quotation mark, its value with no sign of code: "@prefix rdf: <http://…>" is none.
LINE = re.compile(r"[\w(“‘\"'][^:\n]{1,59}:(?P<gap>\s+)(?=[^\s<{])")
DASHED = re.compile(r"[^–—\n]{2,60}\s[–—](?P<gap>\s+)(?=\S)")
DIGITS = re.compile(r"\d+")
MEMO = frozenset(
    {"to", "from", "date", "subject", "re", "cc", "copy", "through", "via", "for", "attn", "at", "oddi wrth", "dyddiad"}
)
"""The labels at the head of a memo, which need no type of their own."""
NOTICE = frozenset({
    "date", "time", "venue", "place", "location", "meeting", "where", "when", "dyddiad", "amser", "lleoliad", "man cyfarfod",
})  # fmt: skip
"""The labels of a notice of a meeting: two of them are enough, in plain type too."""
SUBJECTS = frozenset({"subject", "title", "report title", "title of report", "title of the report"})


def from_grid(grid: Grid, to_inlines: ToInlines) -> Definitions | None:
    """The pairs of a table, None where it is one of records."""
    rows = [row for row in rows_of(grid) if row.worded]
    if len(rows) < FEWEST_ROWS:
        return None
    if all(_is_label(row.worded[0]) and not _is_label(row.worded[-1]) for row in rows):
        return Definitions(tuple(entry for row in rows for entry in _pairs(row, to_inlines)), grid.place)
    if _is_glossary(grid, rows):
        return Definitions(tuple(_pair(row.worded[0], row.worded[1:], to_inlines) for row in rows), grid.place)
    return None


def from_lines(
    paragraphs: Sequence[FlowParagraph], to_inlines: ToInlines, *, first: bool = True
) -> tuple[Definitions, int] | None:
    """The pairs with which some paragraphs begin, and how many of these they take; None where they begin with none.

    `first` says that no more than a line of introduction stands before them in their section.
    """
    if len(paragraphs) > 1 and _style(paragraphs[0]) == TERM and _style(paragraphs[1]) == MEANING:
        return _in_styles(paragraphs, to_inlines)
    split = [(flow_paragraph, _label_end(flow_paragraph)) for flow_paragraph in takewhile(_label_end, paragraphs)]
    if len(split) < FEWEST_LINES and not _are_two(split):
        split = _glossary_lines(paragraphs, first=first)
        if len(split) < FEWEST_LINES:
            return None
    entries = []
    for paragraph, end in split:
        label, value = (
            replace(paragraph, runs=cut(paragraph.runs, 0, end)),
            replace(paragraph, runs=cut(paragraph.runs, end)),
        )
        entries.append(_definition(label, [value], to_inlines))
    return Definitions(tuple(entries), split[0][0].place), len(split)


def _are_two(split: Sequence[tuple[FlowParagraph, int]]) -> bool:
    """Whether two lines are labels with values without a third one: those of a notice, or of a memo with a tab behind each."""
    labels = [paragraph.text[:end] for paragraph, end in split]
    known = MEMO | NOTICE if all(label.endswith("\t") for label in labels) else NOTICE
    return len(labels) > 1 and all(folded(_without_sign(label)).casefold() in known for label in labels)


def _glossary_lines(paragraphs: Sequence[FlowParagraph], *, first: bool) -> list[tuple[FlowParagraph, int]]:
    """The first paragraphs with a bold label and whatever it means, where each label is another one but for its number.

    A dash behind the label may lead on in running text as well: it tells terms where the section holds nothing else.
    """
    ends = ((paragraph, _label_end(paragraph, meaning=True)) for paragraph in paragraphs)
    split = list(takewhile(lambda pair: pair[1], ends))
    texts = [folded(paragraph.text[:end]).casefold() for paragraph, end in split]
    labels = {DIGITS.sub("", text) for text in texts if not text[0].isdigit()}
    dashed = any(paragraph.text[:end].rstrip().endswith(("–", "—")) for paragraph, end in split)
    return split if len(labels) == len(split) and not (dashed and not (first and len(split) == len(paragraphs))) else []


def subject_of(blocks: Sequence[FlowBlock]) -> str:
    """The value of the label that names the subject of a report, in the first table of labels; "" where there is none."""
    for grid in (block for block in blocks if isinstance(block, Grid)):
        for row in rows_of(grid):
            for label, value in pairwise(row.worded):
                if text_of(label).rstrip(" :").lower() in SUBJECTS and not _is_label(value):
                    return text_of(value)
        return ""
    return ""


def _style(paragraph: FlowParagraph) -> str:
    return paragraph.style.lower()


def _in_styles(paragraphs: Sequence[FlowParagraph], to_inlines: ToInlines) -> tuple[Definitions, int]:
    entries: list[Definition] = []
    at = 0
    while at < len(paragraphs) and _style(paragraphs[at]) == TERM:
        values = list(takewhile(lambda flow_paragraph: _style(flow_paragraph) == MEANING, paragraphs[at + 1 :]))
        entries.append(_definition(paragraphs[at], values, to_inlines))
        at += 1 + len(values)
    return Definitions(tuple(entries), paragraphs[0].place), at


def _label_end(paragraph: FlowParagraph, *, meaning: bool = False) -> int:
    """Where the label of a line ends, 0 where it has none: its label is bold or a tab stands behind it, its value is neither.

    A value is short and no sentence; the `meaning` of a term may be one, and the value behind a label of a memo.
    """
    match = LINE.match(paragraph.text) or (DASHED.match(paragraph.text) if meaning else None)
    if match is None or paragraph.marker or paragraph.heading or "\n" in paragraph.text:
        return 0
    label = FlowParagraph(cut(paragraph.runs, 0, len(_without_sign(match[0]))))
    value = FlowParagraph(cut(paragraph.runs, match.end()))
    memo = folded(label.text).casefold() in MEMO | NOTICE
    meaning = meaning or memo
    short = len(label.text.split()) <= LABEL_WORDS and (meaning or len(value.text.split()) <= VALUE_WORDS)
    apart = memo or (is_bold(label) and not any(run.bold for run in value.runs)) or "\t" in match["gap"]
    sentence = value.text.rstrip().endswith(".")
    return match.end() if short and apart and (meaning or not sentence) else 0


def _is_label(cell: GridCell) -> bool:
    text = text_of(cell)
    return text.endswith(":") and len(text.split()) <= LABEL_WORDS


def _pairs(row: Row, to_inlines: ToInlines) -> list[Definition]:
    """The pairs of one row: a label, and the cells up to the next label."""
    definitions: list[Definition] = []
    cells = list(row.worded)
    while cells:
        values = list(takewhile(lambda cell: not _is_label(cell), cells[1:]))
        definitions.append(_pair(cells[0], values, to_inlines))
        cells = cells[1 + len(values) :]
    return definitions


def _is_glossary(grid: Grid, rows: Sequence[Row]) -> bool:
    """Whether a table without header has two columns, the first of short bold words, the second of text that is not bold."""
    if grid.header_rows or grid.columns != 2 or len(rows) < FEWEST_LINES or any(len(row.worded) != 2 for row in rows):
        return False
    first, end = header_span(grid, rows_of(grid))
    terms, meanings = ([paragraphs_of(row.worded[at]) for row in rows] for at in (0, 1))
    short = all(len(text_of(row.worded[0]).split()) <= LABEL_WORDS for row in rows)
    known = any(known_key(text_of(cell)) for cell in rows[0].worded)
    return first == end and short and not known and all(map(all_bold, terms)) and not any(map(all_bold, meanings))


def _pair(label: GridCell, values: Sequence[GridCell], to_inlines: ToInlines) -> Definition:
    runs = [
        run
        for paragraph in paragraphs_of(label)
        if paragraph.runs
        for run in (*paragraph.runs, replace(paragraph.runs[-1], text=" "))
    ]
    paragraphs = [paragraph for cell in values for paragraph in paragraphs_of(cell)]
    return _definition(FlowParagraph(tuple(runs), place=label.place), paragraphs, to_inlines)


def _without_sign(label: str) -> str:
    """A label without the colon or dash behind it, if it has any words."""
    return label.rstrip(" \t:–—\N{NO-BREAK SPACE}") or label


def _definition(label: FlowParagraph, values: Sequence[FlowParagraph], to_inlines: ToInlines) -> Definition:
    """A pair. The sign behind the label goes; that all of a value is bold only sets it apart."""
    end = len(_without_sign(label.text))
    if all_bold(values):
        values = [replace(value, runs=tuple(replace(run, bold=False) for run in value.runs)) for value in values]
    name = inlines_of(cut(label.runs, 0, end), bold=False, italic=False)
    return Definition(name, blocks_of(values, to_inlines), place=label.place)


# ------------------------------------------------------------------------------------------------ terms that only show


def with_glossaries(flow: Flow) -> Flow:
    """The flow with the terms of each glossary, and the paragraph or list under each, in the styles of definitions."""
    blocks = list(flow.blocks)
    for at in _terms(blocks):
        more = takewhile(_is_item, blocks[at + 2 :]) if _has_list(blocks[at + 1]) else ()
        for number, block in enumerate((*blocks[at : at + 2], *more), at):
            assert isinstance(block, FlowParagraph)
            blocks[number] = replace(block, style=TERM if number == at else MEANING)
    return replace(flow, blocks=tuple(blocks))


def _terms(blocks: Sequence[FlowBlock]) -> Iterator[int]:
    """The places of all terms: several lines set alike near one another, of which most begin in small letters."""
    terms = [at for at in range(len(blocks) - 1) if _may_be_term(blocks[at]) and _may_be_meaning(blocks[at + 1])]
    runs: list[list[int]] = []
    for at in terms:
        if runs and at - runs[-1][-1] <= NEXT_TERM and _alike(blocks[at], blocks[runs[-1][-1]]):
            runs[-1].append(at)
        else:
            runs.append([at])
    for run in runs:
        small = sum(_begins_small(blocks[at]) for at in run)
        if len(run) >= FEWEST_LINES and 2 * small > len(run):
            yield from run


def _may_be_term(block: FlowBlock) -> bool:
    if not isinstance(block, FlowParagraph) or block.heading or block.marker or not is_bold(block):
        return False
    return len(block.text.split()) <= LABEL_WORDS and not block.text.rstrip().endswith(ENDS)


def _may_be_meaning(block: FlowBlock) -> bool:
    return isinstance(block, FlowParagraph) and not block.heading and bool(block.text.strip()) and not is_bold(block)


def _has_list(block: FlowBlock) -> bool:
    """Whether a meaning is a list, or leads to one."""
    return _is_item(block) or (isinstance(block, FlowParagraph) and block.text.rstrip().endswith(":"))


def _is_item(block: FlowBlock) -> bool:
    return isinstance(block, FlowParagraph) and (block.marker is not None or bool(typed_number(block.text)))


def _alike(one: FlowBlock, other: FlowBlock) -> bool:
    return isinstance(one, FlowParagraph) and isinstance(other, FlowParagraph) and look_of(one) == look_of(other)


def _begins_small(block: FlowBlock) -> bool:
    return isinstance(block, FlowParagraph) and block.text.strip(" (“\"'")[:1].islower()
