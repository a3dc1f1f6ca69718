"""What the columns of a table mean by key, label and cells, and that every part of the program reads them alike."""

from __future__ import annotations

import datetime

import pytest

from pipeline.kinds.column_keys import slug
from pipeline.kinds.meanings import meanings
from pipeline.kinds.timing import Time, timing
from pipeline.library import status
from pipeline.library.status import ActionState
from pipeline.model.document import Cell, Column, Group, Paragraph, Record, Table, Text
from tests.editions import edition, file_of
from tests.test_status import NAMED, library

COLUMNS = [
    ("Action: Mend it, Open it | Statws: Ar y gweill, Hwyr", "action | status"),
    ("Tasg: Mend it, Open it | Statws: Ar y gweill, Hwyr", "action | status"),
    ("Camau: Mend it, Open it | Lle rydym ni: Ar y gweill, Wedi'i gwblhau", "action | status"),
    ("Działanie: Mend it, Open it | Stan realizacji: w toku, zakończone", "action | status"),
    ("Action: Mend it, Open it | Where we are: Done, In hand", "action | status"),
    ("What we do (key action): Mend it, Open it | Status: Done, Late", "action | status"),
    ("Action/task: Mend it, Open it | Status: Done, Late", "action | status"),
    ("What we said: Mend it, Open it | Who leads: Ann, Bob | What we did: X, Y", "action | officer | progress"),
    ("Action: Mend it, Open it | Accountable officer: Ann, Bob | Date due: May 2024, Q3", "action | officer | by"),
    ("Action: Mend it, Open it | Led by: Ann, Bob | Where we are now: Done, In hand", "action | officer | status"),
    ("Our equality actions: Mend it, Open it | Status: Done, Late", "action | status"),
    ("Action needed: Mend it, Open it | Status: Done, Late", "action | status"),
    ("Progress on actions: Mend it, Open it | Action: X, Y | Status: Done, Late", "k0 | action | status"),
    ("Action/progress: Mend it, Open it | Status: Done, Late", "k0 | status"),
    ("Objective: X, Y | Lead (job title): Ann, Bob | Timescale [by when]: May 2024, June 2024", "objective | officer | by"),
    ("Ward: North, South | Number (%): 12 (4%), 14 (5%) | Date (of birth): 1 May 2001, 2 May 2001", "k0 | k1 | k2"),
    ("Action: Mend it, Open it | How often: Ongoing, Ongoing", "k0 | k1"),
    ("Action: Mend it, Open it | Notes: Done, We asked the bus company", "k0 | k1"),
    ("Action: Mend it, Open it | RAG Q1: R, A | RAG Q2: G, A | RAG Q3: ,", "action | earlier status | status | earlier status"),
    ("Action: Mend it, Open it | RAG March 2024: R, A | RAG May 2023: G, A", "action | status | earlier status"),
    ("Action: Mend it, Open it | Previous RAG: R, A | Current RAG: G, A", "action | earlier status | status"),
    ("Risk: Fire, Flood | Likelihood: High, Low | RAG: Red, Green", "k0 | k1 | k2"),
    ("Ward: North, South | State: Open, Vacant", "k0 | k1"),
    ("Project: Hall, Pool | RAG: Green, Red", "k0 | status"),
    *(
        (f"{action}: X, Y | {before}: {done}, {late} | {now}: {late}, {done}", "action | earlier status | status")
        for action, before, now, done, late in (
            ("Camau", "Statws blaenorol", "Statws", "Cwblhawyd", "Hwyr"),
            ("Działania", "Poprzedni status", "Status", "Zakończone", "Opóźnione"),
            ("Acțiuni", "Stadiul anterior", "Stadiu", "Finalizat", "Întârziat"),
            ("Дії", "Попередній статус", "Статус", "Завершено", "Прострочено"),
            ("ਕਾਰਵਾਈਆਂ", "ਪਿਛਲੀ ਸਥਿਤੀ", "ਸਥਿਤੀ", "ਮੁਕੰਮਲ", "ਲੇਟ"),
            ("اقدامات", "سابقہ حیثیت", "حیثیت", "مکمل", "لیٹ"),
            ("পদক্ষেপ", "আগের অবস্থা", "অবস্থা", "সম্পন্ন", "বিলম্ব"),
            ("कार्यहरू", "अघिल्लो अवस्था", "अवस्था", "सम्पन्न", "विलम्ब"),
            ("الإجراءات", "الحالة السابقة", "الحالة", "مكتمل", "متأخر"),
            ("措施", "上期状态", "状态", "已完成", "延误"),
            ("Actions", "Previous status", "Status", "Complete", "Late"),
        )
    ),
    ("কার্যক্রম: X, Y | অগ্রগতির অবস্থা: সম্পন্ন, বিলম্ব", "action | status"),
]  # fmt: skip


