"""Writes the results as an OpenACR report, the machine-readable form of a VPAT (catalogue 2.5, WCAG 2.2, EN 301 549)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline import __version__
from pipeline.conformance import Conformity, Result
from pipeline.content.yaml import nodes as placed_yaml
from pipeline.editions.site import Site

CATALOG = "2.5-edition-wcag-2.2-508-eu-en"
WEB, DOCUMENTS = "web", "electronic-docs"
ADHERENCE = {
    Conformity.SUPPORTS: "supports",
    Conformity.FAILS: "does-not-support",
    Conformity.NOT_APPLICABLE: "not-applicable",
}
CHAPTERS = {
    "A": "success_criteria_level_a",
    "AA": "success_criteria_level_aa",
    "10": "en_301_549_non-web-documents",
    "12": "en_301_549_documentation_and_support_services",
}


def openacr(site: Site, results: Sequence[Result], date: str) -> bytes:
    """Returns the report as YAML. Its title says "Draft" while a criterion is undecided."""
    undecided = [result for result in results if result.level not in ADHERENCE]
    title = f"{site.council}: accessibility conformance report"
    data = {
        "title": f"Draft: {title}" if undecided else title,
        "product": {
            "name": site.title or site.council,
            "version": __version__,
            "description": "Publications of a council",
        },
        "author": {
            "name": site.contact.name or site.council,
            "company_name": site.council,
            "email": site.contact.email,
        },
        "vendor": {"company_name": site.council, "email": site.contact.email},
        "report_date": date,
        "notes": f"{len(undecided)} results are not decided: a person has to check them, or the test was not part of this build."
        if undecided
        else "",
        "evaluation_methods_used": "The tests that each criterion names were run on the finished files of this build.",
        "catalog": CATALOG,
        "chapters": {name: {"criteria": _criteria(results, key)} for key, name in CHAPTERS.items()},
    }
    return placed_yaml.dump(data).encode()


def _criteria(results: Sequence[Result], chapter: str) -> list[dict[str, object]]:
    numbers: dict[str, list[Result]] = {}
    for result in results:
        number = result.clause.wcag if chapter in ("A", "AA") else result.clause.id
        fits = (
            result.clause.level == chapter and result.clause.wcag
            if chapter in ("A", "AA")
            else _own_row(result, chapter)
        )
        if fits:
            numbers.setdefault(number, []).append(result)
    return [{"num": number, "components": _components(chapter_results)} for number, chapter_results in numbers.items()]


def _own_row(result: Result, chapter: str) -> bool:
    """Whether a clause has a row of its own in a chapter; clauses that repeat a WCAG criterion have none."""
    return str(result.clause.chapter) == chapter and not result.clause.wcag


def _components(results: Iterable[Result]) -> list[dict[str, object]]:
    """Returns a component for web pages and one for documents, with the worst result of their formats."""
    order = list(Conformity)
    worst: dict[str, Result] = {}
    for result in results:
        name = WEB if result.format == "html" else DOCUMENTS
        if name not in worst or order.index(result.level) < order.index(worst[name].level):
            worst[name] = result
    return [{"name": name, "adherence": _adherence(worst_result)} for name, worst_result in worst.items()]


def _adherence(result: Result) -> dict[str, str]:
    tests = f"Tests run: {', '.join(result.tests)}. " if result.tests else ""
    notes = f"{result.level}. {tests}{result.note}".strip()
    level = ADHERENCE.get(result.level)
    return {"level": level, "notes": notes} if level else {"notes": notes}
