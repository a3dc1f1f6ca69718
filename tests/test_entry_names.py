"""Headings of records name the action; small tables of figures stay tables in large print where they fit."""

from __future__ import annotations

import pytest

from pipeline.builders.orders import edition_for
from pipeline.editions import looks
from pipeline.editions.edition import EntryView, SectionView, TableView, View, Views
from pipeline.editions.entry_names import facts, named, shortened
from pipeline.model.document import Blocks, Cell, Column, Group, Item, List, Numbering, Paragraph, Record, Span, Table
from pipeline.model.walk import plain_text
from tests.pdf_editions import ASSETS, built, bullets, of, only_file, para, t, table


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Make forms easier to fill in.", "Make forms easier to fill in"),
        ("Train staff. Then ask them what they learned.", "Train staff"),
        ("12. Train staff. Then ask them.", "12. Train staff"),
        ("Act. Then ask.", "Act"),
        ("a) Train staff. Then ask.", "a) Train staff"),
        ("Ask e.g. the parish councils", "Ask e.g. the parish councils"),
        (
            "Give every community group one contact point so that work is planned together",
            "Give every community group one contact point so that work …",
        ),
        (
            "Bring in the toolkit that we have made for every member of staff and of the councils",
            "Bring in the toolkit that we have made for every member …",
        ),
        ("رہائشیوں سے پوچھیں۔", "رہائشیوں سے پوچھیں"),
        ("询问居民。", "询问居民"),
        ("ਵਸਨੀਕਾਂ ਨੂੰ ਪੁੱਛੋ।", "ਵਸਨੀਕਾਂ ਨੂੰ ਪੁੱਛੋ"),
        ("", ""),
    ],
)
def test_a_name_is_the_first_sentence_or_as_many_words_as_fit(text: str, name: str) -> None:
    assert shortened(text) == name


@pytest.mark.parametrize(
    ("keys", "cells", "name"),
    [
        (("objective", "action"), ("Fair access", "Make forms easier"), "M2: Make forms easier"),
        (("objective", "action"), ("Fair access", ""), "M2: Fair access"),
        (("action", "officer", "by"), ("", "Policy", "May 2027"), "M2"),
        (("action", "theme", "officer"), ("", "Access", "Policy"), "M2: Access"),
        (("officer", "by"), ("Policy", "May 2027"), "M2: Policy"),
        (("aim", "by"), ("Fair access", "May 2027"), "Fair access"),
        (("reference", "action"), ("3.1", "Train staff"), "3.1: Train staff"),
        (("aim", "by"), ("", ""), "M2"),
        (("age", "staff"), ("16 to 24", "12"), "16 to 24"),
        (("year", "staff"), ("2021", "12"), "Year 2021"),
        (("age", "staff"), ("16–24", "12"), "Age 16–24"),
    ],
)
def test_a_record_is_named_by_its_action_then_by_what_names_its_row(
    keys: tuple[str, ...], cells: tuple[str, ...], name: str
) -> None:
    record = Record("M2", tuple(Cell((para(words),) if words else ()) for words in cells))
    columns = tuple(Column(key, t(key.title())) for key in keys)
    table = Table(columns, (Group((record,)),), (), keys[0])
    assert named(table, record, facts(table)) == name


@pytest.mark.parametrize(
    ("actions", "objectives", "names"),
    [
        (("Train staff", "Train staff"), ("Open hours", "Clear forms"), ["M1: Open hours", "M2: Clear forms"]),
        (("Train staff", "Ask users"), ("Open hours", "Open hours"), ["M1: Train staff", "M2: Ask users"]),
        (("Train staff", "Train staff"), ("Open hours", "Open hours"), ["M1: Train staff", "M2: Train staff"]),
        (("Train staff", "Train staff"), ("Open hours", ""), ["M1: Train staff", "M2: Train staff"]),
    ],
)
def test_records_are_named_by_the_column_that_tells_them_apart(
    actions: tuple[str, ...], objectives: tuple[str, ...], names: list[str]
) -> None:
    records = tuple(
        Record(f"M{number}", (Cell((para(objective),) if objective else ()), Cell((para(action),))))
        for number, (action, objective) in enumerate(zip(actions, objectives, strict=True), 1)
    )
    columns = (Column("objective", t("Objective")), Column("action", t("Action")))
    table = Table(columns, (Group(records),), (), "objective")
    assert [named(table, record, facts(table)) for record in records] == names


