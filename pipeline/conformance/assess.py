"""Decides from the evidence of a build how far each clause is met in each format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from pipeline.conformance import FORMATS, Clause, Conformity, Evidence, ManualCheck, Result, Successor
from pipeline.model.findings import Severity
from pipeline.rules import rules

FILES = re.compile(r", looked at \S+(?:, \S+)*?(?=: |$|;)")
"""The files that a worksheet names, which are on the council's computer."""
_NO_MEDIA = "The publications hold no sound and lead to no video."
_NO_FORMS = "The publications hold no form and ask for nothing."
_NO_SCRIPT = "The publications hold no script, so nothing moves, times out or reacts to being pointed at."
WITHOUT = {
    **dict.fromkeys(("1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.4.2"), _NO_MEDIA),
    **dict.fromkeys(("1.3.5", "3.3.1", "3.3.2", "3.3.3", "3.3.4", "3.3.7", "3.3.8"), _NO_FORMS),
    **dict.fromkeys(
        (
            "1.4.13",
            "2.1.4",
            "2.2.1",
            "2.2.2",
            "2.3.1",
            "2.5.1",
            "2.5.2",
            "2.5.3",
            "2.5.4",
            "2.5.7",
            "3.2.1",
            "3.2.2",
            "4.1.3",
        ),
        _NO_SCRIPT,
    ),
}
WITHOUT_CLAUSES = {"10.5": _NO_MEDIA, "10.6": _NO_MEDIA}
"""Criteria that the content cannot fail, and why. A test ensures that it has no such part, except for signed videos."""

BROWSER = {
    "1.3.4": "orientation", "1.4.4": "text at 200 %", "1.4.10": "no sideways scrolling at 320 px", "1.4.11": "forced colours",
    "1.4.12": "text spacing", "2.1.1": "the keyboard walk", "2.1.2": "the keyboard walk", "2.4.3": "the keyboard walk",
    "2.4.7": "the visible focus", "2.4.11": "the visible focus", "2.5.8": "the size of targets", "1.4.3": "contrast as shown",
}  # fmt: skip
"""What `make test` checks in a real browser, but a build does not."""


def assess(clause: Clause, format: str, evidence: Sequence[Evidence], checks: Iterable[ManualCheck]) -> Result:
    """Returns the result for a clause in a format, from the evidence of all its editions."""
    decidable = clause.check.get(format, "manual")
    reason = WITHOUT.get(clause.wcag) or WITHOUT_CLAUSES.get(clause.id)
    media = (format == "audio" and decidable == "automatic") or any(item.video for item in evidence)
    if reason and not (reason is _NO_MEDIA and media):
        return Result(clause, format, Conformity.NOT_APPLICABLE, note=reason)
    if decidable == "not_applicable" or clause.status == "informative":
        return Result(clause, format, Conformity.NOT_APPLICABLE, note=_other_format(clause, format))
    if not evidence and clause.chapter != 12:
        return Result(clause, format, Conformity.NOT_TESTED, note="No edition in this format was built.")
    run = _serving(clause.wcag, format)
    failing = _failing(run, evidence)
    if failing:
        return Result(clause, format, Conformity.FAILS, run, "Found: " + "; ".join(failing))
    return _without_faults(clause, format, run, _recorded(clause, format, checks))


def _without_faults(clause: Clause, format: str, run: tuple[str, ...], recorded: Sequence[ManualCheck]) -> Result:
    """Returns the result if no test found a fault: by the tests if they decide it, else by a person, else undecided."""
    if any(not check.supports for check in recorded):
        faults = "; ".join(check.what for check in recorded if not check.supports)
        return Result(clause, format, Conformity.FAILS, run, f"Found by a person: {FILES.sub('', faults)}", signed=True)
    if recorded:
        text = "; ".join(f"{check.what} ({check.role}, {check.when})" for check in recorded)
        return Result(clause, format, Conformity.SUPPORTS, run, f"Checked by a person: {text}", signed=True)
    if clause.check.get(format) == "automatic" and run:
        return Result(clause, format, Conformity.SUPPORTS, run)
    if clause.check.get(format) == "automatic":
        tried = BROWSER.get(clause.wcag) if format == "html" else None
        note = f"“make test” tries {tried} in a real browser." if tried else clause.look_at
        return Result(clause, format, Conformity.NOT_TESTED, note=note)
    return Result(clause, format, Conformity.PERSON, run, clause.look_at)


def _other_format(clause: Clause, format: str) -> str:
    if clause.chapter == 9 and format != "html":
        return "This clause is for web pages."
    if clause.chapter == 10 and format == "html":
        return "This clause is for documents that are no web pages."
    return "The clause has nothing to ask of this format."


@cache
def _serving(criterion: str, format: str) -> tuple[str, ...]:
    """Returns the ids of the rules for a criterion that were run on files of a format, including those of the proof."""
    if not criterion:
        return ()
    return tuple(rule.id for rule in rules().values() if criterion in rule.criteria and rule.area in (format, "proof"))


def _failing(run: Sequence[str], evidence: Iterable[Evidence]) -> list[str]:
    return [
        f"{item.file}: {finding.message} ({finding.rule})"
        for item in evidence
        for finding in item.findings
        if finding.rule in run and finding.severity is Severity.ERROR
    ]


def _recorded(clause: Clause, format: str, checks: Iterable[ManualCheck]) -> list[ManualCheck]:
    return [check for check in checks if check.clause == clause.id and check.format == format]


def formats_of(evidence: Iterable[Evidence]) -> list[str]:
    """Returns the formats to judge: web pages, which every site has, and those with an edition."""
    built = {"html", *(item.format for item in evidence)}
    return [format for format in FORMATS if format in built]


def all_results(clauses: Iterable[Clause], evidence: Sequence[Evidence], checks: Sequence[ManualCheck]) -> list[Result]:
    """Returns the results of every clause in every format of its chapter."""
    results = []
    formats = formats_of(evidence)
    for clause in clauses:
        for format in formats:
            if (clause.chapter == 9) != (format == "html") and clause.chapter != 12:
                continue
            if clause.chapter == 12 and format != "html":
                continue
            results.append(assess(clause, format, [item for item in evidence if item.format == format], checks))
    return results


UNCONFIRMED = (
    "Number and wording of this clause were not confirmed here. Read it in EN 301 549 v4.1.1, and judge it there."
)
BY_NUMBER = "Carried from {}: version 4.1.1 numbers this clause by its WCAG criterion."
QUOTED = "Carried from {}."


def carried(successors: Iterable[Successor], results: Sequence[Result]) -> list[Result]:
    """Carries the results over to the next version of the standard, in the formats of each chapter.

    An unconfirmed or new clause needs a person.
    """
    by_clause: dict[str, list[Result]] = {}
    for result in results:
        by_clause.setdefault(result.clause.id, []).append(result)
    formats = {chapter: [r.format for r in results if r.clause.chapter == chapter] for chapter in (9, 10, 12)}
    successors_results = []
    for new in successors:
        chapter = int(new.id.split(".")[0])
        before = {result.format: result for result in by_clause.get(new.was, ())}
        for format in dict.fromkeys(formats[chapter]):
            old = before.get(format)
            clause = Clause(new.id, new.title, chapter, "", "", "applies", new.meaning, UNCONFIRMED, {})
            if old is None or new.sourced == "unconfirmed":
                successors_results.append(Result(clause, format, Conformity.PERSON, note=new.meaning or UNCONFIRMED))
                continue
            note = (QUOTED if new.sourced == "quoted" else BY_NUMBER).format(old.clause.name)
            successors_results.append(Result(clause, format, old.level, old.tests, note))
    return successors_results
