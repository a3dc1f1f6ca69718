"""What has become of every agreed action on a day: overdue, due, unreported, dropped, re-dated, re-assigned."""

from __future__ import annotations

import csv
import datetime
import io
import json
from pathlib import Path

import pytest

from pipeline import content
from pipeline.editions.site import Site
from pipeline.kinds.column_keys import keys_of, known_key
from pipeline.kinds.ratings import Rating, state_of
from pipeline.kinds.timing import Time, timing
from pipeline.library import link, status, status_report
from pipeline.library.library import ContentDocument, Library
from pipeline.library.status import ActionState
from pipeline.model.dates import iso, spans
from tests.opened import opened
from tests.projects import project, reports

ROOT = Path(__file__).parent.parent

OBJECTIVES = """\
title: Objectives
kind: objectives
period: 2017 to 2021
sections:
  - id: leader
    heading: As a Community Leader
    actions:
      - id: CL1
        action: We will work with the hospice.
      - id: CL2
        action: We will repair the museum.
"""
PLAN = """\
title: Plan {year}
kind: action-plan
period: {year}
sections:
  - id: leader
    heading: "Role 1: As a Community Leader"
    table:
      caption: Plan
      row_header: objective
      columns:
        objective: Objective
        action: Actions
        officer: Officer
        by: By
      rows:
{rows}"""
ROW = """\
        - id: {id}
          objective: {objective}
          action: {action}
          officer: {officer}
          by: {by}
"""
UPDATE = """\
title: Update
kind: update
period: 2021
sections:
  - id: leader
    heading: As a Community Leader
    table:
      caption: Progress
      row_header: action
      columns:
        action: Action
        progress: Progress
        status: Status
      rows:
        - id: U1
          reports_on: objectives#CL1
          action: We will work with the hospice.
          progress: The first meeting was in May.
          status:
        - id: U2
          action: We will plant trees.
          progress: None are planted yet.
          status:
        - id: U3
          reports_on: plan-2017#A3
          action: Publish the plan.
          progress: It is on the website.
          status: Completed
"""


def row(id: str, objective: str, officer: str, by: str, action: str = "Do it.") -> str:
    return ROW.format(id=id, objective=objective, officer=officer, by=by, action=action)


PLAN_2017 = PLAN.format(
    year=2017,
    rows=row("A1", "Ask residents.", "Policy team", "November 2017")
    + row("A2", "Train staff.", "Personnel", "Review by March 2018")
    + row("A3", "Publish the plan.", "Policy team", "May 2017")
    + row("A4", "Find rooms.", "", "Ongoing", action="")
    + row("A5", "Count the rooms.", "Estates", "when we can"),
)
PLAN_2018 = (
    PLAN.format(
        year=2018,
        rows=row("B1", "Ask residents.", "Estates team", "December 2018")
        + row("B2", "Train staff.", "Personnel", "March 2018")
        + row("B3", "Open a garden.", "Parks", "June 2019"),
    )
    .replace("period: 2018\n", "period: 2018\nstatus: published\nreplaces: plan-2017\n")
    .replace("        - id: B1\n", "        - id: B1\n          same_as: plan-2017#A1\n")
    .replace("        - id: B2\n", "        - id: B2\n          same_as: plan-2017#A2\n")
)


def library(committee: str = "", **texts: str) -> Library:
    papers = []
    for name, text in texts.items():
        name = name.replace("_", "-")
        document, wrong = opened(content.read(text.encode(), name, f"content/{name}.yaml"))
        assert document is not None, [one.as_text() for one in wrong]
        assert wrong == ()
        papers.append(ContentDocument(document, tuple(text.split("\n"))))
    return Library(tuple(papers), Site(committee=committee))


def report(on: str, committee: str = "") -> status.Status:
    shelf = library(committee, update=UPDATE, plan_2018=PLAN_2018, plan_2017=PLAN_2017, objectives=OBJECTIVES)
    return status.status(shelf, datetime.date.fromisoformat(on))


def ids(lines: tuple[status.ActionLine, ...]) -> list[str]:
    return [line.entry.target for line in lines]


def test_what_is_overdue_depends_on_the_day_and_on_the_newest_plan() -> None:
    assert ids(report("2017-12-01").of(ActionState.OVERDUE)) == []
    assert ids(report("2018-04-01").of(ActionState.OVERDUE)) == ["plan-2018#B2"]
    assert ids(report("2019-01-01").of(ActionState.OVERDUE)) == ["plan-2018#B2", "plan-2018#B1"]


def test_an_action_is_due_until_the_last_day_of_its_month() -> None:
    assert ids(report("2018-12-31").of(ActionState.OVERDUE)) == ["plan-2018#B2"]


def test_what_an_update_calls_complete_is_never_overdue() -> None:
    done = report("2019-01-01").of(ActionState.DONE)
    assert ids(done) == ["plan-2017#A3"]
    assert done[0].latest is not None
    assert done[0].latest.progress == "It is on the website."


