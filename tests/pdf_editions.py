"""A document with every block, set as a PDF in any look, and validators that are not ours."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from page import ValidationProfile, validate_pdf_bytes

from pipeline.builders import Built, Job
from pipeline.builders.orders import edition_for
from pipeline.builders.print import build as pdf
from pipeline.editions import looks
from pipeline.editions.assets import Assets
from pipeline.editions.site import Contact, Site
from pipeline.model.document import (
    Action,
    Actions,
    Blocks,
    Box,
    Cell,
    Column,
    Document,
    Emphasis,
    Group,
    Image,
    Inline,
    Inlines,
    Item,
    LineBreak,
    Link,
    List,
    Note,
    NoteRef,
    Numbering,
    Paragraph,
    Quote,
    Record,
    Role,
    Section,
    Span,
    Strong,
    Table,
    Text,
)
from tests.opened import opened

TEMPLATES = Path(__file__).parent.parent / "templates"
MAP = b"<svg xmlns='http://www.w3.org/2000/svg' width='240' height='80'><rect width='240' height='80' fill='#00436b'/></svg>"
ASSETS = Assets(
    {path.relative_to(TEMPLATES).as_posix(): path.read_bytes() for path in TEMPLATES.rglob("*") if path.is_file()},
    {"pictures/map.svg": MAP},
)
SITE = Site(council="Borough Council", contact=Contact(name="Policy team", email="policy@example.org"))
CLAIMS = (ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_3A)


def t(*parts: str | Inline) -> Inlines:
    """Running text of plain strings and inlines."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def para(*parts: str | Inline) -> Paragraph:
    """A paragraph."""
    return Paragraph(t(*parts))


def bullets(*items: Blocks | str, ordered: bool = False) -> List:
    """A list; an item is its words or its blocks."""
    return List(
        tuple(Item((para(item),) if isinstance(item, str) else item) for item in items),
        Numbering() if ordered else None,
    )


def table(rows: int, prefix: str = "CL", *groups: Group) -> Table:
    """A plan of three columns: a cell with a list, an empty cell in every other row."""
    labels = {"aim": "Our aim", "action": "What we will do", "by": "Done by"}
    columns = tuple(Column(key, t(label)) for key, label in labels.items())
    return Table(columns, groups or (Group(records(rows, prefix)),), t(f"Plan {prefix}"), "aim")


def records(rows: int, prefix: str) -> tuple[Record, ...]:
    """Rows whose words tell where they stand."""
    return tuple(
        Record(
            f"{prefix}{row}",
            (
                Cell((para(f"Aim {row} of plan {prefix}"),)),
                Cell((bullets(f"Ask in place {row}.", f"Report on {row}."),)),
                Cell((para(f"Team {row}"),) if row % 2 else ()),
            ),
        )
        for row in range(1, rows + 1)
    )


def every_block() -> Document:
    """A document that holds every block and inline at least once."""
    banded = table(
        0, "B", *(Group(records(2, f"B{n}"), t(f"Role {n}"), (para(f"We will {n}."),), f"band_{n}") for n in (1, 2))
    )
    text = (
        para("We ", Strong(t("must")), " act ", Emphasis(t("early")), ", as the law", NoteRef("a"), " says. See ",
             Link("https://example.org/guide", t("the guide to equality in public bodies, second edition")), " or ",
             Link("#plan", t("the plan")), ". Bore da is ", Span("cy", t("bore da")), ", again", NoteRef("a"), "."),
        bullets("One", (para("Two"), bullets("Two and a half", (para("Deep"), bullets("Deeper")))), "Three"),
        bullets((para("First step"), para("with more words")), "Second step", ordered=True),
        Box(Role.SUMMARY, (para("What matters most."),)),
        Quote((para("Nobody asked us before."),)),
        para("Town Hall", LineBreak(), "High Street"),
        Image("pictures/map.svg", "Map of the wards"),
        Image("pictures/map.svg", decorative=True),
    )  # fmt: skip
    prose = Actions(
        (Action("PA1", (para("Map who uses the museum."), bullets("twice"))), Action("PA2", (para("Act."),)))
    )
    return Document(
        "every-block", t("Every block there is, 2027 to 2031"), period="2027 to 2031", owner="Policy team",
        published="12 October 2027", status="draft", before_title=(para("Borough Council"),),
        abbreviations=(("PSED", "Public Sector Equality Duty"),),
        blocks=(para("The PSED binds us, and the PSED stays."),),
        sections=(
            Section("words", t("Words"), text),
            Section("prose", t("Actions in prose"), (prose,), (Section("below", t("Below"), (para("Deep down."),)),)),
            Section("plan", t("The plan"), (table(12),)),
            Section("bands", t("By role"), (banded,)),
        ),
        notes=(Note("a", t("Equality Act 2010, section 149.")),),
    )  # fmt: skip


def look(name: str, **changes: object) -> looks.Look:
    """A named look with values changed as a request changes them."""
    chosen, findings = looks.load(ASSETS, name), looks.slips(ASSETS)
    for key, value in changes.items():
        chosen, wrong = opened(looks.change(chosen, key, str(value), ASSETS))
        findings += wrong
    assert not findings
    return chosen


def job(document: Document, chosen: looks.Look) -> Job:
    """The job of a document in a look."""
    chosen, edition, assets = edition_for("pdf", document, chosen, ASSETS)
    return Job(document, edition, chosen, SITE, assets, moment=1_800_000_000)


def built(document: Document, name: str = "standard", **changes: object) -> Built:
    """The built edition of a document."""
    return pdf.build(job(document, look(name, **changes)))


def of(*blocks: Paragraph | List | Image | Quote | Box | Table | Actions) -> Document:
    """A document of one section with these blocks."""
    return Document("small", t("A small plan"), sections=(Section("one", t("Section one"), blocks),))


@lru_cache(maxsize=16)
def sample(name: str = "standard") -> Built:
    """The document with every block, built once for all tests that only read it."""
    return built(every_block(), name)


def only_file(made: Built) -> bytes:
    """The bytes of the one file."""
    (data,) = made.files.values()
    return data


def failures(data: bytes) -> Mapping[str, list[str]]:
    """Failed checks of each claim, by a validator of its own."""
    reports = {claim.name: validate_pdf_bytes(data, profile=claim).failures for claim in CLAIMS}
    return {name: [f"{one.rule_id}: {one.message}" for one in found] for name, found in reports.items() if found}
