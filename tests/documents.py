"""Documents for tests: one with every node of the model, and Hypothesis strategies for any document."""

from __future__ import annotations

from hypothesis import strategies as st

from pipeline.model import document as m
from pipeline.model.numbering import counted, label
from pipeline.model.walk import tidy

CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff").filter(
    lambda sign: not "\ufdd0" <= sign <= "\ufdef" and ord(sign) & 0xFFFE != 0xFFFE  # codes that are no characters
)
AWKWARD = st.sampled_from(list("*_`#>-+=~[]{}()<>&\\|!:;,.'\"1 0é’–\u00a0\u200f😀"))
WORDS = st.text(st.one_of(AWKWARD, AWKWARD, CHARACTERS), min_size=1, max_size=12)
IDS = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,8}", fullmatch=True)


def texts() -> st.SearchStrategy[m.Inline]:
    """Plain words of any characters."""
    return WORDS.map(m.Text)


def inlines(depth: int = 1) -> st.SearchStrategy[m.Inlines]:
    """Phrases in normal form with words, links, languages, notes and line breaks."""
    choices: list[st.SearchStrategy[m.Inline]] = [texts(), texts(), st.just(m.LineBreak()), st.just(m.NoteRef("1"))]
    if depth:
        inner = texts().map(lambda one: tidy((one,))).filter(bool)
        choices += [
            inner.map(lambda children: m.Link("https://example.org/a_b", children)),
            inner.map(lambda children: m.Span("cy", children)),
        ]
    return st.lists(st.one_of(choices), min_size=1, max_size=4).map(lambda some: tidy(tuple(some)))


def paragraphs() -> st.SearchStrategy[m.Block]:
    """Paragraphs that hold something."""
    return inlines().filter(bool).map(m.Paragraph)


def numberings() -> st.SearchStrategy[m.Numbering]:
    """Every way to number a list, from many starts; 0 has figures alone."""
    forms = st.sampled_from(["1.", "1)", "(1)"])
    figures = st.builds(m.Numbering, st.just(m.NumberStyle.DECIMAL), forms, st.integers(0, 30))
    return st.one_of(figures, st.builds(m.Numbering, st.sampled_from(m.NumberStyle), forms, st.integers(1, 40)))


def as_read(numbering: m.Numbering, count: int) -> m.Numbering:
    """The numbering that so many labels show: "i." alone may be a letter or a Roman numeral."""
    return counted([label(numbering, index) for index in range(count)])[0]


def lists(depth: int = 1) -> st.SearchStrategy[m.Block]:
    """Bulleted and numbered lists, nested."""
    more = st.lists(lists(depth - 1), max_size=1) if depth else st.just([])
    item = st.tuples(paragraphs(), more).map(lambda pair: m.Item((pair[0], *pair[1])))
    items = st.lists(item, min_size=1, max_size=3).map(tuple)
    bulleted = items.map(lambda some: m.List(some))
    numbered = st.tuples(items, numberings()).map(lambda pair: m.List(pair[0], as_read(pair[1], len(pair[0]))))
    return st.one_of(bulleted, numbered)


def running() -> st.SearchStrategy[m.Blocks]:
    """Some running text."""
    return st.lists(st.one_of(paragraphs(), paragraphs(), lists()), max_size=3).map(tuple)


def P(text: str) -> m.Paragraph:
    """A paragraph of plain words."""
    return m.Paragraph((m.Text(text),))


