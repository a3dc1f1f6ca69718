"""Extracting again never destroys an edit: ids travel with their rows, words merge, the person's words and bytes stay."""

from __future__ import annotations

from dataclasses import replace
from difflib import unified_diff

from pipeline import content
from pipeline.assemble.assemble import assemble
from pipeline.merge.align import with_old_ids
from pipeline.merge.merge import Merged, merge
from pipeline.merge.words import Clash
from pipeline.merge.words import merge as merge_words
from pipeline.model.document import Document
from pipeline.model.findings import Severity
from pipeline.model.walk import plain_text, records
from tests.flow_text import flow
from tests.opened import opened

ROWS = [
    "| [b] Role 1: As a Community Leader | << | << | << |",
    "| Know our residents better | Ask them once a year | Policy team | November 2018 |",
    "| Offer other formats of papers | Audit the services | Communications team | March 2019 |",
    "| Work with voluntary groups | Give them one contact | Policy team | May 2019 |",
    "| [b] Role 2: As an Employer | << | << | << |",
    "| Train every member of staff | Write a course on equality | HR | June 2019 |",
    "| Support new councillors | Hand out a form | Democratic Services | July 2019 |",
]
HEAD = """[18 b] Equality Action Plan 2018-2020
[14 b] Introduction
This plan says what we will do in the years to come, and who will do it.
[14 b] The plan
|= Objective | Actions | Responsible officer | By when |
"""


EDIT = ("Audit the services", "Audit all services")


def made(rows: list[str], head: str = HEAD) -> Document:
    return assemble(flow(head + "\n".join(rows)), "plan").document


def again(rows: list[str], edit: tuple[str, str] | None = None, head: str = HEAD) -> tuple[Merged, str, str]:
    """The source with these rows extracted again over a file in which a person has made one edit; the file before and after."""
    text = content.write(made(ROWS))
    if edit:
        assert text.count(edit[0]) == 1, edit[0]
        text = text.replace(*edit)
    merged = merge(made(ROWS), made(rows, head), text.encode(), "content/plan.yaml")
    after = merged.data.decode()
    _, problems = opened(content.read(merged.data, "plan", "content/plan.yaml"))
    assert not [f.as_text() for f in problems if f.severity is Severity.ERROR]
    return merged, text, after


def changed(before: str, after: str) -> list[str]:
    return [
        line
        for line in unified_diff(before.split("\n"), after.split("\n"), n=0, lineterm="")
        if line[:2] not in ("--", "++", "@@")
    ]


def ids(data: bytes) -> list[tuple[str, str]]:
    document, _ = opened(content.read(data, "plan", "content/plan.yaml"))
    assert document
    return [(record.id, plain_text(record.cells[0].blocks[0].inlines)) for _, _, _, record in records(document)]  # type: ignore[union-attr]


def rules(merged: Merged) -> list[str]:
    return [finding.rule for finding in merged.findings]


def test_nothing_changes_where_the_source_is_the_same() -> None:
    merged, before, after = again(ROWS, ("November 2018", "December 2018"))
    assert after == before
    assert not merged.findings


def test_a_reworded_cell_is_taken_and_an_edit_elsewhere_stays() -> None:
    rows = [row.replace("March 2019", "April 2020") for row in ROWS]
    _, before, after = again(rows, ("November 2018", "December 2018"))
    assert changed(before, after) == ["-                March 2019", "+                April 2020"]


def test_a_column_with_the_key_of_a_fact_of_the_paper_is_merged_too() -> None:
    head = "[18 b] Plan\n[14 b] The plan\n|= Objective | Actions | Status |\n"
    rows = ["| Know our residents | Ask them | Amber |", "| Offer other formats | Audit the services | Green |"]
    old, new = made(rows, head), made([rows[0].replace("Amber", "Red"), rows[1]], head)
    text = content.write(replace(old, published="May 2020")).replace("May 2020", "June 2020")
    merged = merge(
        replace(old, published="May 2020"), replace(new, published="July 2020"), text.encode(), "content/plan.yaml"
    )
    told = changed(text, merged.data.decode())
    assert [line.strip("+- ") for line in told] == ["Amber", "Red"]
    assert "“status” of" in merged.findings[0].message


def test_words_of_one_text_are_merged() -> None:
    head = HEAD.replace("in the years to come", "in the two years to come")
    _, _, after = again(ROWS, ("and who will do it.", "who will do it and when."), head)
    assert "This plan says what we will do in the two years to come, who will do it and when." in after