@pytest.mark.parametrize(
    ("blocks", "name"),
    [
        ((bullets("First", "Second"),), "M2: First"),
        ((bullets("Only one"),), "M2: Only one"),
        ((List((Item((para("Train staff"),)),), Numbering(start=3)),), "M2: 3. Train staff"),
        ((List((Item((para("Ask"),)), Item((para("Act"),))), Numbering()),), "M2: Ask"),
        ((para("We will:"), bullets("ask", "act")), "M2: We will: ask"),
        ((para("Ask people."), bullets("by post", "by phone")), "M2: Ask people"),
        ((para("Ask people"), para("Then act")), "M2: Ask people"),
    ],
)
def test_a_list_in_the_cell_of_an_action_is_not_run_together(blocks: Blocks, name: str) -> None:
    record = Record("M2", (Cell(blocks),))
    table = Table((Column("action", t("Action")),), (Group((record,)),), (), "action")
    assert named(table, record, facts(table)) == name


def test_words_of_another_language_keep_it_in_the_heading_of_their_row() -> None:
    welsh = Paragraph((Span("cy", t("y weddi")),))
    rows = tuple(Record(f"R{n}", (Cell((welsh,)), Cell((para("A prayer"),)))) for n in (1, 2))
    words = Table((Column("ward", t("Ward")), Column("is", t("Is"))), (Group(rows),), t("Wards"), "ward")
    _, edition, _ = edition_for("braille", of(words), looks.load(ASSETS, "standard"), ASSETS)
    heading = next(view.heading.inlines for view in leaves(edition.body) if isinstance(view, EntryView))
    assert [one.language for one in heading if isinstance(one, Span)] == ["cy"]
    assert plain_text(heading, added=True) == "y weddi, 1 of 2"


def leaves(views: Views) -> list[View]:
    return [one for view in views for one in (leaves(view.blocks) if isinstance(view, SectionView) else [view])]


def figures(columns: int) -> Table:
    heads = ("age", *(f"year_{n}" for n in range(columns)))
    row = Record("row_1", (Cell((para("16 to 24"),)), *(Cell((para("1,204"),)) for _ in range(columns))))
    return Table(tuple(Column(key, t(key.title())) for key in heads), (Group((row,)),), t("Staff"), "age")


@pytest.mark.parametrize(
    ("format", "look", "columns", "stays"),
    [
        ("pdf", "large-print", 3, True),
        ("pdf", "large-print-22", 3, True),
        ("docx", "large-print", 3, True),
        ("epub", "large-print", 3, True),
        ("pdf", "giant-print-36", 4, False),
        ("text", "large-print", 3, False),
        ("braille", "standard", 3, False),
    ],
)
def test_a_table_of_figures_stays_a_table_where_it_fits(format: str, look: str, columns: int, stays: bool) -> None:
    _, edition, _ = edition_for(format, of(figures(columns)), looks.load(ASSETS, look), ASSETS)
    shown = {type(view) for view in leaves(edition.body)}
    assert (TableView in shown, EntryView in shown) == (stays, not stays)


def test_a_table_of_words_is_still_a_list_in_large_print() -> None:
    _, edition, _ = edition_for("pdf", of(table(3)), looks.load(ASSETS, "large-print"), ASSETS)
    assert TableView not in {type(view) for view in leaves(edition.body)}


def test_the_heading_of_a_record_in_large_print_says_its_action_and_where_one_is() -> None:
    _, edition, _ = edition_for("pdf", of(table(3)), looks.load(ASSETS, "large-print"), ASSETS)
    found = [view.heading.inlines for view in leaves(edition.body) if isinstance(view, EntryView)]
    assert [plain_text(one, added=True) for one in found][1] == "CL2: Ask in place 2, 2 of 3"


def test_tables_of_the_same_columns_that_are_too_wide_together_are_measured_alone() -> None:
    def plan(at: int, prefix: str) -> Table:
        words = ["W" * 20 if index == at else "short" for index in range(5)]
        record = Record(f"{prefix}1", tuple(Cell((para(word),)) for word in words))
        return Table(
            tuple(Column(f"c{n}", t(f"C{n}")) for n in range(5)), (Group((record,)),), t(f"Plan {prefix}"), "c0"
        )

    made = built(of(plan(0, "A"), plan(1, "B"), plan(2, "C")), size=16)
    assert only_file(made)
    assert [one.rule for one in made.findings] == []