def test_what_is_due_before_the_next_committee_stands_apart() -> None:
    told = report("2018-12-01", committee="2019-01-15")
    assert ids(told.of(ActionState.BEFORE_COMMITTEE)) == ["plan-2018#B1"]
    assert ids(told.of(ActionState.DUE)) == ["plan-2018#B3"]
    assert report("2019-02-01", committee="2019-01-15").committee is None


def test_an_action_that_stands_in_two_plans_is_one_action() -> None:
    lines = report("2018-01-01").lines
    assert len(lines) == 8
    assert [one.target for one in lines[2].versions] == ["plan-2017#A1", "plan-2018#B1"]


def test_actions_without_a_row_of_progress_and_rows_without_an_action_are_named() -> None:
    told = report("2019-01-01")
    assert "objectives#CL2" in ids(told.unreported)
    assert "objectives#CL1" not in ids(told.unreported)
    assert [one.target for one in told.orphans] == ["update#U2"]


def test_what_changed_from_plan_to_plan_is_named_and_what_was_done_is_not_dropped() -> None:
    changes = report("2019-01-01").changes
    told = [(one.what, (one.old or one.new).id) for one in changes if one.old or one.new]  # type: ignore[union-attr]
    assert told == [
        ("re-dated", "A1"), ("re-assigned", "A1"), ("dropped", "A4"), ("dropped", "A5"), ("new", "B3"),
    ]  # fmt: skip


def test_objectives_without_an_action_and_actions_without_an_officer_are_named() -> None:
    told = report("2019-01-01")
    assert [one.target for one in told.without_action] == ["plan-2017#A4"]
    assert "plan-2017#A4" not in ids(told.without_officer)  # the next plan dropped it
    alone = status.status(library(plan_2017=PLAN_2017), datetime.date(2019, 1, 1))
    assert ids(alone.without_officer) == ids(alone.of(ActionState.STANDING)) == ["plan-2017#A4"]
    assert ids(alone.of(ActionState.UNCLEAR)) == ["plan-2017#A5"]


def test_an_action_that_the_next_plan_leaves_out_is_dropped_and_never_overdue() -> None:
    gone = PLAN_2018.replace("          same_as: plan-2017#A1\n", "")
    told = status.status(library(plan_2018=gone, plan_2017=PLAN_2017), datetime.date(2019, 1, 1))
    assert ids(told.of(ActionState.DROPPED)) == ["plan-2017#A3", "plan-2017#A1", "plan-2017#A4", "plan-2017#A5"]
    assert ids(told.of(ActionState.OVERDUE)) == ["plan-2018#B2", "plan-2018#B1"]
    assert "plan-2017#A3" in ids(report("2019-01-01").of(ActionState.DONE)), (
        "what was done before it left the plan is done"
    )
    before = status.status(library(plan_2018=gone, plan_2017=PLAN_2017), datetime.date(2017, 12, 31))
    assert ids(before.of(ActionState.OVERDUE)) == ["plan-2017#A3", "plan-2017#A1"], "the later plan is not in force yet"
    assert before.changes == (), "what is still in force is not called dropped"
    summary, overdue, *_ = status_report.parts(told)
    assert "4 dropped" in summary.lead
    assert overdue.title == "Overdue (2)"


@pytest.mark.parametrize(
    ("was", "becomes"),
    [("status: published\n", ""), ("status: published", "status: draft"), ("replaces: plan-2017\n", "")],
)
def test_a_plan_is_replaced_only_by_a_published_one_that_says_so(was: str, becomes: str) -> None:
    other = PLAN_2018.replace(was, becomes).replace("          same_as: plan-2017#A1\n", "")
    told = status.status(library(plan_2018=other, plan_2017=PLAN_2017), datetime.date(2019, 1, 1))
    assert told.of(ActionState.DROPPED) == ()
    assert told.changes == ()
    assert "plan-2017#A1" in ids(told.of(ActionState.OVERDUE))


def test_a_plan_before_its_first_day_moves_no_date() -> None:
    plan = PLAN_2017.replace("period: 2017\n", "period: 2017\nstatus: published\n")
    told = status.status(library(plan_2018=PLAN_2018, plan_2017=plan), datetime.date(2017, 12, 1))
    line = next(line for line in told.lines if "plan-2017#A1" in {version.target for version in line.versions})
    assert (line.entry.target, line.entry.by) == ("plan-2017#A1", "November 2017")


def test_a_draft_is_no_newer_version_of_an_action() -> None:
    draft = PLAN_2018.replace("status: published", "status: draft")
    plan = PLAN_2017.replace("period: 2017\n", "period: 2017\nstatus: published\n")
    told = status.status(library(plan_2018=draft, plan_2017=plan), datetime.date(2018, 6, 1))
    assert "plan-2017#A1" in ids(told.of(ActionState.OVERDUE))


