"""Tables of figures: what counts as a figure, how it stands, and that its rows have no ids to read."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from pipeline import passes
from pipeline.app.verify import verify
from pipeline.editions import figures
from pipeline.model import document as m
from tests.documents import P
from tests.editions import edition

YES = (
    "below 10",
    "<5",
    "fewer than 10",
    "12 (4.1%)",
    "£1.2m",
    "4.2 pp",
    "[c]",
    "Not known",
    "12",
    "1,234",
    "12.5%",
    "£1,200.50",
    "-3",
    "–",
    "0",
    "0.4",
    "(12)",
    "12 345",
)
NO = ("2021/22", "March 2022", "01632 960 123", "3 of 8", "about 12", "12/03/2020", "1.2.3", "A1")


def table(*rows: tuple[str, ...]) -> m.Table:
    columns = tuple(m.Column(f"c{n}", (m.Text(f"Label {n}"),)) for n in range(len(rows[0])))
    records = tuple(m.Record(f"R{n}", tuple(m.Cell((P(text),)) for text in row)) for n, row in enumerate(rows, 1))
    return m.Table(columns, (m.Group(records),), (m.Text("Staff in figures"),), "c0")


@pytest.mark.parametrize("text", YES)
def test_a_figure_is_known(text: str) -> None:
    assert figures.nothing_else(table(("Staff", text), ("Total", "7")))


@pytest.mark.parametrize("text", NO)
def test_what_only_holds_a_figure_is_none(text: str) -> None:
    assert figures.columns(table(("Staff", text), ("Total", "7"))) == frozenset()


@pytest.mark.parametrize(
    ("rows", "stays"),
    [
        ((("Asian", "31", "below 10", "n/a"), ("White", "589", "12", "85.2%")), True),
        ((("Asian", "31", "Census 2021"), ("White", "589", "Staff survey")), True),
        ((("Asian", "31", "We asked every ward and each parish"), ("White", "589", "Staff survey")), False),
        ((("Ramps", "Parks team"), ("Lifts", "Housing team")), False),
        ((("Town Hall", "Yes", "No"), ("Library", "No", "Yes")), True),
        ((("Cabinet", "3 May 2027", "6.30 pm"), ("Council", "10 May 2027", "7 pm")), True),
        ((("East", "40 to 50", "12–15"), ("West", "fewer than 5", "n/a")), True),
        (
            (
                ("Is there a way in without steps at the front door?", "Yes"),
                ("Is there a toilet that one can turn in?", "No"),
            ),
            True,
        ),
        ((("Is there a way in without steps at the front door, and who opens it?", "Yes"), ("Toilet", "No")), False),
    ],
    ids=["figures", "small", "long cells", "words", "marks", "dates", "spans", "questions", "long names"],
)
def test_small_tables_with_figures_stay_tables_in_large_print(rows: tuple[tuple[str, ...], ...], stays: bool) -> None:
    assert figures.stays_table(table(*rows)) == stays
    document = m.Document("staff", (m.Text("Our staff"),), "policy", blocks=(table(*rows),))
    built = edition("pdf", "large-print", document)
    assert any("set out here as a list" in piece.text for piece in built.reading) != stays


@pytest.mark.parametrize("figure", ["8.4%", "£1,200", "-3", "12"])
def test_figures_are_figures_in_a_text_from_the_right_too(figure: str) -> None:
    document = m.Document(
        "staff", (m.Text("عملہ"),), "report", "ar", blocks=(table(("عملہ", figure), ("باغ", figure)),)
    )
    made = passes.run(document).blocks[0]
    assert isinstance(made, m.Table)
    assert figures.columns(made) == {1}


@pytest.mark.parametrize(("key", "stays"), [("action", False), ("by", False), ("measure", True)])
def test_a_plan_with_dates_becomes_lists(key: str, stays: bool) -> None:
    plan = table(("Ramps", "May 2027", "Done"), ("Lifts", "July 2027", "Late"))
    columns = (m.Column(key, (m.Text(key),)), *plan.columns[1:])
    assert figures.stays_table(m.Table(columns, plan.groups, plan.caption, key)) == stays


def test_years_are_labels() -> None:
    assert figures.columns(table(("Staff", "2021", "7"), ("Total", "2022", "8"))) == {2}


@pytest.mark.parametrize(("name", "stays"), [("condition", True), ("a condition or an illness " * 40, False)])
def test_in_large_print_a_table_that_fits_does_not_turn_nor_waste_paper(name: str, stays: bool) -> None:
    rows = (
        (f"Long-term {name}", "33", "7%", "6%", "9%"),
        ("Ethnic minority background", "41", "9%", "8%", "7%"),
    )
    document = m.Document("staff", (m.Text("Our staff"),), "policy", blocks=(table(*rows),))
    built = edition("pdf", "large-print", document)
    assert any("set out here as a list" in piece.text for piece in built.reading) != stays
    assert all(
        page.mediabox[3] > page.mediabox[2]
        for page in pikepdf.open(BytesIO(built.files["staff-large-print.pdf"])).pages
    )


@pytest.mark.parametrize(
    ("format", "look"), [(f, x) for f in ("html", "pdf", "docx", "odt", "text") for x in ("standard", "large-print")]
)
def test_rows_of_figures_show_no_ids_and_say_their_names(format: str, look: str) -> None:
    found = table(("Women", "12", "40%"), ("Total", "30", "100%"))
    document = m.Document(
        "staff", (m.Text("Our staff"),), "policy", sections=(m.Section("s", (m.Text("Staff"),), (found,)),)
    )
    built = edition(format, look, document)
    assert [one.as_text() for one in verify(document, built.files, built.reading).findings] == []
    assert "R1" not in " ".join(piece.text for piece in built.reading).split()


def test_figures_align_on_the_right_on_the_web() -> None:
    document = m.Document("staff", (m.Text("Our staff"),), "policy", blocks=(table(("Women", "12"), ("Total", "30")),))
    page = edition("html", "standard", document).files["staff.html"].decode()
    assert page.count('class="figure"') == 3


@pytest.mark.parametrize("look", ["standard", "large-print"])
@pytest.mark.parametrize(
    ("keys", "shown"),
    [(("action", "by"), True), (("service", "what_it_does"), False), (("reference", "action"), False)],
    ids=["actions", "words", "own references"],
)
def test_ids_are_shown_only_where_people_refer_to_rows(keys: tuple[str, str], shown: bool, look: str) -> None:
    columns = tuple(m.Column(key, (m.Text(key.capitalize()),)) for key in keys)
    rows = tuple(m.Record(f"ZZ{at}", (m.Cell((P(f"Part {at}"),)), m.Cell((P(f"Some words {at}"),)))) for at in (1, 2))
    document = m.Document(
        "ids", (m.Text("Who does what"),), "policy", blocks=(m.Table(columns, (m.Group(rows),), (), keys[0]),)
    )
    built = edition("docx", look, document)
    assert [one.as_text() for one in verify(document, built.files, built.reading).findings] == []
    assert ("ZZ1" in " ".join(piece.text for piece in built.reading)) == shown
