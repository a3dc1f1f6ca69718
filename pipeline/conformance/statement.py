"""Makes the accessibility statement, on the model that SI 2018/952 regulation 8 requires.

Facts that only the council knows come from `statement:` in `content/site.yaml`; the results of the build are added. The
sentences on commitment, compliance and enforcement are prescribed by the model.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from pipeline.conformance import FORMATS, Conformity, Result
from pipeline.editions.site import Site
from pipeline.model import dates
from pipeline.model.document import Block, Document, Inlines, Item, Link, List, Paragraph, Section, Text
from pipeline.model.findings import Findings, error, note
from pipeline.model.place import Place
from pipeline.model.with_findings import Collector, collecting

LAW = "Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018"
STANDARD = "Web Content Accessibility Guidelines version 2.2 AA standard"
GUIDELINES = "https://www.w3.org/TR/WCAG22/"
ADVICE = {
    "gb": ("Equality and Human Rights Commission (EHRC)", "Equality Advisory and Support Service (EASS)", "https://www.equalityadvisoryservice.com/"),
    "ni": ("Equality Commission for Northern Ireland (ECNI)", "Equality Commission for Northern Ireland", "https://www.equalityni.org/"),
}  # fmt: skip
NEEDED = {
    "website": "the name of the website that the statement is for",
    "prepared": "the day on which the statement was first prepared",
    "reviewed": "the day on which it was last reviewed",
    "tested": "the day on which the website was last tested",
    "tester": "who tested it",
    "method": "how it was tested",
    "sample": "which pages and documents were tested",
}
PREPARED = (
    {"prepared": "This statement was prepared on {}.", "reviewed": "It was last reviewed on {}."},
    {
        "tested": "This website was last tested on {}.",
        "tester": "The test was carried out by {}.",
        "method": "How it was tested: {}.",
        "sample": "What was tested: {}.",
    },
)
"""The sentences of two paragraphs, by their facts. A sentence without its fact is left out."""
PLACE = Place("content/site.yaml")
UNTESTED = (
    "Our tests found no failure. What is listed under “What has not been tested yet” "
    "may hold failures that nobody has found."
)


@collecting
def statement(into: Collector, site: Site, results: Sequence[Result], today: datetime.date | None) -> Document:
    """Returns the statement as a document and reports missing legal items. With `today` None, its age is not checked."""
    into.add(*missing(site), *_old(site, today))
    facts = {key: str(value) for key, value in site.statement.items() if isinstance(value, str)}
    website = facts.get("website", site.title or site.council)
    sections = (
        _section("reader_use", "How you can use these pages", _use(site, results)),
        _section("how_accessible", "How accessible these publications are", _problems(site, results)),
        _section("feedback", "Feedback and contact information", _contact(site)),
        _section("enforcement", "Enforcement procedure", _enforcement(facts.get("jurisdiction", "gb"))),
        Section("technical", _text("Technical information about this website’s accessibility"), _commitment(site), (
            _section("compliance", "Compliance status", _status(site, results)),
        )),
        Section("non_accessible", _text("Non-accessible content"), (), tuple(_non_accessible(site, results))),
        _section("preparation", "Preparation of this accessibility statement", _preparation(facts, results)),
    )  # fmt: skip
    return Document(
        name="accessibility-statement",
        title=_text(f"Accessibility statement for {website}"),
        language="en-GB",
        status="published",
        updated=facts.get("reviewed", ""),
        summary=f"How accessible {website} is, what is not, and whom to tell.",
        before_title=(_paragraph(site.council),),
        blocks=(_paragraph(f"This accessibility statement applies to {facts.get('scope') or website}."),),
        sections=sections,
    )


def missing(site: Site) -> Findings:
    """Returns an error if the contact that the law requires is missing, and one for all missing facts."""
    findings = Findings()
    if not site.contact.email and not site.contact.phone:
        message = "the accessibility statement has no contact by email or phone"
        findings = (error("statement-missing", message, PLACE, "add contact:"),)
    if lacking := {key: meaning for key, meaning in NEEDED.items() if not site.statement.get(key)}:
        message = f"the accessibility statement lacks {'; '.join(lacking.values())}"
        hint = f"add under statement: {', '.join(lacking)} (see docs/site.md); the law asks for it"
        findings = (*findings, error("statement-missing", message, PLACE, hint))
    return findings


def _old(site: Site, today: datetime.date | None) -> Findings:
    reviewed = dates.day(str(site.statement.get("reviewed", "")))
    if today and reviewed and (today - reviewed).days > 366:
        message = f"the accessibility statement was last reviewed on {site.statement['reviewed']}, more than a year ago"
        return (note("statement-old", message, PLACE, "review it, then change reviewed:"),)
    return ()


WAYS = {
    "change colours, contrast levels and fonts with your browser’s own settings": ("1.4.3", "1.4.12"),
    "zoom in up to 400% without text running off the screen": ("1.4.4", "1.4.10"),
    "move through every page with a keyboard alone": ("2.1.1", "2.1.2", "2.4.3", "2.4.7"),
    "listen to every page with a screen reader": ("1.3.1", "1.3.2", "4.1.2"),
}
"""What readers can do on web pages, and the WCAG criteria on which this depends."""


def _use(site: Site, results: Sequence[Result]) -> tuple[Block, ...]:
    """Lists what readers can do, without known failures, and separately what has not been tested."""
    formats = list(dict.fromkeys(FORMATS[edition.format] for edition in site.editions if edition.format in FORMATS))
    large = " and in large print" if any("print" in edition.look for edition in site.editions) else ""
    levels = {result.clause.wcag: result.level for result in results if result.format == "html"}
    ways: list[str] = []
    untested: list[str] = []
    for way, criteria in WAYS.items():
        states = {levels[criterion] for criterion in criteria if criterion in levels}
        if Conformity.FAILS not in states:
            (untested if states & {Conformity.PERSON, Conformity.NOT_TESTED} else ways).append(way)
    if formats:
        ways.append(f"get each publication in these formats{large}: {', '.join(formats)}")
    blocks: list[Block] = [_paragraph("You should be able to:"), _list(ways)] if ways else []
    if untested:
        blocks += [
            _paragraph("The pages are made for this too, but not all of it has been tested yet:"),
            _list(untested),
        ]
    return tuple(blocks)


def _problems(site: Site, results: Sequence[Result]) -> tuple[Block, ...]:
    """Lists known problems in plain words: those in site.yaml, and those that this build found."""
    reported = [entry.get("problem", "") for entry in _entries(site, "problems")]
    failures = [
        f"{result.clause.title}, {FORMATS[result.format]}: {result.note}"
        for result in results
        if result.level is Conformity.FAILS
    ]
    open_ = sum(result.level in (Conformity.PERSON, Conformity.NOT_TESTED) for result in results)
    blocks: list[Block] = []
    if reported or failures:
        blocks += [_paragraph("We know that some parts are not fully accessible:"), _list([*reported, *failures])]
    else:
        blocks.append(_paragraph("Our tests of every page and document found no problem."))
    if open_:
        report = Link("conformance/index#editions", _text("the conformance report of this build"))
        text = f" {open_} of {len(results)} results still wait for a person’s judgement or for a test in a browser; "
        blocks.append(Paragraph((Text(text.lstrip()), report, Text(" lists them."))))
    return tuple(blocks)


def _contact(site: Site) -> tuple[Block, ...]:
    contact = site.contact
    days = f" We answer within {contact.response_days} working days." if contact.response_days else ""
    ways = [
        (Text("email "), Link(f"mailto:{contact.email}", _text(contact.email))) if contact.email else (),
        _text(f"call {contact.phone}") if contact.phone else (),
        _text(f"use text relay: {contact.text_relay}") if contact.text_relay else (),
        _text(f"write to {contact.post}") if contact.post else (),
        (Link(contact.form, _text("use our contact form")),) if contact.form else (),
    ]
    return (
        _paragraph(
            "If you need a publication in another format, such as accessible PDF, large print, easy read, audio or "
            f"braille, or if you find a problem that is not listed here, tell the {contact.name or site.council}:"
        ),
        List(tuple(Item((Paragraph(way),)) for way in ways if way)),
        _paragraph(f"Tell us which publication you need, and in which format.{days}"),
    )


def _enforcement(jurisdiction: str) -> tuple[Block, ...]:
    body, advice, address = ADVICE.get(jurisdiction, ADVICE["gb"])
    return (
        Paragraph(
            (
                Text(
                    f"The {body} is responsible for enforcing the {LAW} (the ‘accessibility regulations’). If you’re not happy "
                ),
                Text("with how we respond to your complaint, "),
                Link(address, _text(f"contact the {advice}")),
                Text("."),
            )
        ),
    )


def _commitment(site: Site) -> tuple[Block, ...]:
    return (_paragraph(f"{site.council} is committed to making its website accessible, in accordance with the {LAW}."),)


def _status(site: Site, results: Sequence[Result]) -> tuple[Block, ...]:
    """Returns one of the three compliance statuses that the law names.

    It is never "fully" while anything is undecided, and "not" if more requirements fail than are met.
    """
    guidelines = Link(GUIDELINES, _text(STANDARD))
    undecided = any(result.level in (Conformity.PERSON, Conformity.NOT_TESTED) for result in results)
    faulty = any(result.level is Conformity.FAILS for result in results) or bool(_entries(site, "problems"))
    if not faulty and not undecided:
        return (Paragraph((Text("This website is fully compliant with the "), guidelines, Text("."))),)
    failing, met = (
        sum(result.level is level for result in results) for level in (Conformity.FAILS, Conformity.SUPPORTS)
    )
    degree = "not" if failing > met else "partially"
    reason = (
        "due to the non-compliances listed below"
        if faulty
        else "because not every requirement has been checked by a person yet"
    )
    return (Paragraph((Text(f"This website is {degree} compliant with the "), guidelines, Text(f", {reason}."))),)


def _non_accessible(site: Site, results: Sequence[Result]) -> Iterable[Section]:
    failing = [
        f"{result.note.rstrip('.')}. This fails {result.clause.name} ({FORMATS[result.format]})."
        for result in results
        if result.level is Conformity.FAILS
    ]
    problems = [
        " ".join(
            filter(
                None,
                (e.get("problem"), e.get("criterion") and f"This fails WCAG {e['criterion']}.", _by(e.get("fix_by"))),
            )
        )
        for e in _entries(site, "problems")
    ]
    lists = {
        "non_compliance": ("Non-compliance with the accessibility regulations", [*problems, *failing]),
        "burden": (
            "Disproportionate burden",
            [f"{e.get('item')}: {e.get('reason')}" for e in _entries(site, "burden")],
        ),
        "out_of_scope": (
            "Content that’s not within the scope of the accessibility regulations",
            [f"{e.get('item')}: {e.get('reason')}" for e in _entries(site, "out_of_scope")],
        ),
    }
    waiting = untested(results)
    for id, (heading, texts) in lists.items():
        none = UNTESTED if waiting and id == "non_compliance" else "We know of none."
        yield _section(id, heading, (_list(texts),) if texts else (_paragraph(none),))
    if waiting:
        yield _section("not_tested", "What has not been tested yet", (_list(waiting),))


def untested(results: Sequence[Result]) -> list[str]:
    """The requirements that wait for a person or for a test in a browser, each with the formats that they are open for."""
    waiting: dict[str, list[str]] = {}
    for result in results:
        if result.level in (Conformity.PERSON, Conformity.NOT_TESTED):
            waiting.setdefault(result.clause.name, []).append(FORMATS[result.format])
    return [f"{name} ({', '.join(dict.fromkeys(formats))})" for name, formats in waiting.items()]


def _by(date: str | None) -> str:
    return f"We plan what to do by {date}." if date else ""


def _preparation(facts: dict[str, str], results: Sequence[Result]) -> tuple[Block, ...]:
    """When and how it was prepared and tested; what people have signed, and how much is still to be looked at."""
    signed = sum(result.signed for result in results)
    waiting = sum(result.level in (Conformity.PERSON, Conformity.NOT_TESTED) for result in results)
    by_people = (
        f"People have checked and signed {signed} results for this very content. {waiting} have not been tested yet."
        if signed
        else f"No person has signed a check of this very content yet. {waiting} results have not been tested."
    )
    paragraphs = (
        " ".join(sentence.format(fact.rstrip(".")) for key, sentence in sentences.items() if (fact := facts.get(key)))
        for sentences in PREPARED
    )
    return tuple(_paragraph(text) for text in (*paragraphs, by_people) if text)


def _entries(site: Site, key: str) -> list[dict[str, str]]:
    value = site.statement.get(key)
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _section(id: str, heading: str, blocks: tuple[Block, ...]) -> Section:
    return Section(id, _text(heading), blocks)


def _text(text: str) -> Inlines:
    return (Text(text),)


def _paragraph(text: str) -> Paragraph:
    return Paragraph(_text(text))


def _list(texts: Iterable[str]) -> List:
    return List(tuple(Item((_paragraph(text),)) for text in texts))