def test_the_persons_words_win_and_both_sides_are_told() -> None:
    rows = [row.replace("November 2018", "January 2019") for row in ROWS]
    merged, before, after = again(rows, ("November 2018", "December 2018"))
    assert after == before
    (clash,) = merged.findings
    assert clash.rule == "merge-clash"
    for words in ("“December 2018”", "“January 2019”", "before: “November 2018”", "CL1"):
        assert words in clash.message


def test_a_new_row_gets_a_new_id_and_the_others_keep_theirs() -> None:
    rows = [*ROWS[:1], "| Open the doors to young people | Hold a day for schools | Museum | May 2019 |", *ROWS[1:]]
    merged, before, after = again(rows, EDIT)
    assert [name for name, _ in ids(merged.data)] == ["CL4", "CL1", "CL2", "CL3", "E1", "E2"]
    assert all(line.startswith("+") for line in changed(before, after))
    assert "Audit all services" in after


def test_a_row_that_is_gone_goes_unless_it_was_edited() -> None:
    rows = [row for row in ROWS if "Offer other" not in row]
    merged, _, _ = again(rows)
    assert [name for name, _ in ids(merged.data)] == ["CL1", "CL3", "E1", "E2"]
    merged, before, after = again(rows, ("Audit the services", "Audit all services"))
    assert after == before
    assert rules(merged) == ["merge-gone"]


def test_a_moved_row_takes_its_id_and_its_edit_with_it() -> None:
    rows = [ROWS[0], ROWS[2], ROWS[3], ROWS[1], *ROWS[4:]]
    merged, _, after = again(rows, ("Ask them once a year", "Ask them twice a year"))
    assert [name for name, _ in ids(merged.data)] == ["CL2", "CL3", "CL1", "E1", "E2"]
    assert "Ask them twice a year" in after


def test_a_row_moved_under_another_band_keeps_its_id() -> None:
    rows = [*ROWS[:3], *ROWS[4:], ROWS[3]]
    merged, _, _ = again(rows)
    assert [name for name, _ in ids(merged.data)] == ["CL1", "CL2", "E1", "E2", "CL3"]


def test_a_row_reworded_beyond_a_letter_keeps_its_id() -> None:
    rows = [row.replace("Work with voluntary groups", "Work together with all voluntary groups here") for row in ROWS]
    merged, _, _ = again(rows)
    assert ("CL3", "Work together with all voluntary groups here") in ids(merged.data)


def test_a_row_that_the_person_took_out_stays_out() -> None:
    text = content.write(made(ROWS))
    start = text.index("        - id: CL2")
    text = text[:start] + text[text.index("        - id: CL3") :]
    merged = merge(made(ROWS), made(ROWS), text.encode(), "content/plan.yaml")
    assert merged.data.decode() == text


def test_a_new_section_is_put_behind_the_one_before_it() -> None:
    head = HEAD.replace(
        "[14 b] The plan",
        "[14 b] How we wrote it\nWe asked many people what they thought about it all.\n[14 b] The plan",
    )
    merged, before, after = again(ROWS, None, head)
    assert all(line.startswith("+") for line in changed(before, after))
    document, _ = opened(content.read(merged.data, "plan", ""))
    assert document
    assert [section.id for section in document.sections] == ["introduction", "how_we_wrote_it", "plan"]


def test_line_ends_marks_and_comments_of_the_file_stay() -> None:
    text = content.write(made(ROWS)).replace("sections:", "# our own remark\nsections:", 1)
    data = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    merged = merge(made(ROWS), made([row.replace("May 2019", "May 2020") for row in ROWS]), data, "content/plan.yaml")
    assert merged.data == data.replace(b"May 2019", b"May 2020")


def test_a_file_with_an_error_is_left_as_it_is() -> None:
    data = content.write(made(ROWS)).replace("title:", "titel:").encode()
    merged = merge(made(ROWS), made(ROWS[:3]), data, "content/plan.yaml")
    assert merged.data == data
    assert merged.findings


def test_ids_never_clash_with_those_that_a_person_gave() -> None:
    new = with_old_ids(made(ROWS), made([*ROWS, "| A quite new thing | Do it | Board | May 2022 |"]), frozenset({"E3"}))
    assert [record.id for _, _, _, record in records(new)][-1] == "E4"


