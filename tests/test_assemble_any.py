"""Whatever a source holds, no word is lost or made up, and the result is a content file that reads back."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import content
from pipeline.assemble.assemble import assemble
from pipeline.model.findings import Severity
from pipeline.model.flow import Flow, FlowBlock, FlowParagraph, Grid, GridCell, Marker, Run, SourceWord
from pipeline.sources.typesetting import paragraphs_in
from tests.opened import opened

TEXT = """Role 1: As a Community Leader we will listen. Actions • o - – 2. (a) * † Councilís don’t café May 2018 [1] # a:b
**x** ﬁrst 1 Objective Progress ³ \uf0b7 10%"""
WORDS = st.sampled_from(TEXT.split())
SPACES = st.sampled_from([" ", " ", " ", "\n", "\t", "\u00a0", "\n\n"])


@st.composite
def runs(draw: st.DrawFn) -> tuple[Run, ...]:
    result = []
    for _ in range(draw(st.integers(1, 4))):
        text = "".join(draw(WORDS) + draw(SPACES) for _ in range(draw(st.integers(1, 6))))
        result.append(
            Run(
                text,
                draw(st.booleans()),
                draw(st.booleans()),
                draw(st.booleans()),
                draw(st.sampled_from([0.0, 8.0, 11.0, 16.0])),
            )
        )
    return tuple(result)


@st.composite
def paragraphs(draw: st.DrawFn) -> FlowParagraph:
    marker = draw(
        st.sampled_from([None, None, Marker("•", level=0, list_id="1"), Marker("2.", True, 1, "2"), Marker("\uf0b7")])
    )
    indent = draw(st.sampled_from([0.0, 18.0, 36.0]))
    heading = 0 if marker else draw(st.sampled_from([0, 0, 0, 1, 2, 4]))
    return FlowParagraph(draw(runs()), heading, marker, indent + 18, indent)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            wide = draw(st.sampled_from([1, 1, 1, columns - column]))
            while any((row, column + n) in taken for n in range(wide)):
                wide -= 1
            tall = draw(st.sampled_from([1, 1, 1, 2])) if row + 1 < rows else 1
            taken |= {(row + r, column + c) for r in range(tall) for c in range(wide)}
            inside = tuple(draw(st.lists(paragraphs(), max_size=2)))
            cells.append(GridCell(row, column, tall, wide, inside, draw(st.sampled_from([None, True, False]))))
    return Grid(rows, columns, tuple(cells), draw(st.sampled_from([None, 0, 1, 2])))


def flow_of(blocks: list[FlowBlock]) -> Flow:
    words = []
    for paragraph in paragraphs_in(blocks):
        text = (paragraph.marker.text + " " if paragraph.marker else "") + paragraph.text
        words += [SourceWord(word) for word in text.split()]
    return Flow(tuple(blocks), words=tuple(words))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.one_of(paragraphs(), paragraphs(), grids()), max_size=8))
def test_every_word_is_accounted_for_and_the_file_is_valid(blocks: list[FlowBlock]) -> None:
    result = assemble(flow_of(blocks), "any")
    assert [word.text for word in result.ledger.words if word.fate == "lost"] == []
    assert result.ledger.unaccounted == ()
    _, problems = opened(content.read(content.write(result.document).encode(), "any", "any.yaml"))
    assert [finding.as_text() for finding in problems if finding.severity is Severity.ERROR] == []