def every_node() -> m.Document:
    """A small paper with every node of the model in it."""
    columns = (m.Column("action", (m.Text("Agreed action"),)), m.Column("progress", (m.Text("Progress"),)))
    cell = m.Cell((P("Two parts:"), m.List((m.Item((P("one"), m.List((m.Item((P("half"),)),)))), m.Item((P("two"),))))))
    rows = (
        m.Record(
            "R1", (m.Cell((P("Train staff: all of them # soon"),)), cell), ("plan#CL1",), ("other#R9", "third#R8")
        ),
        m.Record(
            "R2", (m.Cell((P("Ask residents"),)), m.Cell(guesses=("is this cell empty?",))), guesses=("one row?",)
        ),
    )
    table = m.Table(columns, (m.Group(rows),), (m.Text("Progress in 2021"),), "action", ("a table?",))
    band = m.Group(
        (m.Record("R3", (m.Cell((P("Lead"),)), m.Cell((P("Done."),)))),),
        (m.Text("As a Leader"),),
        (P("We lead."),),
        "leader",
    )
    banded = m.Table(columns, (band, m.Group((), (m.Text("As an Employer"),))))
    passage: m.Blocks = (
        m.Paragraph(
            (m.Text("See "), m.Strong((m.Text("this"),)), m.Text(", "), m.Emphasis((m.Text("that"),)), m.Text(" and "),
             m.Link("https://example.org/x", (m.Text("the plan"),)), m.NoteRef("1"), m.Text(" or "),
             m.Span("cy", (m.Text("y cynllun"),)), m.LineBreak(), m.Text("PSED matters")),
        ),
        m.List((m.Item((P("first"), P("more of the first"))), m.Item((P("second"),))), m.Numbering(start=3)),
        m.List((m.Item((P("a"),)),)),
        m.List((m.Item((P("b"),)),)),
    )  # fmt: skip
    parts: m.Blocks = (
        P("Before."), table, P("Between."), m.Image("crest.png", "The crest of the council"),
        m.Image("line.png", decorative=True), m.Quote((P("We listen."),)), m.Box(m.Role.WARNING, (P("Mind the date."),)),
        m.Actions((m.Action("A1", (P("We will act."),), ("plan#CL2",), ("prose?",)),)),
    )  # fmt: skip
    inner = m.Section("inner", (m.Text("Inner part"),), (banded,))
    return m.Document(
        name="every-node",
        title=(m.Text("Every node: a paper"),),
        kind="update",
        period="2020 to 2021",
        owner="Policy team",
        published="12 October 2021",
        status="draft",
        summary="A paper that holds everything.",
        source=m.Source("every.docx", "00ff" * 16),
        before_title=(P("Maidstone Borough Council"),),
        abbreviations=(("PSED", "Public Sector Equality Duty"),),
        blocks=passage,
        sections=(
            m.Section("first", (m.Text("First part"),), parts, (inner,), ("a heading?",)),
            labels_and_captions(),
            m.Section("last", (m.Text("Last"),)),
        ),
        notes=(m.Note("1", (m.Text("See "), m.Link("https://example.org/a", (m.Text("Appendix A"),)), m.Text("."))),),
        guesses=("the title?",),
    )


def labels_and_captions() -> m.Section:
    """A section with definitions, a captioned picture, and lists that count with letters, Roman numerals and brackets."""
    meeting = m.Definition((m.Text("Meeting"),), (P("Cabinet"), m.List((m.Item((P("in public"),)),))), ("a label?",))
    letters = m.Numbering(m.NumberStyle.LOWER_LETTER, "(1)", 8)
    roman = m.Numbering(m.NumberStyle.LOWER_ROMAN)
    inner = m.List((m.Item((P("the first"),)), m.Item((P("the second"),))), roman)
    blocks: m.Blocks = (
        P("A. Smith"),
        m.Definitions((meeting, m.Definition((m.Text("Wards"),)))),
        m.Image("crest.png", "The crest", caption=(m.Text("Figure 1: Our crest"),)),
        P("As (i) says:"),
        m.List((m.Item((P("point h"), inner)), m.Item((P("point i"),))), letters),
        m.List((m.Item((P("ten"),)),), m.Numbering(form="1)", start=10)),
        m.List((m.Item((P("eleven"),)),), m.Numbering(form="1)", start=11)),
    )
    return m.Section("labels", (m.Text("Labels"),), blocks)
