"""Hypothesis strategies for drafts that no author would write and every reader of sources may yield: odd words in every place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from hypothesis import strategies as st

from pipeline.model import document as m
from pipeline.model.walk import tidy
from tests.documents import as_read, numberings

# Letters and signs that some shipped font has; random ones of these make words.
LETTERS = "aehnort AEIR 0123 .,;:!?'\"()*_`#>-+=~[]{}<>&\\| éüßøŵŷčğş  αβ бж ’“”–—…•€£%°²½ﬁ"
WORDS = st.text(st.sampled_from(sorted(set(LETTERS))), min_size=1, max_size=9)

# Texts of real papers that a program may take for its own marks, for labels, or for things that it cannot set.
ODD = (
    "* as amended", "– and so on", "f. 613 of the Act", "(a) the first", "(i)", "1. Aims", "2.2", "1.1.1 Scope", "A1", "Q3:",
    "12", "1,234.5", "£12m", "-3.5%", "2020-21", "2026/27", "By 11/15/2020.", "31/02/2021", "2016 to 2008", "TBC", "o", "§ 4",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "https://www.example.org/a_long/address?x=1&y=2",
    "name@example.org", "Ünïcödé", "ﬁnal", "😀", "🏁 end", "☎️ Call", "a\u00a0b", "a\u200bb", "soft\u00adhyphen", "日本語の文",
    "שלום עולם", "مرحبا", "e\u0301",
    "# heading", "> quoted", "[^9]", "[text](about:blank)", "**bold", "`code`", "| a | b |", "<b>", "&amp;", "{x}", "a\\b", "---",
    "...", "Not stated", "Table 1: Costs", "Figure 2: Map", "Page 3 of 8", "1", "Ⅳ", "½", "➢", "x" * 90, "dct:description",
    "S.M.A.R.T.", "sections:", "id: 4",
)  # fmt: skip
KEPT = ("", "Notes", "Contents", "Contact", "Action", "Status", "2021", "12", "%")
TARGETS = ("https://example.org/a_b", "about:blank", "#nowhere", "mailto:a@example.org", "other#X1", "www.example.org")


def phrases() -> st.SearchStrategy[str]:
    """A few words, odd or random."""
    return st.lists(st.one_of(st.sampled_from(ODD), st.sampled_from(ODD), WORDS), min_size=1, max_size=3).map(" ".join)


def texts() -> st.SearchStrategy[m.Inlines]:
    """Plain words in normal form."""
    return phrases().map(lambda words: tidy((m.Text(words),))).filter(bool)


@st.composite
def inlines(draw: st.DrawFn) -> m.Inlines:
    """Words with a mark, a link, another language, a note or a line break among them."""
    parts: list[m.Inline] = []
    for _ in range(draw(st.integers(1, 3))):
        words = draw(texts())
        wrapped = (
            m.Strong(words), m.Emphasis((m.Text("as amended"),)),
            m.Link(draw(st.sampled_from(TARGETS)), words), m.Span("cy", words),
            m.LineBreak(), *words, *words,
        )  # fmt: skip
        note = draw(st.sampled_from([(), (), (m.NoteRef("1"),), (m.NoteRef("2"),), (m.NoteRef("9"),)]))
        parts += [draw(st.sampled_from(wrapped)), *note, m.Text(draw(st.sampled_from([" ", " ", ", "])))]
    return tidy(tuple(parts))


def paragraph() -> st.SearchStrategy[m.Block]:
    return inlines().filter(bool).map(m.Paragraph)


@st.composite
def listed(draw: st.DrawFn, depth: int = 4) -> m.Block:
    """A list, bulleted or numbered in any way, with lists, quotations and further paragraphs in its items."""
    items = []
    quoted = paragraph().map(lambda said: m.Quote((said,)))
    for _ in range(draw(st.integers(1, 3))):
        more = draw(st.lists(listed(depth - 1), max_size=1)) if depth else []
        first = draw(st.lists(st.one_of(paragraph(), paragraph(), quoted), min_size=0 if more else 1, max_size=2))
        items.append(m.Item((*first, *more)))
    numbering = draw(st.one_of(st.none(), numberings()))
    return m.List(tuple(items), as_read(numbering, len(items)) if numbering else None)


def running(least: int = 0) -> st.SearchStrategy[m.Blocks]:
    return st.lists(st.one_of(paragraph(), paragraph(), listed(2)), min_size=least, max_size=2).map(tuple)


class Paper:
    """One draft in the making: its parts are drawn with ids that never repeat."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.ids: Iterator[str] = (f"I{number}" for number in count(1))

    def label(self) -> m.Inlines:
        """A label, heading or caption: some words, or none."""
        kept = st.sampled_from(KEPT).map(lambda words: tidy((m.Text(words),)))
        return self.draw(st.one_of(kept, texts()))

    def table(self) -> m.Table:
        """A table of records: columns without labels, empty cells, bands without rows, figures."""
        keys = [f"k{number}" for number in range(self.draw(st.integers(1, 9)))]
        banded = self.draw(st.booleans())

        def record() -> m.Record:
            return m.Record(next(self.ids), tuple(m.Cell(self.draw(running())) for _ in keys))

        def group() -> m.Group:
            records = tuple(record() for _ in range(self.draw(st.integers(0 if banded else 1, 2))))
            statement = self.draw(st.lists(paragraph(), max_size=1).map(tuple)) if banded else ()
            band = self.draw(texts()) if banded else None
            return m.Group(records, band, statement, next(self.ids) if banded else "")

        groups = tuple(group() for _ in range(self.draw(st.integers(1, 2)) if banded else 1))
        columns = tuple(m.Column(key, self.label()) for key in keys)
        return m.Table(columns, groups, self.label(), self.draw(st.sampled_from(["", keys[0], keys[-1]])))

    def block(self) -> m.Block:
        draw = self.draw
        match draw(
            st.sampled_from(["text", "text", "list", "table", "table", "quote", "box", "actions", "labels", "picture"])
        ):
            case "text":
                return draw(paragraph())
            case "list":
                return draw(listed())
            case "table":
                return self.table()
            case "quote":
                return m.Quote(draw(running(1)))
            case "box":
                return m.Box(draw(st.sampled_from(list(m.Role))), draw(running(1)))
            case "actions":
                entries = st.integers(1, 2).map(range)
                return m.Actions(tuple(m.Action(next(self.ids), draw(running(1))) for _ in draw(entries)))
            case "labels":
                entries = st.integers(1, 3).map(range)
                return m.Definitions(tuple(m.Definition(self.label(), draw(running())) for _ in draw(entries)))
            case _:
                alt = draw(st.one_of(st.none(), phrases().map(lambda words: " ".join(words.split())).filter(bool)))
                decorative = alt is None and draw(st.booleans())
                return m.Image(draw(st.sampled_from(["crest.png", "line.png"])), alt, decorative, self.label())

    def section(self, depth: int) -> m.Section:
        own = tuple(self.block() for _ in range(self.draw(st.integers(0, 3))))
        below = tuple(self.section(depth - 1) for _ in range(self.draw(st.integers(0, 2)))) if depth else ()
        return m.Section(next(self.ids), self.label(), own, below)


