"""An edition with every view and every inline, long words, wide tables, deep lists, empty cells, Welsh and right-to-left text."""

from __future__ import annotations

from pathlib import Path

import yaml

from pipeline.editions.assets import Assets
from pipeline.editions.edition import (
    ActionView,
    BoxView,
    Edition,
    EntryView,
    FieldView,
    HeadingView,
    ImageView,
    ItemView,
    ListView,
    NoteView,
    ParagraphView,
    QuoteView,
    RowView,
    SectionView,
    TableView,
    View,
    Views,
)
from pipeline.model.document import (
    Added,
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteRef,
    Numbering,
    Role,
    Span,
    Strong,
    Text,
)

ROOT = Path(__file__).parent.parent
PICTURE = (
    b"<svg xmlns='http://www.w3.org/2000/svg' width='240' height='80' viewBox='0 0 240 80'>"
    b"<rect width='240' height='80' fill='#00436b'/></svg>"
)


def assets() -> Assets:
    """The templates of the project as they stand on disk, and one picture."""
    folder = ROOT / "templates"
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return Assets(templates=files, pictures={"pictures/map.svg": PICTURE})


def words(language: str = "en") -> dict[str, str]:
    """The added words of a language."""
    loaded: dict[str, str] = yaml.safe_load((ROOT / "templates" / "words" / f"{language}.yaml").read_text("utf-8"))
    return loaded


def t(*parts: str | Inline) -> Inlines:
    """Running text of plain strings and inlines."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def para(*parts: str | Inline, block: str = "p", style: str = "body") -> ParagraphView:
    return ParagraphView(t(*parts), block, style)


def bullets(*items: Views, ordered: bool = False, start: int = 1, depth: int = 0) -> ListView:
    return ListView(tuple(ItemView(blocks) for blocks in items), Numbering(start=start) if ordered else None, depth)


def section(level: int, id: str, title: str, *blocks: View) -> SectionView:
    return SectionView(HeadingView(level, id, t(title), id), blocks)


def empty(words: str = "Not stated") -> Views:
    return (ParagraphView((Added(words, "neutral"),), "p", "empty"),)


def plan(rows: int, columns: int = 5, start: int = 1, prefix: str = "CL") -> TableView:
    """An action plan of so many rows; every seventh cell is empty."""
    labels = ["Objective", "What we will do", "Responsible officer", "How we will know", "Date"]
    labels += [f"Quarter {number} progress" for number in range(1, 20)]
    numbers = range(start, start + rows)
    made = [
        RowView(f"{prefix}{n}", tuple(_cell(n, c, prefix) for c in range(columns)), f"{prefix}{n}") for n in numbers
    ]
    keys = tuple(f"c{index}" for index in range(columns))
    caption = t(f"Actions {prefix}{start} to {prefix}{start + rows - 1}")
    return TableView(
        f"table_{prefix}{start}", caption, tuple(t(label) for label in labels[:columns]), keys, 0, tuple(made), "plan"
    )


def _cell(number: int, column: int, prefix: str) -> Views:
    if column == 0:
        reference = para(Added(f"{prefix}{number}", "reference"), style="reference")
        return reference, para(f"Widen who takes part in the life of the borough, aim {number}")
    if (number + column) % 7 == 0:
        return empty()
    if column == 1:
        twice = (para("Report to the committee twice a year on what changed."),)
        return (bullets((para(f"Publish the plan for area {number} with everyone who lives there."),), twice),)
    return (para(f"Head of Policy, Communities and Engagement {number}"),)


def every_view() -> Views:
    """A body that holds every view and inline at least once."""
    heading = HeadingView(3, "entry_1", (Added("Community leader CL3, 3 of 8", "position"),), "entry_1", contents=False)
    deep = bullets(
        (para("First level"), bullets((para("Second level"), bullets((para("Third level"),), depth=2)), depth=1))
    )
    return (
        para("We ", Strong(t("must")), " act ", Emphasis(t("early")), ", as the law", NoteRef("a"), " and the guide",
             NoteRef("b"),
             " say. See ", Link("https://www.gov.uk/guidance/equality-act-2010-guidance", t("the Equality Act guidance")),
             " or ", Link("#bands", t("the action plan")), ". Once more", NoteRef("a"), "."),
        section(2, "lists", "Lists and boxes",
            deep,
            bullets((para("Third point"),), (para("Fourth point"), para("with a second paragraph")), ordered=True, start=3),
            BoxView(Role.SUMMARY, (Added("Summary", "label"),), (para("What matters most."),)),
            BoxView(Role.WARNING, (Added("Important", "label"),), (para("Send comments by 5 April 2027."),)),
            QuoteView((para("Nobody asked us before."),)),
            para("Town Hall", LineBreak(), "High Street", LineBreak(), "ME14 6BQ"),
            ImageView("pictures/map.svg", "Map of the borough with its 26 wards", False, "map"),
            ImageView("pictures/map.svg", "", True, "line"),
            section(3, "languages", "Other languages",
                para("In Welsh: ", Span("cy", t("Rydym yn croesawu gohebiaeth yn Gymraeg")), "."),
                para("In Arabic: ", Span("ar", t("المساواة للجميع في المجلس")), " and in Urdu ", Span("ur", t("مساوات")), "."),
                para("A long word: Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochuchafbach and "
                     "https://example.org/a/very/long/address/that/does/not/break/anywhere/at/all?with=a&query=string"))),
        section(2, "prose", "Actions in prose",
            ActionView("PA1", (Added("Action PA1", "reference"),),
                (para("Map who uses the museum."), bullets((para("twice"),))), "PA1"),
            EntryView(heading, (
                FieldView(t("Progress"), "progress", (para("Done."),)), FieldView(t("Next steps"), "next", empty())), "CL99")),
        section(2, "bands", "Action plan",
            section(3, "band_1", "Role 1: As a Community Leader", para("We will lead by example.", style="statement"), plan(4)),
            section(3, "band_2", "Role 2: As a Service Provider", para("We will serve all.", style="statement"),
                    plan(3, 3, 1, "SP"))),
        section(2, "wide", "A table of twelve columns", plan(3, 12, 1, "W")),
    )  # fmt: skip


def edition(body: Views | None = None, name: str = "sample-plan-2027", language: str = "en-GB") -> Edition:
    """An edition around a body (every view when none is given)."""
    title = t("Sample plan 2027 to 2031")
    front: Views = (
        para("Borough Council", style="before_title", block="before"),
        HeadingView(1, "top", title, "title", contents=False),
    )
    meta = (
        (Added("Period", "meta"), Added("2027 to 2031", "meta")),
        (Added("Owner", "meta"), Added("Policy and Information team", "meta")),
        (Added("Published", "meta"), Added("12 October 2027", "meta")),
    )
    notes = (
        NoteView("a", 1, t("Equality Act 2010, section 149."), 2, "note-a"),
        NoteView("b", 2, t("See ", Link("https://example.org/guide", t("the guide")), "."), 1, "note-b"),
    )
    contents = HeadingView(2, "contents-heading", (Added("Contents", "heading"),), "", contents=False)
    heading = HeadingView(2, "notes-heading", (Added("Notes", "heading"),), "")
    every = body is None
    return Edition(
        name, language, title, front, meta, contents, every_view() if body is None else body,
        heading if every else None, notes if every else (),
    )  # fmt: skip