FIGURES = """\
title: Pay gap
kind: report
period: 2023
text: A table of figures, and a key.
sections:
  - id: pay
    heading: Pay
    table:
      row_header: quarter
      columns: {quarter: Quarter, women: Women, by: Date}
      rows:
        - {id: R1, quarter: Upper, women: "40", by: March 2020}
"""


def test_rows_that_nobody_has_to_do_are_no_actions() -> None:
    text = FIGURES.replace(
        "columns: {quarter: Quarter, women: Women, by: Date}",
        "columns:\n        quarter: Quarter\n        women: Women",
    )
    text = text.replace(
        '- {id: R1, quarter: Upper, women: "40", by: March 2020}',
        "- id: R1\n          quarter: Upper\n          women: 40",
    )
    assert status.status(library(pay_gap=text), datetime.date(2024, 1, 1)).lines == ()


LATER = (
    "To be agreed with partners, To follow, Date to be set, Subject to funding, Not applicable, ASAP, Awaiting a grant"
)


@pytest.mark.parametrize(
    "words",
    ["TBC", "t.b.c.", "To be confirmed", "TBA", "tbd", "to be agreed", "N/A", "-", "–", *LATER.split(", ")],
)
def test_a_date_that_nobody_has_named_is_no_date_yet(words: str) -> None:
    plan = PLAN.format(year=2017, rows=row("A1", "Ask.", "Policy", f'"{words}"'))
    assert ids(status.status(library(plan=plan), datetime.date(2018, 1, 1)).of(ActionState.UNDATED)) == ["plan#A1"]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("Amber", "; rated ◐ Amber"),
        ("RED", "; rated ■ RED"),
        ("green.", "; rated ● green"),
        ("In hand", "; rated ◐ In hand"),
        ("Amber/Green", "; rated ◐ Amber/Green"),
        ("Red (late)", "; rated ■ Red (late)"),
        ("Not started", "; rated ○ Not started"),
        ("Stalled", "; rated ■ Stalled"),
        ("Purple", "; rated □ Purple"),
        ("Blue", "; rated □ Blue"),
    ],
)
def test_a_rating_is_shown_with_its_word_and_a_shape(word: str, said: str) -> None:
    shelf = library(update=UPDATE.replace("status: Completed", f"status: {word}"), plan_2017=PLAN_2017)
    line = next(one for one in status.status(shelf, datetime.date(2017, 1, 1)).lines if one.entry.id == "A3")
    assert status_report.standing(line) == "due later" + said


@pytest.mark.parametrize(
    ("words", "time", "due"),
    [
        ("April/May 2024", Time.DAY, "2024-05-31"), ("Nov to Feb 2024", Time.DAY, "2024-02-29"),
        ("Early 2024", Time.DAY, "2024-04-30"), ("mid-2024", Time.DAY, "2024-08-31"), ("End of 2024", Time.DAY, "2024-12-31"),
        ("first half of 2024/25", Time.DAY, "2024-09-30"), ("mid-March 2024", Time.DAY, "2024-03-31"),
        ("Mar-24", Time.DAY, "2024-03-31"), ("Jan 24", Time.DAY, "2024-01-31"), ("Sept '24", Time.DAY, "2024-09-30"),
        ("12/24", Time.DAY, "2024-12-31"), ("30 June 2024 (was March 2025)", Time.DAY, "2024-06-30"),
        ("March 2024, previously June 2024", Time.DAY, "2024-03-31"), ("2026/27 (TBC)", Time.DAY, "2027-03-31"),
        ("March 24/25", Time.DAY, "2025-03-31"), ("June 2024/25", Time.DAY, "2024-06-30"),
        ("Easter 2026", Time.DAY, "2026-04-30"),
        ("Spring/Summer 2025", Time.DAY, "2025-08-31"), ("Spring term 2026", Time.DAY, "2026-05-31"),
        ("every September", Time.STANDING, ""), ("Each March", Time.STANDING, ""),
        ("BAU", Time.STANDING, ""), ("Quarterly from June 2024", Time.STANDING, ""), ("From April 2024", Time.STANDING, ""),
        ("March 2024 and annually thereafter", Time.STANDING, ""), ("From 2023 to 2025", Time.DAY, "2025-12-31"),
        ("Immediately", Time.NOW, ""), ("Completed", Time.DONE, ""), ("Done (May 2023)", Time.DONE, "2023-05-31"),
        ("May 2023 – completed", Time.DONE, "2023-05-31"), ("Complete by March 2024", Time.DAY, "2024-03-31"),
        ("To be completed by May 2024", Time.DAY, "2024-05-31"), ("Completed by March 2024", Time.DAY, "2024-03-31"),
        ("FY24", Time.DAY, "2024-03-31"), ("FY24/25", Time.DAY, "2025-03-31"), ("FY2024-25", Time.DAY, "2025-03-31"),
        ("by 24/25", Time.DAY, "2025-03-31"), ("Q3 24/25", Time.DAY, "2024-12-31"), ("2nd quarter 2024", Time.DAY, "2024-06-30"),
        ("H2 2024/25", Time.DAY, "2025-03-31"), ("Every 6 months", Time.STANDING, ""), ("Term time", Time.STANDING, ""),
        ("Short to medium term", Time.LATER, ""), ("Next Cabinet meeting", Time.LATER, ""),
        ("erbyn 31ain o Fawrth 2026", Time.DAY, "2026-03-31"), ("31 marca 2026 r.", Time.DAY, "2026-03-31"),
        ("٣١ مارس ٢٠٢٦", Time.DAY, "2026-03-31"), ("2026年3月", Time.DAY, "2026-03-31"), ("মার্চ 2026", Time.DAY, "2026-03-31"),
        ("Parhaus", Time.STANDING, ""), ("مستمر", Time.STANDING, ""), ("Wedi’i gwblhau (Mai 2024)", Time.DONE, "2024-05-31"),
    ],
)  # fmt: skip
def test_the_dates_of_plans_are_understood(words: str, time: Time, due: str) -> None:
    found = timing(words)
    assert found is not None
    assert (found.time, iso(found.due)) == (time, due)