@pytest.mark.parametrize(("columns", "meant"), COLUMNS)
def test_a_column_of_statuses_is_known_by_its_label_and_by_what_its_cells_say(columns: str, meant: str) -> None:
    labels, cells = zip(*(column.strip().split(":") for column in columns.split("|")), strict=True)
    rows = zip(*(one.split(",") for one in cells), strict=True)
    table = Table(
        tuple(Column(f"k{n}", (Text(label),)) for n, label in enumerate(labels)),
        (Group(tuple(Record(f"r{n}", tuple(map(cell_of, row))) for n, row in enumerate(rows))),),
    )
    assert list(meanings(table).values()) == meant.split(" | ")


def cell_of(text: str) -> Cell:
    return Cell((Paragraph((Text(text.strip()),)),) if text.strip() else ())


OWN_KEYS = """\
title: Cynllun
kind: action-plan
language: cy
period: 2024/25
status: published
table:
  row_header: cam
  columns:
    cam: Camau
    pwy: Pwy
    erbyn: Erbyn
    lliw: Statws
  rows:
    - id: A1
      cam: Trwsio'r ddolen.
      pwy: Eiddo
      erbyn: Ch3
      lliw: Wedi'i gwblhau
    - id: A2
      cam: Agor y neuadd.
      pwy: Parciau
      erbyn: Ch2 2024/25
      lliw: Ar y gweill
    - id: A3
      cam: Gofyn i bawb.
      pwy: Parciau
      erbyn: Ch4 2024/25
      lliw: Hwyr
    - id: A4
      cam: Cyhoeddi.
      pwy: Eiddo
      erbyn: Ch4 2024/25
      lliw: Coch
    - id: A5
      cam: Adolygu.
      pwy: Eiddo
      erbyn: Ch4 2024/25
      lliw: Coch
"""


def test_a_status_under_a_key_of_its_own_is_one_to_status_overview_pills_and_filter() -> None:
    shelf = library(cynllun=OWN_KEYS)
    states = [line.state for line in status.status(shelf, datetime.date(2024, 11, 1)).lines]
    assert states == [ActionState.DONE, ActionState.OVERDUE, ActionState.DUE, ActionState.DUE, ActionState.DUE]
    page = file_of(edition("html", "standard", shelf.documents[0].document), "html")[1].decode()
    assert [page.count(f'class="status {one}"') for one in ("done", "bad")] == [1, 3]
    assert "overview" in page
    assert page.count('type="radio"') == 3 + 5  # all and two officers, all and four statuses


@pytest.mark.parametrize("words", ["جاری", "w toku", "चालु", "进行中"])
def test_a_word_for_under_way_in_place_of_a_date_goes_on(words: str) -> None:
    meant = timing(words)
    assert meant is not None
    assert meant.time is Time.STANDING


@pytest.mark.parametrize(("words", "state"), [("Yes", ActionState.DONE), ("No", ActionState.OVERDUE)])
def test_yes_under_completed_means_that_it_is_completed(words: str, state: ActionState) -> None:
    plan = NAMED.format(by="March 2022", status=words).replace("status: RAG", "status: Completed")
    (line,) = status.status(library(plan=plan), datetime.date(2024, 6, 1)).lines
    assert line.state == state


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("Légende", "legende"),
        ("Kassenführung & Größe", "kassenfuhrung_grosse"),
        ("Łódź, Ærø and Œuvre", "lodz_aero_and_oeuvre"),
        ("The council’s aims", "the_councils_aims"),
        ("2 Tŷ cymunedol", "ty_cymunedol"),
        ("Σχέδιο 2026", ""),
    ],
)
def test_letters_with_accents_are_letters_of_an_id(words: str, id: str) -> None:
    """An id is the address of a section for ever: "l_gende" told nobody what it leads to."""
    assert slug(words) == id