def every_odd(step: int = 1) -> m.Document:
    """A draft in which each odd text, or each one in so many, stands in every kind of place."""
    ids = (f"I{number}" for number in count(1))

    def section(words: str) -> m.Section:
        text = (m.Text(words),)
        said = m.Paragraph(text)
        link = m.Link("https://example.org/a", text)
        columns = (m.Column("a", text), m.Column("b", (m.Text("Year"),)))
        group = m.Group(
            (m.Record(next(ids), (m.Cell((said,)), m.Cell((said, said)))), m.Record(next(ids), (m.Cell(),) * 2))
        )
        return m.Section(next(ids), text, (
            said, m.Paragraph((m.Strong(text), m.Text(" and "), link, m.NoteRef("1"), m.LineBreak(), *text)),
            m.List((m.Item((said, said)), m.Item((said, m.List((m.Item((said,)),)))))), m.Quote((said,)),
            m.List((m.Item((said,)),), m.Numbering(start=3)), m.Table(columns, (group,), text, "a"), m.Box(m.Role.NOTE, (said,)),
            m.Definitions((m.Definition(text, (said,)),)), m.Image("crest.png", words, False, text),
        ))  # fmt: skip

    sections = tuple(section(words) for words in ODD[::step])
    notes = tuple(m.Note(key, (m.Text("– see "), m.NoteRef("2"), m.Text(" of * "))) for key in ("2", "1", "unused"))
    before = (m.Paragraph((m.Text("Council"), m.NoteRef("1"))),)
    title = (m.Text("Odd"), m.NoteRef("1"))
    return m.Document("odd", title, "report", status="draft", before_title=before, sections=sections, notes=notes)


@st.composite
def drafts(draw: st.DrawFn) -> m.Document:
    """Any draft."""
    paper = Paper(draw)
    return m.Document(
        "any",
        draw(texts()),
        draw(st.sampled_from(["policy", "objectives", "action-plan", "update", "report"])),
        period=draw(st.sampled_from(["", "2020-21", "2016 to 2008"])),
        status="draft",
        before_title=draw(st.lists(paragraph(), max_size=1).map(tuple)),
        abbreviations=draw(st.sampled_from([(), (("TBC", "to be confirmed"), ("FAQ", "asked often"))])),
        blocks=tuple(paper.block() for _ in range(draw(st.integers(0, 2)))),
        sections=tuple(paper.section(draw(st.integers(0, 4))) for _ in range(draw(st.integers(0, 2)))),
        notes=tuple(
            m.Note(key, draw(inlines().filter(bool))) for key in draw(st.sampled_from([(), ("1",), ("1", "2")]))
        ),
    )