@pytest.mark.parametrize("words", ["Year 2", "soon", "Item 24", "Room 12/6", "Within 12 months", "Q3", "24/26"])
def test_words_that_are_no_date_are_not_understood(words: str) -> None:
    assert timing(words) is None


@pytest.mark.parametrize(
    ("words", "period", "due"),
    [
        ("Within 6 months", "2022 to 2025", "2022-07-01"), ("within twelve months of adoption", "2022 to 2025", "2023-01-01"),
        ("In 2 weeks", "18 June 2024", "2024-07-02"), ("Months 1 to 6", "2022 to 2025", "2022-07-01"),
        ("Year 2", "2022/23 to 2025/26", "2024-03-31"), ("Years 1–3", "2022 to 2025", "2024-12-31"),
        ("End of the first year", "2022 to 2025", "2022-12-31"), ("Q3", "2024/25", "2024-12-31"), ("Q3", "2022 to 2025", ""),
        ("March", "2024/25", "2025-03-31"), ("by 30 June", "2024", "2024-06-30"), ("September", "18 June 2024", "2024-09-30"),
        ("March", "2022 to 2025", ""), ("by year end", "2024/25", "2025-03-31"), ("3 meetings", "2024/25", ""),
    ],
)  # fmt: skip
def test_dates_that_count_from_the_plan_are_understood_by_its_years(words: str, period: str, due: str) -> None:
    years = spans(period)
    found = timing(words, years[0]._replace(last=years[-1].last))
    assert iso(found.due if found else None) == due


def test_the_years_of_a_plan_are_its_period_else_from_its_publication() -> None:
    plan = PLAN.format(year="Ebrill 2024 i Fawrth 2026", rows=row("A1", "Ask.", "Policy", "Year 1"))
    assert [iso(one.due) for one in status.status(library(plan=plan), datetime.date(2026, 1, 1)).lines] == [
        "2025-03-31"
    ]
    plan = plan.replace("period: Ebrill 2024 i Fawrth 2026", "published: 3 May 2024").replace(
        "Year 1", "within a month"
    )
    plan = plan.replace("within a month", "within 1 month")
    assert [iso(one.due) for one in status.status(library(plan=plan), datetime.date(2026, 1, 1)).lines] == [
        "2024-06-03"
    ]


def test_the_numbers_by_which_all_actions_of_a_table_begin_are_their_references() -> None:
    rows = row("A1", '"1.1 Ask GPs."', "Care", "2017") + row("A2", '"1.2 Open a café."', "Care", "2017")
    plan = PLAN.format(year=2017, rows=rows)
    lines = status.status(library(plan=plan), datetime.date(2018, 1, 1)).lines
    assert [(line.entry.called, line.entry.objective) for line in lines] == [
        ("1.1", "Ask GPs."),
        ("1.2", "Open a café."),
    ]
    one_without = plan.replace("1.2 Open", "Open")
    lines = status.status(library(plan=one_without), datetime.date(2018, 1, 1)).lines
    assert [line.entry.called for line in lines] == ["A1", "A2"]


def test_short_dates_are_dates_in_plans_alone() -> None:
    assert spans("On Mar-24 and 12/24") == []


@pytest.mark.parametrize(
    ("by", "rating", "state"),
    [
        ("March 2022", "Met", ActionState.DONE), ("March 2022", "The panel has met twice", ActionState.OVERDUE),
        ("March 2022", "Exceeded", ActionState.DONE), ("March 2022", "✔", ActionState.DONE),
        ("March 2022", "Not met", ActionState.OVERDUE),
        ("March 2022", "Cancelled", ActionState.DROPPED), ("TBC", "No longer required", ActionState.DROPPED),
        ("March 2022", "To be withdrawn", ActionState.OVERDUE), ("Completed (May 2024)", "", ActionState.DONE),
        ("Immediately", "", ActionState.OVERDUE),
    ],
)  # fmt: skip
def test_what_is_met_or_cancelled_is_never_overdue(by: str, rating: str, state: ActionState) -> None:
    plan = NAMED.format(by=by, status=rating)
    assert status.status(library(plan=plan), datetime.date(2024, 6, 1)).lines[0].state is state


