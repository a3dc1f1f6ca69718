"""One page of every kind that the product makes, in memory: those of the site, and those that people of the council see."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.assemble.account.word_account_page import ledger_html
from pipeline.assemble.assemble import assemble
from pipeline.builders import Area, Fact, Job, Publication, SiteJob
from pipeline.builders.html import batch, mistakes, not_found, redirects, start
from pipeline.builders.html import build as html_builder
from pipeline.builders.html.assets import style_address
from pipeline.conformance import FORMATS, Evidence
from pipeline.conformance.assess import all_results, carried
from pipeline.conformance.clauses import clauses, successors
from pipeline.conformance.report import next_report, report
from pipeline.conformance.statement import NEEDED, statement
from pipeline.editions import looks, words
from pipeline.editions.set_out import set_out
from pipeline.editions.site import Contact, Site
from pipeline.model.document import Document
from pipeline.model.findings import error
from pipeline.model.place import Place
from pipeline.sources.docx.extract import extract
from tests import editions, test_easy_read
from tests.documents import every_node
from tests.docx_making import paragraph, word_file
from tests.opened import opened
from tests.projects import paper, project, reports
from tests.test_browser_publication import small_site
from tests.test_html_builder import FACTS, NAME, STANDARD, job

SITE = Site(
    council="Sample Council",
    title="Plans",
    licence="Open licence",
    contact=Contact(name="Policy team", email="policy@example.org", phone="01632 960 123", response_days="5"),
    statement={
        **dict.fromkeys(NEEDED, "1 May 2026"),
        "website": "the plans of Sample Council",
        "tester": "the council",
    },
)
FEW = ("9.1.1.1", "9.1.4.12", "9.2.4.2", "9.3.1.1", "10.1.1.1", "10.2.4.2", "10.5", "12.1.1")
"""Clauses that come out in every way: the page of all of them only repeats its kind."""

REFRESH = re.compile(b'<meta http-equiv="refresh"[^>]*>\n')

KINDS = {
    "sample-plan-2027.html": "a publication with every view",
    "every-node.html": "a publication with every node of the model",
    "long.html": "the contents page of a long publication",
    "long-band_2.html": "a part of a long publication",
    "index.html": "the home page",
    "404.html": "the page where there is nothing",
    "accessibility-statement.html": "the accessibility statement",
    "conformance/index.html": "the conformance page",
    "conformance/en-301-549-v4-1-1.html": "the conformance page of the next version of the standard",
    "formerly.html": "the page at an old address",
    "copy.html": "a copy for one reader",
    "start.html": "what was made, for the people who make it",
    "status.html": "the status of all actions, for a committee",
    "diff.html": "what changed between two versions",
    "mistakes.html": "mistakes in a content file",
    "documents.html": "all content files with their state",
    "plan-easy-read.html": "an Easy Read",
    "draft.html": "a draft with gaps and guesses",
    "batch.html": "what became of thousands of documents",
    "account.html": "what became of every word of a source",
}

ALONE = {"status.html", "diff.html", "mistakes.html", "documents.html", "batch.html", "account.html"}
"""Those that are one file with their style inside."""


@cache
def pages() -> dict[str, bytes]:
    """Every page, and the files that pages need, by their path."""
    every = editions.edition("html").files
    documents = {"plan-easy-read.html": test_easy_read.easy(test_easy_read.HEAD).document, "draft.html": every_node()}
    made = {name: editions.edition("html", "standard", document) for name, document in documents.items()}
    others = {name: editions.file_of(built, "html")[1] for name, built in made.items()}
    found = {**small_site(), **every, **others, **_pack(), **_of_the_site(), **_of_verbs()}
    assert KINDS.keys() <= set(found)
    return found


def _pack() -> dict[str, bytes]:
    """The accessibility statement and the conformance page."""
    evidence = [Evidence("plan", format, f"plan.{format}", (), 100) for format in FORMATS]
    evidence[1:2] = [Evidence("plan", "pdf", "plan.pdf", (error("pdf-title", "the file has no title"),), 100)]
    chosen = [clause for clause in clauses(editions.assets()) if clause.id in FEW]
    results = all_results(chosen, evidence, ())
    pack = report(SITE, results, evidence, {"plan": "abc", "all": "def"})
    later = next_report(SITE, carried([one for one in successors(editions.assets()) if one.id in FEW], results))
    return {
        **_page(opened(statement(SITE, results, None))[0], Area()),
        **_page(pack, Area("../", "../", folder="conformance/")),
        **_page(later, Area("../", "../", folder="conformance/")),
    }


def _page(document: Document, area: Area) -> dict[str, bytes]:
    """A document of the site itself as its page."""
    assets = editions.assets()
    look = looks.load(assets, "standard")
    edition = set_out(document, look, words.load(assets, document.language), references=False)
    built = html_builder.build(Job(document, edition, look, SITE, assets, area=area))
    return {area.folder + name: data for name, data in built.files.items() if name.endswith(".html")}


def _of_the_site() -> dict[str, bytes]:
    """Pages that stand between publications, for readers and for those who work on them."""
    assets = editions.assets()
    published = Publication(job().document, FACTS)
    place = Place("content/plan.yaml", 4, 7)
    found = (error("missing-key", "this table lacks its caption", place, "add caption:"), error("bad-date", "no date"))
    return {
        **not_found.build(SiteJob((), SITE, assets)).files,
        **_formerly(),
        **_copy(),
        "start.html": start.page(SITE, assets, (published,), (published,)),
        f"public/{style_address(assets, SITE)}": editions.style_sheet(),
        "mistakes.html": mistakes.page("plan.yaml", found, SITE, assets).encode(),
        "batch.html": batch.page([("built", 3), ("failed", 1)], [_TOLD], "outcomes.csv", SITE, assets).encode(),
        "account.html": _account(),
        "documents.html": mistakes.documents([("plan", True, 0), ("update", False, 2)], SITE, assets).encode(),
    }


def _formerly() -> dict[str, bytes]:
    """A page that leads to the new address, as a browser shows it that does not turn to another page by itself."""
    made = job()
    document = replace(made.document, formerly=("formerly",))
    files = redirects.build(
        SiteJob((Publication(document, (Fact(f"{NAME}.html", "html", STANDARD, 0),)),), SITE, made.assets)
    ).files
    return {name: REFRESH.sub(b"", data) for name, data in files.items()}


def _copy() -> dict[str, bytes]:
    """The web page that a reader gets on request, with the style sheet that lies beside it."""
    files = html_builder.build(replace(job(), area=Area("", "public/", alone=True))).files
    return {name.replace(NAME, "copy"): data for name, data in files.items() if name.endswith((".html", ".css"))}


@dataclass(frozen=True)
class _Told:
    """What the page of a batch says of one document."""

    name: str
    source: str
    findings: tuple[str, ...]
    files: dict[str, str]


_TOLD = _Told("plan", "in/plan.docx", ("content/plan.yaml:4: error: no date (bad-date)",), {"plan.html": "abc"})


def _account() -> bytes:
    """The page of the account of a Word file of which words are left out."""
    body = (
        paragraph("We serve every resident.")
        + "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden words</w:t></w:r></w:p>"
    )
    extraction = assemble(extract(word_file(body), "plan.docx"), "plan")
    return ledger_html(extraction.ledger, extraction.findings, "plan.docx").encode()


def _of_verbs() -> dict[str, bytes]:
    """What `reports status` and `reports diff` write."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        root = project(folder, "plan", "update")
        newer = folder / "newer.yaml"
        newer.write_text(paper(root, "plan").read_text("utf-8").replace("what they need", "twice a year"), "utf-8")
        status, difference = folder / "status.html", folder / "diff.html"
        reports(root, "status", "--on", "1 May 2026", "--format", "html", "--out", str(status))
        older = str(paper(root, "plan"))
        reports(root, "diff", older, str(newer), "--format", "html", "--out", str(difference))
        made = difference.read_text("utf-8").replace(older, "plan.yaml").replace(str(newer), "newer.yaml")
        return {"status.html": status.read_bytes(), "diff.html": made.encode()}
