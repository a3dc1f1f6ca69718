"""The conformance pack: a machine never says more than it knows, and a person's word holds as long as the content does."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.conformance import FORMATS, Conformity, Evidence, ManualCheck, Result, Successor, manual
from pipeline.conformance.assess import WITHOUT, all_results, assess, carried
from pipeline.conformance.clauses import clauses, successors
from pipeline.conformance.openacr import openacr
from pipeline.conformance.report import next_report, report
from pipeline.conformance.statement import NEEDED, missing, statement
from pipeline.content.keys import SHAPES
from pipeline.content.yaml import nodes as placed_yaml
from pipeline.editions.assets import Assets
from pipeline.editions.site import Contact, Site
from pipeline.model.findings import error, warning
from pipeline.model.place import Place
from pipeline.model.walk import canonical
from tests.documents import P, every_node
from tests.opened import Kept, opened
from tests.projects import project, reports

TEMPLATES = Path(__file__).parent.parent / "templates"
ASSETS = Assets({p.relative_to(TEMPLATES).as_posix(): p.read_bytes() for p in TEMPLATES.rglob("*.yaml")})
CLAUSES = {clause.id: clause for clause in clauses(ASSETS)}
CLEAN = [Evidence("paper", format, f"paper.{format}", (), 100) for format in FORMATS]
SITE = Site(
    council="Sample Council",
    contact=Contact(email="a@example.org"),
    statement=dict.fromkeys(NEEDED, "1 May 2026"),
)


def level(
    clause: str, format: str, evidence: list[Evidence] = CLEAN, checks: tuple[ManualCheck, ...] = ()
) -> Conformity:
    return assess(CLAUSES[clause], format, [one for one in evidence if one.format == format], checks).level


def test_a_clause_that_a_test_decides_is_supported_when_no_fault_was_found() -> None:
    assert level("10.2.4.2", "pdf") is Conformity.SUPPORTS
    assert level("9.3.1.1", "html") is Conformity.SUPPORTS


def test_a_fault_makes_the_clause_fail_in_that_format_alone() -> None:
    faulty = [replace(one, findings=(error("pdf-title", "no title"),)) if one.format == "pdf" else one for one in CLEAN]
    assert level("10.2.4.2", "pdf", faulty) is Conformity.FAILS
    assert level("10.2.4.2", "docx", faulty) is Conformity.SUPPORTS


def test_a_lost_word_fails_meaningful_sequence() -> None:
    faulty = [replace(CLEAN[0], findings=(error("words-missing", "lacks a word"),))]
    assert level("9.1.3.2", "html", faulty) is Conformity.FAILS


def test_what_is_no_error_does_not_fail_a_clause() -> None:
    told = [replace(CLEAN[2], findings=(warning("docx-contrast-7", "a grey"),))]
    assert level("10.1.4.3", "docx", told) is not Conformity.FAILS


@pytest.mark.parametrize("clause", [c.id for c in CLAUSES.values() if set(c.check.values()) & {"partly", "manual"}])
def test_a_clause_that_needs_a_person_never_says_supports_by_itself(clause: str) -> None:
    for format, decidable in CLAUSES[clause].check.items():
        if decidable in ("partly", "manual"):
            assert level(clause, format) in (Conformity.PERSON, Conformity.NOT_APPLICABLE)


def test_an_automatic_clause_whose_test_is_not_part_of_a_build_says_so() -> None:
    assert level("9.1.4.12", "html") is Conformity.NOT_TESTED


def test_a_format_that_was_not_built_was_not_tested() -> None:
    assert level("10.1.1.1", "pdf", []) is Conformity.NOT_TESTED


def test_the_content_format_has_no_part_for_what_is_called_not_applicable() -> None:
    words = {word for name, shape in SHAPES.items() for word in shape if name != "bsl"}
    assert not words & {"video", "audio", "form", "script", "embed", "input"}
    assert {clause.wcag for clause in CLAUSES.values()} >= set(WITHOUT)


def test_a_publication_that_leads_to_a_signed_video_has_criteria_of_media() -> None:
    assert level("9.1.2.2", "html") is Conformity.NOT_APPLICABLE
    assert level("9.1.2.2", "html", [replace(one, video=True) for one in CLEAN]) is Conformity.PERSON


def recorded(publication: str, version: str, clause: str = "9.1.3.1") -> bytes:
    return (
        f"checks:\n  - clause: {clause}\n    format: html\n    publication: {publication}\n    role: Access officer\n"
        f"    when: 2 May 2026\n    what: Listened to all of it\n    result: supports\n    version: {version}\n"
    ).encode()


def test_a_persons_check_makes_a_clause_supported_until_the_content_changes() -> None:
    document = every_node()
    known = manual.versions([document])
    checks, findings = opened(manual.read(recorded("all", known["all"]), "m.yaml", tuple(CLAUSES.values()), known))
    assert findings == ()
    assert level("9.1.3.1", "html", CLEAN, checks) is Conformity.SUPPORTS
    changed = manual.versions([replace(document, blocks=(*document.blocks, P("One word more")))])
    checks, findings = opened(manual.read(recorded("all", known["all"]), "m.yaml", tuple(CLAUSES.values()), changed))
    assert {one.rule for one in findings} == {"manual-check-lapsed"}
    assert level("9.1.3.1", "html", CLEAN, checks) is Conformity.PERSON


def test_a_check_of_something_unknown_is_told_at_its_line() -> None:
    known = manual.versions([every_node()])
    _, findings = opened(manual.read(recorded("all", known["all"], "9.9.9"), "m.yaml", tuple(CLAUSES.values()), known))
    assert [(one.rule, one.place.line) for one in findings] == [("manual-check-unknown", 2)]


@pytest.mark.parametrize(
    ("slip", "rule"),
    [
        (lambda text: text.replace("    result", "    resulted"), "unknown-key"),
        (lambda text: text.replace("2 May 2026", "31 February 2026"), "manual-check-unknown"),
        (lambda text: text.replace("2 May 2026", "[2, May]"), "wrong-form"),
        (lambda text: text + "  - only words\n", "wrong-form"),
        (lambda _: "- only\n- a list\n", "not-content"),
        (lambda text: text.replace("checks:", "check:"), "not-content"),
    ],
)
def test_a_slip_in_the_checks_by_people_is_told(slip: Callable[[str], str], rule: str) -> None:
    known = manual.versions([every_node()])
    data = slip(recorded("all", known["all"]).decode()).encode()
    _, findings = opened(manual.read(data, "m.yaml", tuple(CLAUSES.values()), known))
    assert rule in {one.rule for one in findings}
    assert all(one.place.line for one in findings)


def test_check_reads_the_checks_by_people_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, "plan")
    (root / "content" / "manual-checks.yaml").write_bytes(recorded("all", "0", "9.9.9"))
    assert reports(root, "check") == 1
    assert "content/manual-checks.yaml:2: error: “9.9.9” is not a valid clause" in capsys.readouterr().out


def test_the_openacr_report_gives_no_level_to_what_is_undecided() -> None:
    data = openacr(SITE, all_results(CLAUSES.values(), CLEAN, ()), "2026-05-01").decode()
    node, lines = placed_yaml.read(data.encode(), "openacr.yaml", Kept())
    assert isinstance(node, placed_yaml.Mapping)
    assert lines.findings == []
    title = node.get("title")
    assert isinstance(title, placed_yaml.Scalar)
    assert title.text.startswith("Draft: ")
    assert "level: supports\n" in data
    assert "needs" not in [line.split("level:")[-1].strip() for line in data.split("\n") if "level:" in line]


def test_the_report_names_every_clause_and_every_file() -> None:
    results = all_results(CLAUSES.values(), CLEAN, ())
    said = "\n".join(piece.text for piece in canonical(report(SITE, results, CLEAN, {"all": "abc"})))
    assert all(one.clause.name in said for one in results)
    assert all(one.file in said for one in CLEAN)


def test_a_statement_with_every_legal_item_has_no_finding() -> None:
    document, findings = opened(statement(SITE, all_results(CLAUSES.values(), CLEAN, ()), None))
    assert findings == ()
    said = "\n".join(piece.text for piece in canonical(document))
    assert "partially compliant" in said, "never fully while a person has still to look"
    assert "Equality and Human Rights Commission" in said


@pytest.mark.parametrize("key", NEEDED)
def test_a_missing_legal_item_of_the_statement_is_an_error(key: str) -> None:
    lacking = replace(SITE, statement={k: v for k, v in SITE.statement.items() if k != key})
    _, findings = opened(statement(lacking, (), None))
    assert [(one.rule, str(one.severity)) for one in findings] == [("statement-missing", "error")]


def test_a_site_without_a_statement_is_told_once_by_build_and_check_and_nothing_is_half_said() -> None:
    bare = replace(SITE, statement={})
    document, findings = opened(statement(bare, (), None))
    assert findings == missing(bare)
    (told,) = findings
    assert all(key in told.hint for key in NEEDED)
    said = "\n".join(piece.text for piece in canonical(document))
    assert "prepared on" not in said
    assert "tested on" not in said


def test_a_statement_without_any_contact_is_an_error() -> None:
    _, findings = opened(statement(replace(SITE, contact=Contact()), (), None))
    assert "statement-missing" in {one.rule for one in findings}


def test_a_statement_that_nobody_reviewed_for_a_year_is_noted() -> None:
    _, findings = opened(statement(SITE, (), datetime.date(2027, 6, 1)))
    assert [(one.rule, str(one.severity)) for one in findings] == [("statement-old", "note")]


def test_a_known_fault_stands_in_the_statement_in_words() -> None:
    faulty = [replace(CLEAN[1], findings=(error("pdf-title", "the file has no title", Place("paper.pdf")),))]
    document, _ = opened(statement(SITE, all_results(CLAUSES.values(), faulty, ()), None))
    said = "\n".join(piece.text for piece in canonical(document))
    assert "the file has no title" in said
    assert "non-compliances listed below" in said


def test_every_further_format_is_judged_where_it_was_built_and_by_clauses_that_ask_something_of_it() -> None:
    results = all_results(CLAUSES.values(), CLEAN, ())
    for format in FORMATS:
        levels = {one.level for one in results if one.format == format}
        assert {Conformity.SUPPORTS, Conformity.PERSON, Conformity.NOT_APPLICABLE} <= levels, format
    assert {one.format for one in all_results(CLAUSES.values(), CLEAN[:1], ())} == {"html"}, "nothing is said of no PDF"
    assert level("10.1.3.2", "braille") is Conformity.SUPPORTS, "the proof reads braille back, word for word"
    assert level("10.1.2.1", "audio") is Conformity.SUPPORTS, "each recording has its text"
    assert level("10.1.4.3", "text") is Conformity.NOT_APPLICABLE, "plain text has no colours"


def test_a_fault_of_an_e_book_fails_its_clause() -> None:
    faulty = [replace(one, findings=(error("epub-language", "no language"),)) for one in CLEAN if one.format == "epub"]
    assert level("10.3.1.1", "epub", faulty) is Conformity.FAILS


def test_every_clause_of_the_next_version_comes_from_one_that_is_there_or_needs_a_person() -> None:
    results = all_results(CLAUSES.values(), CLEAN, ())
    table = successors(ASSETS)
    assert {one.sourced for one in table} == {"quoted", "numbering", "unconfirmed"}
    assert [one.id for one in table if one.was and one.was not in CLAUSES] == []
    over = carried(table, results)
    assert {one.clause.id for one in over} == {one.id for one in table}
    now = {(one.clause.id, one.format): one.level for one in results}
    for one in over:
        old = next(entry for entry in table if entry.id == one.clause.id)
        known = now.get((old.was, one.format))
        assert one.level is (Conformity.PERSON if old.sourced == "unconfirmed" or known is None else known)
    added = {"2.4.11", "2.5.7", "2.5.8", "3.2.6", "3.3.7", "3.3.8"}
    assert {f"9.{number}" for number in added} <= {one.id for one in table}, "WCAG 2.2 is taken in"
    assert "9.4.1.1" not in {one.id for one in table}, "WCAG 2.2 has no 4.1.1"


def test_the_page_of_the_next_version_names_each_clause_and_what_is_not_confirmed() -> None:
    results = all_results(CLAUSES.values(), CLEAN, ())
    unknown = Successor("9.8", "Something new", "", "unconfirmed", "Read it first.")
    said = "\n".join(piece.text for piece in canonical(next_report(SITE, carried((unknown,), results))))
    assert "9.8 Something new" in said
    assert "Needs a person" in said
    assert "Read it first." in said


def said_by(results: Sequence[Result]) -> str:
    return "\n".join(piece.text for piece in canonical(opened(statement(SITE, results, None))[0]))


def test_the_statement_never_says_two_things_at_once() -> None:
    results = all_results(CLAUSES.values(), CLEAN, ())
    waiting = said_by(results)
    assert "partially compliant" in waiting
    assert "because not every requirement has been checked by a person yet" in waiting
    assert "Our tests found no failure." in waiting
    assert "No person has signed a check" in waiting
    every = [
        replace(one, level=Conformity.SUPPORTS, signed=True)
        for one in results
        if one.level is not Conformity.NOT_APPLICABLE
    ]
    full = said_by(every)
    assert "fully compliant" in full
    assert "What has not been tested yet" not in full
    assert "not compliant" in said_by([replace(one, level=Conformity.FAILS) for one in every])
    one_fault = said_by([replace(every[0], level=Conformity.FAILS), *every[1:]])
    assert "partially compliant" in one_fault
    assert "non-compliances listed below" in one_fault


def test_the_statement_promises_nothing_that_fails_or_that_nobody_has_tested() -> None:
    results = all_results(CLAUSES.values(), CLEAN, ())
    every = [
        replace(one, level=Conformity.SUPPORTS, signed=True)
        for one in results
        if one.level is not Conformity.NOT_APPLICABLE
    ]
    keyboard = "move through every page with a keyboard alone"
    assert keyboard in said_by(every)
    assert "not all of it has been tested yet" not in said_by(every)
    waiting = said_by(results)
    assert waiting.index("The pages are made for this too, but not all of it has been tested yet:") < waiting.index(
        keyboard
    )
    failing = [replace(one, level=Conformity.FAILS) if one.clause.wcag == "2.1.1" else one for one in every]
    assert keyboard not in said_by(failing)


def test_a_failure_that_a_person_found_is_told_without_the_files_of_the_council() -> None:
    found = "Pictures (Web page), looked at output/public/a.html, output/public/b.html: The chart has no unit"
    check = ManualCheck("9.1.1.1", "html", "", "Access officer", "2 May 2026", found, False, "1")
    said = said_by(all_results(CLAUSES.values(), CLEAN, (check,)))
    assert "Found by a person: Pictures (Web page): The chart has no unit. This fails 9.1.1.1" in said
    assert "output/" not in said


def test_a_persons_check_of_an_e_book_is_taken_clause_by_clause() -> None:
    known = manual.versions([every_node()])
    data = recorded("all", known["all"], "10.1.1.1").replace(b"format: html", b"format: epub")
    checks, findings = opened(manual.read(data, "m.yaml", tuple(CLAUSES.values()), known))
    assert [check.format for check in checks] == ["epub"]
    assert findings == ()


def test_the_statement_lists_each_requirement_that_was_not_tested_until_somebody_signs() -> None:
    document = every_node()
    known = manual.versions([document])
    checks, _ = opened(manual.read(recorded("all", known["all"]), "m.yaml", tuple(CLAUSES.values()), known))
    before = said_by(all_results(CLAUSES.values(), CLEAN, ()))
    after = said_by(all_results(CLAUSES.values(), CLEAN, checks))
    line = "9.1.3.1 Info and relationships (Web page)"
    assert line in before
    assert line not in after
    assert "People have checked and signed 1 results" in after