MINUTES = """\
title: Minutes
kind: report
table:
  row_header: item
  columns: {item: Item, action: Action, who: By whom, due: Due}
  rows:
    - {id: M1, item: Apologies, action: WORDS, who: "-", due: "-"}
    - {id: M2, item: Roads, action: Write to the county., who: Clerk, due: May 2024}
"""


@pytest.mark.parametrize("words", ["None", "No action", "Nil", "Noted.", "No further action required", "N/A"])
def test_minutes_that_agree_nothing_hold_no_action(words: str) -> None:
    lines = status.status(library(minutes=MINUTES.replace("WORDS", words)), datetime.date(2024, 6, 1)).lines
    assert [line.entry.id for line in lines] == ["M2"]
    told = MINUTES.replace("WORDS", "None the less ask again")
    assert len(status.status(library(minutes=told), datetime.date(2024, 6, 1)).lines) == 2


def test_actions_that_a_plan_numbers_are_called_by_their_numbers() -> None:
    plan = PLAN.format(
        year=2024,
        rows=row("T1", '""', "Clerk", "May 2024", action='"1. Check each badge."')
        + row("T2", '""', "Clerk", "May 2024", action='"2. Mend the road."'),
    )
    lines = status.status(library(plan=plan), datetime.date(2024, 6, 1)).lines
    assert [(line.entry.called, line.entry.action) for line in lines] == [
        ("1", "Check each badge."),
        ("2", "Mend the road."),
    ]


@pytest.mark.parametrize(
    ("title", "period", "proposed"),
    [
        ("Climate action plan 2025 to 2028", "2025 to 2028", True),
        ("Climate action plan 2026/27", "2026/27", True),
        ("Transport action plan 2025 to 2028", "2025 to 2028", False),
        ("Climate action plan 2030 to 2033", "2030 to 2033", False),
    ],
)
def test_a_plan_that_goes_on_from_another_is_proposed_to_replace_it(title: str, period: str, proposed: bool) -> None:
    old = PLAN.format(year=2022, rows=row("A1", "Plant trees.", "Parks", "2024")).replace(
        "title: Plan 2022\nkind: action-plan\nperiod: 2022",
        "title: Climate action plan 2022 to 2025\nkind: action-plan\nperiod: 2022 to 2025\nstatus: published",
    )
    new = PLAN.format(year=2025, rows=row("B1", "Buy electric buses.", "Fleet", "2027")).replace(
        "title: Plan 2025\nkind: action-plan\nperiod: 2025", f"title: {title}\nkind: action-plan\nperiod: {period}"
    )
    assert (link.replacements(library(old=old, new=new)) == (("new", "old"),)) is proposed


CLOSED = (
    "Stopped", "Withdrawn", "Action withdrawn", "This project has been cancelled by the board", "Scrapped – no money",
    "Ended", "Not taken forward", "Merged with A3", "No further action", "Closed - not delivered", "Ceased (May 2024)",
    "Wedi'i thynnu'n ôl", "Daeth i ben", "Wedi stopio (dim arian)", "Wycofane", "Anulowana – brak środków", "Retrasă", "Oprit",
    "Припинено", "Скасована", "ਰੱਦ ਕੀਤਾ ਗਿਆ", "منسوخ کر دیا گیا", "واپس لے لیا گیا", "বাতিল করা হয়েছে", "বন্ধ", "रद्द गरियो",
    "ألغيت", "تم إلغاؤها", "توقف", "已终止", "已撤回", "不再需要",
)  # fmt: skip
OPEN = (
    "Stopped, now restarted", "Dropped kerbs are laid", "Not cancelled", "Removed barriers at 3 halls", "Wstrzymane", "Zrobimy",
    "Not yet withdrawn", "Complete?", "Merging teams", "Heb ei atal", "暂停",
)  # fmt: skip


@pytest.mark.parametrize(("words", "closed"), [*((one, True) for one in CLOSED), *((one, False) for one in OPEN)])
@pytest.mark.parametrize("column", ["by", "status"])
def test_what_is_stopped_or_withdrawn_binds_nobody_in_any_language(words: str, closed: bool, column: str) -> None:
    plan = NAMED.format(**{"by": "March 2022", "status": ""} | {column: words})
    (line,) = status.status(library(plan=plan), datetime.date(2024, 6, 1)).lines
    assert (line.state is ActionState.DROPPED) is closed
    assert (state_of(words) is Rating.CLOSED) is closed