def test_words_merge_by_words() -> None:
    assert merge_words("a b c d e f", "a B c d e f", "a b c d e F") == ("a B c d e F", ())
    assert merge_words("May 2018", "June 2018", "May 2019") == (
        "May 2019",
        (Clash("May 2018", "June 2018", "May 2019"),),
    )
    assert merge_words("a b c", "a x c", "a y c") == ("a y c", (Clash("b", "x", "y"),))
    assert merge_words("a b c", "a x c", "a x c") == ("a x c", ())
    assert merge_words("- one\n- two", "- one\n- two\n- three", "- One\n- two") == ("- One\n- two\n- three", ())


def test_an_id_that_a_person_gave_travels_with_its_row() -> None:
    rows = [ROWS[0], ROWS[2], ROWS[3], ROWS[1].replace("once a year", "twice a year"), *ROWS[4:]]
    merged, _, after = again(rows, ("id: CL1", "id: residents"))
    assert [name for name, _ in ids(merged.data)] == ["CL2", "CL3", "residents", "E1", "E2"]
    assert "Ask them twice a year" in after
    assert merge(merged.pristine, made(rows), merged.data, "content/plan.yaml").data == merged.data


def test_a_row_with_an_id_or_a_comment_of_a_person_stays_when_the_source_drops_it() -> None:
    rows = [row for row in ROWS if "Offer other" not in row]
    for edit in (("id: CL2", "id: formats"), ("- id: CL2", "# ask the printer\n            - id: CL2")):
        merged, before, after = again(rows, edit)
        assert after == before
        assert rules(merged) == ["merge-gone"]


def test_of_a_row_that_the_person_took_out_the_sources_change_is_told() -> None:
    text = content.write(made(ROWS))
    start = text.index("        - id: CL2")
    text = text[:start] + text[text.index("        - id: CL3") :]
    rows = [row.replace("March 2019", "April 2020") for row in ROWS]
    merged = merge(made(ROWS), made(rows), text.encode(), "content/plan.yaml")
    assert merged.data.decode() == text
    (told,) = merged.findings
    for words in ("CL2 (“Offer other formats of papers”) stays out", "“April 2020”", "before: “March 2019”"):
        assert words in told.message


def columns(old: str, new: str) -> tuple[str, list[str]]:
    """The head of the table with its columns changed from one order or wording to another, and the rows to it."""
    places = [HEAD.split("|=")[1].strip(" |\n").split(" | ").index(label) for label in old.split(" | ")]
    rows = [row.strip("| ").split(" | ") for row in ROWS]
    said = [f"| {row[0]} " + "| << " * (len(places) - 1) + "|" if "<<" in row else
            "| " + " | ".join(row[place] for place in places) + " |" for row in rows]  # fmt: skip
    return HEAD.split("|=")[0] + f"|= {new} |\n", said


def test_columns_in_another_order_are_put_into_it_and_no_cell_changes() -> None:
    head, rows = columns(
        "Objective | By when | Actions | Responsible officer", "Objective | By when | Actions | Responsible officer"
    )
    _, before, after = again(rows, EDIT, head)
    assert sorted(after.split("\n")) == sorted(before.split("\n"))
    order = [after.index(f"        {key}: ") for key in ("objective", "by", "action", "officer")]
    assert order == sorted(order)


def test_a_column_with_a_label_that_nobody_knows_keeps_its_key_and_the_edits_in_it() -> None:
    head, rows = columns(
        "Objective | Actions | Responsible officer | By when", "Objective | Quokka | Responsible officer | By when"
    )
    _, before, after = again(rows, EDIT, head)
    assert changed(before, after) == ["-        action: Actions", "+        action: Quokka"]


def test_a_column_that_is_gone_goes_but_for_the_words_of_a_person() -> None:
    head, rows = columns("Objective | Actions | By when", "Objective | Actions | By when")
    _, _, after = again(rows, EDIT, head)
    assert "officer" not in after.partition("sections:")[2].replace("Responsible officer", "")
    merged, _, after = again(rows, ("Communications team", "Print team"), head)
    assert after.count("officer:") == 2
    assert "Print team" in after
    assert set(rules(merged)) == {"merge-changed", "merge-clash", "merge-gone"}


def test_a_band_that_is_gone_goes_when_its_rows_have_gone_under_another() -> None:
    merged, _, after = again([*ROWS[:4], *ROWS[5:]], EDIT)
    assert [name for name, _ in ids(merged.data)] == ["CL1", "CL2", "CL3", "E1", "E2"]
    assert "Role 2" not in after