@pytest.mark.parametrize(
    "columns",
    [
        "officer: Officer\n    phone: Telephone",
        "team: Team\n    officer: Officer\n    mail: Email",
        "risk: Risk\n    likelihood: Likelihood\n    rating: Rating\n    officer: Owner",
    ],
)
def test_a_list_of_whom_to_ask_holds_no_actions(columns: str) -> None:
    keys = [line.split(":")[0].strip() for line in columns.split("\n")]
    cells = "".join(f"      {key}: Ann Example\n" for key in keys)
    text = f"title: T\nkind: action-plan\nperiod: 2024\ntable:\n  caption: Who\n  row_header: {keys[0]}\n"
    text += f"  columns:\n    {columns}\n  rows:\n    - id: c1\n{cells}"
    assert status.status(library(plan=text), datetime.date(2024, 6, 1)).lines == ()


def test_actions_of_drafts_are_called_so() -> None:
    told = status.status(library(plan_2018=PLAN_2018, plan_2017=PLAN_2017), datetime.date(2017, 1, 1))
    assert status_report.parts(told)[0].lead.startswith("6 agreed actions in 2 documents, 3 of them in drafts: ")
    names = [status_report.name(line.entry) for line in told.lines]
    assert [name for name in names if name.endswith("(draft)")] == [f"A{n} in plan-2017 (draft)" for n in (3, 4, 5)]


def test_a_plan_of_another_subject_is_not_replaced_for_one_action_that_both_have() -> None:
    shelf = library(trees=PLAN_2018.replace("Plan 2018", "Trees plan").replace("replaces: plan-2017\n", ""),
                    homes=PLAN.format(year=2017, rows=row("H1", "Open a garden.", "Homes", "May 2017")))  # fmt: skip
    assert link.replacements(shelf) == ()


def of_years(subject: str, year: int, replaces: str = "") -> str:
    rows = row("A1", "Train all staff in deaf awareness.", "Homes", "May") + row("A2", "Open a garden.", "Parks", "May")
    text = PLAN.format(year=year, rows=rows).replace(f"title: Plan {year}", f"title: {subject} plan {year}")
    return text.replace(
        "kind: action-plan\n", f"kind: action-plan\nreplaces: {replaces}\n" if replaces else "kind: action-plan\n"
    )


def test_a_plan_that_replaces_the_one_before_it_is_not_proposed_to_replace_older_ones() -> None:
    years = {f"access-{year}": of_years("Access", year) for year in (2018, 2021, 2024)}
    assert link.replacements(library(**years)) == (("access-2021", "access-2018"), ("access-2024", "access-2021"))
    said = {
        "access-2018": of_years("Access", 2018),
        "access-2021": of_years("Access", 2021, "access-2018"),
        "access-2024": of_years("Access", 2024, "access-2021"),
    }
    assert link.replacements(library(**said)) == ()


def test_an_action_goes_on_from_an_older_plan_of_its_subject_before_a_newer_one_of_another() -> None:
    plans = {"access-2018": of_years("Access", 2018), "homes-2019": of_years("Tenants at home", 2019)}
    found = link.propose(library(**plans, **{"access-2021": of_years("Access", 2021)}))
    assert {one.target.document for one in found if one.entry.document == "access-2021"} == {"access-2018"}


def test_an_action_is_called_by_the_reference_that_its_plan_prints() -> None:
    plan = PLAN_2017.replace("        objective: Objective\n", "        reference: Ref\n        objective: Objective\n")
    plan = plan.replace("        - id: A1\n", "        - id: A1\n          reference: 1.4b\n")
    line = status.status(library(plan_2017=plan), datetime.date(2018, 1, 1)).lines[0]
    assert status_report.name(line.entry) == "1.4b in plan-2017 (draft)"


def test_that_a_plan_replaces_another_is_proposed_and_entered(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = sample / "content" / "plan-2018.yaml"
    before = path.read_text("utf-8").replace("replaces: plan-2017\n", "")
    path.write_text(before, "utf-8")
    assert reports(sample, "link") == 0
    assert "plan-2018 replaces plan-2017? many of its actions" in capsys.readouterr().out
    assert path.read_text("utf-8") == before
    assert reports(sample, "link", "--write", "plan-2018") == 0
    assert "content/plan-2018.yaml:5: replaces: plan-2017" in capsys.readouterr().out
    assert path.read_text("utf-8").replace("replaces: plan-2017\n", "", 1) == before
    assert "plan-2018 replaces" not in "".join(capsys.readouterr())


def test_links_are_proposed_by_likeness_and_by_role() -> None:
    other = OBJECTIVES.replace("As a Community Leader", "As an Employer").replace("leader", "employer")
    bare = UPDATE.replace("          reports_on: objectives#CL1\n", "")
    shelf = library(update=bare, others=other, objectives=OBJECTIVES, plan_2017=PLAN_2017)
    found = {one.entry.target: one.target.target for one in link.propose(shelf) if one.key == "reports_on"}
    assert found == {"update#U1": "objectives#CL1"}


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A project with the papers of this file."""
    folder = project(tmp_path)
    for name, text in (("objectives", OBJECTIVES), ("plan-2017", PLAN_2017), ("update", UPDATE)):
        (folder / "content" / f"{name}.yaml").write_text(text, "utf-8")
    (folder / "content" / "plan-2018.yaml").write_text(PLAN_2018.replace("          same_as: plan-2017#A1\n", ""))
    return folder


def test_the_table_the_data_and_the_spreadsheet_say_the_same(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert reports(sample, "status", "--on", "2019-01-01", "--format", "json") == 0
    data = json.loads(capsys.readouterr().out)
    assert reports(sample, "status", "--on", "1 January 2019", "--format", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [one["record"] for one in rows] == [one["record"] for one in data["actions"]]
    assert [one["state"] for one in rows] == [one["state"] for one in data["actions"]]
    assert reports(sample, "status", "--on", "2019-01-01") == 0
    text = capsys.readouterr().out
    assert text.startswith("Status of all agreed actions on 1 January 2019\n")
    overdue = sum(one["state"] == "overdue" for one in rows)
    assert f"Overdue ({overdue})" in text


def test_a_day_that_does_not_exist_is_told(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert reports(sample, "status", "--on", "31 February 2019") == 2
    assert "February 2019 has 28 days" in capsys.readouterr().err
    assert reports(sample, "status", "--on", "soon") == 2


def test_an_accepted_link_is_one_new_line_and_every_other_byte_is_kept(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sample / "content" / "plan-2018.yaml"
    before = path.read_bytes().replace(b"\n", b"\r\n") + b"# a last remark"
    path.write_bytes(before)
    assert reports(sample, "link") == 0
    assert "plan-2018#B1 is the same as plan-2017#A1" in capsys.readouterr().out
    assert path.read_bytes() == before, "proposing writes nothing"
    assert reports(sample, "link", "--write", "B1") == 0
    said = capsys.readouterr().out
    after = path.read_bytes()
    lines = after.split(b"\r\n")
    number = lines.index(b"          same_as: plan-2017#A1")
    assert lines[number - 1].strip() == b"- id: B1"
    assert b"\r\n".join(lines[:number] + lines[number + 1 :]) == before
    assert f"content/plan-2018.yaml:{number + 1}: same_as: plan-2017#A1" in said
    assert reports(sample, "link", "--write", "B9") == 2


def test_a_file_that_a_line_would_break_is_left_as_it_is(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = sample / "content" / "plan-2018.yaml"
    row = '        - {id: B1, objective: "Ask residents.", action: "Do it.", officer: "Estates team", by: "December 2018"}\n'
    text = path.read_text("utf-8")
    start = text.index("        - id: B1")
    text = text[:start] + row + text[text.index("        - id: B2") :]
    path.write_text(text, "utf-8")
    assert reports(sample, "link", "--write", "B1") == 2
    assert "was left as it is" in capsys.readouterr().err
    assert path.read_text("utf-8") == text


def test_links_are_asked_for_one_by_one(
    sample: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("no\nyes\n"))
    before = (sample / "content" / "plan-2018.yaml").read_bytes()
    assert reports(sample, "link", "--write") == 0
    assert "entered 0 links" in capsys.readouterr().out
    assert (sample / "content" / "plan-2018.yaml").read_bytes() == before


def test_a_plan_that_replaces_another_is_asked_for_too(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = sample / "content" / "plan-2018.yaml"
    before = path.read_text("utf-8").replace("replaces: plan-2017\n", "")
    path.write_text(before, "utf-8")
    for answers, entered in (("no\n" * 9, 0), ("yes\n" + "no\n" * 8, 1)):
        monkeypatch.setattr("sys.stdin", io.StringIO(answers))
        assert reports(sample, "link", "--write") == 0
        assert path.read_text("utf-8").count("replaces: plan-2017\n") == entered


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("plan-2O17", "did you mean “plan-2017”?"),
        ("plan-2018", "name the document before it"),
        ("zzz", "the documents are"),
    ],
)
def test_a_slip_in_the_name_of_what_a_plan_replaces_is_told(
    sample: Path, capsys: pytest.CaptureFixture[str], name: str, hint: str
) -> None:
    path = sample / "content" / "plan-2018.yaml"
    path.write_text(path.read_text("utf-8").replace("replaces: plan-2017", f"replaces: {name}"), "utf-8")
    reports(sample, "check", "plan-2018")
    told = capsys.readouterr().out
    assert "(replaces-unknown)" in told
    assert hint in told


def test_the_sample_papers_need_no_more_links(capsys: pytest.CaptureFixture[str]) -> None:
    assert reports(ROOT, "link") == 0
    assert capsys.readouterr().out == "no link is missing that could be proposed\n"


NAMED = """\
title: Library plan
kind: action-plan
period: 2024
table:
  caption: Plan
  row_header: step
  columns:
    nr: Ref
    step: What we will do
    lead: Lead officer
    due: Deadline
    status: RAG
  rows:
    - id: A1
      nr: P/01
      step: Fit loops.
      lead: Property
      due: "{by}"
      status: "{status}"
"""
STAFF = """\
title: Staff
kind: action-plan
period: 2024
table:
  caption: Staff by service
  row_header: service
  columns:
    service: Service
    number: Number
    women: Women
  rows:
    - id: S1
      service: Parks
      number: "40"
      women: "20"
"""


@pytest.mark.parametrize(
    ("by", "rating", "state", "shown"),
    [
        ("March 2022", "Red", ActionState.OVERDUE, "overdue; rated ■ Red"),
        ("I'w gadarnhau", "Coch", ActionState.UNDATED, "no date yet; rated ■ Coch"),
        ("TBC", "Gwyrdd", ActionState.UNDATED, "no date yet; rated ● Gwyrdd"),
    ],
)
def test_columns_are_known_by_their_labels_too(by: str, rating: str, state: ActionState, shown: str) -> None:
    documents = tuple(
        ContentDocument(one)
        for name, text in (("plan", NAMED.format(by=by, status=rating)), ("staff", STAFF))
        if (one := opened(content.read(text.encode(), name, name))[0])
    )
    (line,) = status.status(Library(documents), datetime.date(2024, 6, 1)).lines
    assert (line.entry.called, line.entry.officer, line.entry.by, line.state) == ("P/01", "Property", by, state)
    assert status_report.standing(line) == shown


def test_a_shelf_without_an_agreed_action_is_told_in_whole_sentences() -> None:
    paper, _ = opened(content.read(STAFF.encode(), "staff", "staff"))
    assert paper is not None
    found = status_report.parts(status.status(Library((ContentDocument(paper),)), datetime.date(2024, 6, 1)))
    assert found[0].lead == "No agreed actions in 1 document. No later committee is named in content/site.yaml."
    assert not any(part.lead.startswith("All") for part in found)


def test_no_word_of_a_state_is_broken_in_the_terminal() -> None:
    row = ("A1 in plan", "Fit loops", "Property", "soon", "date not understood", "none reported")
    assert any("understood" in line for line in status_report.table(status_report.HEADERS, (row,), 100))


def test_wide_characters_stand_in_line_in_the_terminal() -> None:
    rows = [
        (name, "培训所有工作人员使用新的培训系统", "人力资源", "2024年3月", "overdue", "x") for name in ("A1", "在 A2")
    ]
    lines = status_report.table(status_report.HEADERS, tuple(rows), 100)
    wide = [line for line in lines if "x" in line.split("  ")[-1]]
    assert len({sum(2 if ord(sign) > 0x2E80 else 1 for sign in line) for line in wide}) == 1
    assert len(wide) == 2


def test_a_plan_that_tells_of_its_own_progress_still_holds_actions() -> None:
    plan = NAMED.format(by="March 2022", status="Red").replace(
        "    lead: Lead officer\n", "    lead: Lead officer\n    progress: Progress so far\n"
    )
    library = [
        Library((ContentDocument(one),))
        for words in ("", "Two loops are in.")
        if (
            one := opened(
                content.read(
                    plan.replace("      lead: P", f"      progress: {words}\n      lead: P").encode(), "p", "p"
                )
            )[0]
        )
    ]
    silent, told = (status.status(one, datetime.date(2024, 6, 1)) for one in library)
    assert [line.state for line in (*silent.lines, *told.lines)] == [ActionState.OVERDUE] * 2
    assert (silent.orphans, len(silent.unreported), told.unreported) == ((), 1, ())
    assert status_report.progress(told.lines[0]) == "Two loops are in. (P/01 in p)"
    assert link.propose(library[0]) == ()


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Progress (RAG)", "status"), ("Status (RAG)", "status"), ("BRAG", "status"), ("R/A/G", "status"),
        ("RAG 2023/24", "status"), ("RAG Status Q1", "status"), ("Traffic light", "status"), ("Current status", "status"),
        ("Status at March 2024", "status"), ("Progress", "progress"), ("Marital status", ""), ("Status of the tenant", ""),
        ("Coverage", ""), ("Storage", ""), ("Swyddog Arweiniol", "officer"), ("المسؤول", "officer"), ("ਜ਼ਿੰਮੇਵਾਰ", "officer"),
        ("দায়িত্বপ্রাপ্ত কর্মকর্তা", "officer"), ("负责人", "officer"), ("Acțiuni", "action"), ("Statws CAG", "status"),
        ("Termin realizacji", "by"), ("Відповідальний", "officer"), ("Stadium", ""), ("Data", ""),
    ],
)  # fmt: skip
def test_a_column_of_ratings_is_known_by_its_label(label: str, key: str) -> None:
    assert known_key(label) == key


def test_the_rating_of_a_risk_is_no_status() -> None:
    assert keys_of(["Risk", "Likelihood", "Rating", "Owner"], {2: "status"})[0][2] == "rating"
    assert keys_of(["Action", "Rating", "Owner"], {})[0][1] == "status"
