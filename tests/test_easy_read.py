"""Easy Reads: read, checked, built as web page, PDF and Word in two columns, proved, and drafts until people checked them."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from PIL import Image

from pipeline import checks, content
from pipeline.app import orders
from pipeline.app.orders import Order
from pipeline.app.project import Project
from pipeline.app.settling import MOST_PAGES, too_long
from pipeline.app.verify import ExpectedFacts, read_back, verify
from pipeline.builders import BUILDERS, EASY_READ_FORMATS, Built, Job
from pipeline.checks import easy_read as rules
from pipeline.checks import easy_read_words
from pipeline.content import easy_read
from pipeline.editions import looks
from pipeline.editions.assets import Assets
from pipeline.editions.set_out import set_out
from pipeline.editions.words import load
from pipeline.library.library import ContentDocument, Library
from pipeline.model import document as m
from pipeline.model.easy_read import EasyRead
from pipeline.model.place import Place
from pipeline.model.walk import version
from tests import editions
from tests.documents import P, every_node
from tests.editions import assets, edition, file_of, picture
from tests.opened import opened
from tests.projects import SITE, paper, project, reports

HEAD = """\
title: How we are fair
ideas:
  - covers: first
    picture:
      file: crest.png
      alt: The crest
    text: |
      The council wants to be fair.
    hard_words:
      council: The people who run your town.
sections:
  - id: what
    heading: What we do
    ideas:
      - covers: R1
        picture:
          file: line.png
          decorative: yes
        text: |
          We ask you what you need.

          - You can phone us.
          - You can write to us.
"""


TEAM = "    hard_words:\n      team: A group.\n"


def publication() -> m.Document:
    """A publication with three parts: one section with two rows, and one that holds text."""
    cell = (m.Cell((P("Train the staff"),)),)
    table = m.Table((m.Column("a", (m.Text("Action"),)),), (m.Group((m.Record("R1", cell), m.Record("R2", cell))),))
    sections = (
        m.Section("first", (m.Text("First part"),), (table,)),
        m.Section("last", (m.Text("Last"),), (P("More."),)),
    )
    return m.Document("plan", (m.Text("Plan"),), status="published", published="1 May 2026", sections=sections)


def easy(text: str, about: m.Document | None = None) -> EasyRead:
    """An Easy Read whose file has no fault."""
    made, findings = opened(easy_read.read(text.encode(), about or publication(), "content/plan.easy-read.yaml"))
    assert made is not None
    assert [one.as_text() for one in findings] == []
    return made


def told(text: str, about: m.Document | None = None) -> dict[str, str]:
    """What is found in an Easy Read: the message and the proposal by rule."""
    about = about or publication()
    library = Library((ContentDocument(about),), pictures=frozenset({"crest.png", "line.png"}))
    found = rules.check(library.neighbours, about, easy(text, about)).findings
    return {one.rule: f"{one.message} → {one.hint}" for one in found}


def idea(text: str, more: str = "") -> str:
    """A file with one idea of these words."""
    return f"title: T\nideas:\n  - covers: first\n    picture:\n      file: crest.png\n      alt: Crest\n    text: {text}\n{more}"


@pytest.mark.parametrize(
    ("text", "rule", "proposal"),
    [
        (idea("We will write to you every month about the new house, and then we will ask you what you think."),
         "easy-read-sentence", "after “house”; begin the next one with “and then we”"),
        (idea("We will write to you every month about the new house that is in your own street by the park."),
         "easy-read-sentence", "begin the next one with “that is in”"),
        (idea("We will run for the man in the red car by the old green bus stop on Mill Hill."),
         "easy-read-sentence", "write two"),
        (idea("You can go (by bus)."), "easy-read-clause", ""),
        (idea("One day. We go. We see. We eat. We run."), "easy-read-one-idea", "begin a new idea at “We see.”"),
        (idea("The plan was written by us."), "easy-read-passive", "say first who does it"),
        (idea("We met Five men."), "easy-read-number", "write 5"),
        (idea("We met twenty five men."), "easy-read-number", "write 25"),
        (idea("We met three hundred men."), "easy-read-number", "write 300"),
        (idea("This is about procurement."), "easy-read-hard-word", "“procurement: what it means”"),
        (idea("Ask the EDI team."), "easy-read-hard-word", "“EDI: what it means”"),
        (idea("We care.", "    hard_words:\n      team: A group.\n"), "easy-read-word-unused", "use it in the text"),
        (idea("A team.", "    hard_words:\n      team:\n"), "easy-read-meaning", "write what it means"),
        (idea("A team.", TEAM + "  - covers: last\n    text: A team.\n" + TEAM),
         "easy-read-word-again", "where it is first used"),
        ("title: T\nideas:\n  - covers: first\n    text: We care.\n", "easy-read-picture", "add picture:"),
        (idea(""), "easy-read-empty", "write them"),
        (idea("We care.").replace("covers: first", "covers:"), "easy-read-source", "add covers:"),
        (idea("We care.").replace("covers: first", "covers: fist"), "easy-read-covers", "lists the ids"),
        (idea("We care.", "left_out:\n  last:\n"), "easy-read-left-out", "give the reason"),
        (idea("We care.", "left_out:\n  lost: It is long.\n"), "easy-read-left-out", "correct the id"),
        (idea("We care."), "easy-read-gap", "covers: last"),
        (idea("We care."), "easy-read-unchecked", "learning_disability: yes"),
        (idea("We care.").replace("crest.png", "none.png"), "picture-missing", "put the file there"),
    ],
)  # fmt: skip
def test_what_makes_it_hard_is_told_with_a_proposal(text: str, rule: str, proposal: str) -> None:
    found = told(text)
    assert rule in found, found
    assert proposal in found[rule]


def test_easy_words_are_left_in_peace() -> None:
    found = told(HEAD + "left_out:\n  last: Nobody needs it.\n")
    assert set(found) == {"easy-read-unchecked"}


@pytest.mark.parametrize(
    ("text", "rule", "proposal"),
    [
        ("Byddwn yn ysgrifennu atoch chi bob mis am y tŷ newydd ac yna gofyn i chi beth am hyn.",
         "easy-read-sentence", "begin the next one with “ac yna gofyn”"),
        ("Awn ni yno, er bod hi’n oer.", "easy-read-clause", "after “yno”"),
        ("Un dydd. Awn ni. Da. Ie. Na.", "easy-read-one-idea", "begin a new idea"),
        ("Mae gan y tîm dair rôl.", "easy-read-number", "write 3"),
        ("Cafodd y cynllun. Cafodd ei lunio gan y tîm.", "easy-read-passive", "say first who does it"),
        ("Ein nod yw gydraddoldeb i bawb.", "easy-read-hard-word", "“gydraddoldeb: what it means”"),
        ("Gofynnwch i EDI.", "easy-read-hard-word", "“EDI: what it means”"),
    ],
)  # fmt: skip
def test_an_easy_read_in_welsh_is_checked_by_the_words_of_welsh(text: str, rule: str, proposal: str) -> None:
    found = told(f"language: cy\n{idea(text)}")
    assert rule in found, found
    assert proposal in found[rule]


def test_a_hard_welsh_word_is_explained_whatever_its_first_letter_becomes() -> None:
    text = idea(
        "Ein nod yw gydraddoldeb. Rhaid i’r council fod yn deg.",
        "    hard_words:\n      Cydraddoldeb: Yr un chwarae teg i bawb.\n",
    )
    assert not {"easy-read-hard-word", "easy-read-word-unused", "easy-read-number"} & set(told(f"language: cy\n{text}"))


@pytest.mark.parametrize(
    ("language", "text", "rule"),
    [("pl", "Zespół EDI.", "easy-read-hard-word"), ("pl", "raz " * 16, "easy-read-sentence")],
)
def test_rules_without_words_hold_in_every_language(language: str, text: str, rule: str) -> None:
    assert rule in told(f"language: {language}\n{idea(text)}")


def test_a_rule_can_be_switched_off_with_a_reason() -> None:
    off = "  # off: easy-read-hard-word because readers know it\n"
    text = idea("This is about procurement.").replace("  - covers", off + "  - covers")
    assert "easy-read-hard-word" not in told(text)


def test_a_part_is_covered_by_its_section_and_told_once() -> None:
    """Rows under a covered section are covered; of a section with one covered row the other rows are told."""
    only_row = told(idea("We care.").replace("covers: first", "covers: R2"))
    assert "R1" in only_row["easy-read-gap"] or "last" in only_row["easy-read-gap"]
    about = publication()
    library = Library((ContentDocument(about),))
    text = idea("We care.").replace("covers: first", "covers: R2")
    found = rules.check(library.neighbours, about, easy(text)).findings
    assert [re.search(r"\((\w+),", one.message)[1] for one in found if one.rule == "easy-read-gap"] == ["R1", "last"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("You pay first, but you can appeal later.", "clause"),
        ("You park your car and we give you a ticket.", "clause"),
        ("Pay online or phone us or come in.", "clause"),
        ("We fix it, we send it, we check it.", "clause"),
        ("Fines are paid by drivers.", "passive"),
        ("You will be told.", "passive"),
        ("The form must be sent to us.", "passive"),
        ("Your car may be taken away.", "passive"),
        ("A decision was taken.", "passive"),
        ("Your form got refused.", "passive"),
        ("The bridge is being mended.", "passive"),
        ("The plan has been agreed.", "passive"),
        ("We can help you and you can ring us.", "clause"),
        ("This is called a plan.", ""),
        ("The shop is open and green.", ""),
        ("A hundred people came.", "number"),
        ("A dozen cars parked.", "number"),
        ("You pay twice.", "number"),
        ("If you ask us, we help.", ""),
        ("We help you and your family.", ""),
        ("The office will be open.", ""),
        ("You and I can talk.", ""),
        ("Come by bus or by car.", ""),
    ],
)
def test_sentences_that_are_hard_to_read_are_told(words: str, rule: str) -> None:
    found = {
        name for name in told(idea(words)) if name in ("easy-read-clause", "easy-read-passive", "easy-read-number")
    }
    assert found == ({f"easy-read-{rule}"} if rule else set())


def test_a_sentence_is_cut_where_its_two_halves_meet() -> None:
    found = told(idea("If you do not agree, you can appeal; you have 28 days."))
    assert "end the first sentence after “appeal”; begin the next one with “you have 28”" in found["easy-read-clause"]


def test_the_welsh_passive_is_told_whatever_stands_in_it() -> None:
    welsh = easy_read_words.language_words("cy")
    assert welsh.passive.search("Cafodd y penderfyniad ei wneud gan y cyngor.")
    assert welsh.passive.search("Cafodd ei wneud gan y cyngor.")
    assert not welsh.passive.search("Cafodd y cyngor lythyr.")


def test_a_check_of_a_day_that_has_not_come_does_not_count() -> None:
    text = checked(HEAD).encode()
    for today, status in ((datetime.date(2026, 5, 2), "draft"), (datetime.date(2026, 5, 3), "published")):
        made, _ = opened(easy_read.read(text, publication(), "content/plan.easy-read.yaml", today))
        assert made is not None
        assert made.document.status == status
        assert made.checks[0].lacking == ("a day that has come: it is dated 3 May 2026" if status == "draft" else "")


def test_an_idea_without_a_picture_is_told_at_its_own_line() -> None:
    picture = "    picture: { file: crest.png, alt: The crest }\n"
    text = f"title: T\nideas:\n  - text: We care.\n  - covers: first\n{picture}    text: We ask.\n"
    about = publication()
    found = rules.check(Library((ContentDocument(about),)).neighbours, about, easy(text)).findings
    lines = {one.rule: one.place.line for one in found}
    assert (lines["easy-read-picture"], lines["easy-read-source"]) == (3, 3)


@pytest.mark.parametrize(("old", "new"), [
    ("with: Speak Up", "with: nobody"), ("with: Speak Up", 'with: "-"'), ("when: 3 May 2026", "when: never"),
])  # fmt: skip
def test_a_check_with_nobody_or_on_no_day_does_not_count(old: str, new: str) -> None:
    text = checked(HEAD).replace(old, new)
    assert easy(text).document.status == "draft"
    assert "this check does not count" in told(text)["easy-read-unchecked"]


def test_decoration_with_words_is_built_without_them() -> None:
    document = easy(idea("We care.").replace("alt: Crest", "alt: Both\n      decorative: yes")).document
    built = edition("html", "standard", document)
    assert verify(document, built.files, built.reading, ExpectedFacts(built.about, assets())).findings == ()


def checked(text: str) -> str:
    """A file with a check of the words that it has."""
    entry = "checked:\n  - by: A. Writer\n    with: Speak Up\n    learning_disability: {}\n"
    entry += "    when: 3 May 2026\n    version: {}\n"
    return text + entry.format("yes", version(easy(text).document))


def test_it_is_a_draft_until_a_person_with_a_learning_disability_checked_these_words() -> None:
    assert easy(HEAD).document.status == "draft"
    assert easy(checked(HEAD)).document.status == "published"
    assert easy(checked(HEAD)).document.checked == "Speak Up, 3 May 2026"
    assert easy(checked(HEAD).replace("learning_disability: yes", "learning_disability: no")).document.status == "draft"
    changed = checked(HEAD).replace("wants to be fair", "wants to be kind")
    assert easy(changed).document.status == "draft"
    assert "the words have changed" in told(changed)["easy-read-lapsed"]
    assert easy(checked(HEAD), replace(publication(), status="draft")).document.status == "draft"


def test_faults_of_the_file_are_told_at_their_line() -> None:
    _, findings = opened(
        easy_read.read(HEAD.replace("covers: R1", "cover: R1").encode(), publication(), "x.easy-read.yaml")
    )
    assert [(one.rule, one.place.line, one.hint) for one in findings] == [("unknown-key", 15, "did you mean “covers”?")]
    assert opened(easy_read.read(b"hello", publication(), "x"))[1][0].rule == "not-content"
    assert opened(easy_read.read(b"\xff\xfe", publication(), "x"))[0] is None
    _, findings = opened(
        easy_read.read(HEAD.replace("covers: R1", "covers: R 1").encode(), publication(), "x.easy-read.yaml")
    )
    assert [one.rule for one in findings] == ["bad-target"]


@pytest.mark.parametrize("format", EASY_READ_FORMATS)
def test_a_reader_meets_each_picture_then_its_words(format: str) -> None:
    """In every format; the file is proved against the Easy Read word for word and picture for picture."""
    document = easy(checked(HEAD)).document
    look = looks.easy_read(looks.load(assets(), "standard"))
    built = _built(format, document)
    assert look.size == 16
    proof = verify(document, built.files, built.reading, ExpectedFacts(built.about, assets()))
    assert [one.as_text() for one in proof.findings] == []
    name, data = file_of(built, format)
    reading = read_back(data, name)
    assert reading is not None
    said = " ".join(" ".join(one.text for one in reading.words).split())
    order = [
        "The crest",
        "The council wants to be fair.",
        "council",
        "The people who run your town.",
        "We ask you what you need.",
    ]
    places = [said.index(words) for words in order]
    assert places == sorted(places)


def _built(format: str, document: m.Document, own: Assets | None = None) -> Built:
    own = own or assets()
    look = looks.easy_read(looks.load(own, "standard"))
    view = set_out(document, look, load(own, document.language))
    built: Built = import_module(BUILDERS[format].module).build(Job(document, view, look, editions.SITE, own))
    return built


def test_what_is_changed_in_the_word_file_does_not_come_back_and_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path / "p", "plan")
    name, data = file_of(_built("docx", easy(HEAD).document), "docx")
    (root / "source_docs" / name).write_bytes(data)
    before = paper(root, "plan").read_bytes()
    assert reports(root, "extract", str(root / "source_docs" / name)) == 2
    assert "change content/plan.easy-read.yaml" in capsys.readouterr().err
    assert paper(root, "plan").read_bytes() == before


def test_word_sets_the_columns_out_in_a_table_that_holds_no_data() -> None:
    """Planted: with a header row marked, the checker takes it for a table of data and misses its names."""
    name, data = file_of(_built("docx", easy(HEAD).document), "docx")
    assert name == "plan-easy-read.docx"
    reading = read_back(data, name)
    assert reading is not None
    assert not [one.rule for one in reading.findings if "table" in one.rule]
    assert not [run for run in reading.runs if run.facts.get("cell")]
    source = zipfile.ZipFile(io.BytesIO(data))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for part in source.namelist():
            content = source.read(part)
            if part == "word/document.xml":
                assert content.count(b"<w:tbl>") == 2  # one for the ideas before the heading, one for those after it
                content = content.replace(b'w:firstRow="0"', b'w:firstRow="1"')
            target.writestr(part, content)
    planted = read_back(made.getvalue(), name)
    assert planted is not None
    assert "docx-table-header" in {one.rule for one in planted.findings}


def test_every_other_format_says_an_easy_read_too() -> None:
    document = easy(HEAD).document
    for format in ("text", "epub", "odt"):
        built = edition(format, "standard", document)
        proof = verify(document, built.files, built.reading, ExpectedFacts(built.about, assets()))
        assert [one.as_text() for one in proof.findings] == [], format


def test_a_missing_picture_is_shown_as_a_gap() -> None:
    document = easy(idea("We care.").replace("crest.png", "")).document
    built = edition("html", "standard", document)
    assert b'<p class="picture_gap">Picture needed</p>' in file_of(built, "html")[1]


def test_ideas_with_and_without_pictures_are_read_in_any_order_in_a_pdf() -> None:
    """These hold every order of four ideas, each with a picture or with words that one is needed."""
    wanted = "0000100110101111000"
    part = "  - picture: { file: crest.png, alt: The crest }\n    covers: first\n    text: We care.\n"
    ideas = (part if one == "1" else part.replace("crest.png", "") for one in wanted)
    document = easy("title: How we are fair\nideas:\n" + "".join(ideas)).document
    built = _built("pdf", document)
    proof = verify(document, built.files, built.reading, ExpectedFacts(built.about, assets()))
    assert [one.as_text() for one in proof.findings] == []


def test_a_tall_picture_stands_in_a_pdf_where_its_tag_says() -> None:
    document = easy(
        "title: T\nideas:\n  - picture: { file: tall.png, alt: A tree }\n    covers: first\n    text: We care.\n"
    ).document
    Image.new("RGB", (40, 200), "navy").save(data := io.BytesIO(), "png")
    own = replace(assets(), pictures={"tall.png": data.getvalue()})
    built = _built("pdf", document, own)
    proof = verify(document, built.files, built.reading, ExpectedFacts(built.about, own))
    assert [one.as_text() for one in proof.findings] == []


@pytest.mark.parametrize("lines", range(1, 7))
def test_an_idea_is_never_cut_by_a_page_break(lines: int) -> None:
    """Ideas of every length; a break falls in one that begins early on its page, too."""
    ideas = "".join(
        f"  - covers: first\n    picture: {{ file: crest.png, decorative: yes }}\n    text: |\n"
        f"      Start{n} {'we mend the roads of the town and ' * (lines + n)}stop{n}.\n" for n in range(8)
    )  # fmt: skip
    built = _built("pdf", easy(f"title: T\nideas:\n{ideas}").document, assets())
    pages = [page.extract_text() for page in pdfplumber.open(io.BytesIO(file_of(built, "pdf")[1])).pages]
    assert all(f"Start{n}" not in page or f"stop{n}" in page for page in pages for n in range(8))
    assert sum(page.count("Start") for page in pages) == 8


def test_the_command_starts_a_file_without_words_and_never_writes_over_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path, "plan")
    path = root / "content" / "plan.easy-read.yaml"
    assert reports(root, "easy-read", "plan") == 0
    frame = path.read_text("utf-8")
    words = [line for line in frame.split("\n") if not line.lstrip().startswith("#")]
    assert not re.search(r": \S", "\n".join(line for line in words if not re.search(r"(covers|id): ", line)))
    assert "covers: leader" in frame
    assert reports(root, "check", "plan") == 0
    capsys.readouterr()
    assert reports(root, "easy-read", "plan") == 0
    assert path.read_text("utf-8") == frame
    said = capsys.readouterr().out
    assert "2 ideas" in said
    assert "[x] leader" in said
    assert "nobody with a learning disability has checked it" in said
    path.write_bytes(b"\xff\xfe")
    assert reports(root, "easy-read", "plan") == 1


def test_a_site_offers_it_once_it_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A draft goes to the drafts and no page leads to it; a checked one is public, and the two pages lead to each other."""
    monkeypatch.setattr(orders, "EASY_READ_FORMATS", ("html",))  # the others take long and are proved above
    root = project(tmp_path, "plan", site=SITE.replace("  - docx\n", "  - easy-read\n").replace("  - pdf\n", ""))
    (root / "content" / "crest.png").write_bytes(picture("navy"))
    (root / "content" / "line.png").write_bytes(picture("gray"))
    path = root / "content" / "plan.easy-read.yaml"
    path.write_text(HEAD.replace("first", "leader").replace("R1", "CL1"), "utf-8")
    assert reports(root, "build", "--format", "easy-read") == 0
    assert reports(root, "build") == 0
    public, drafts = root / "output" / "public", root / "output" / "drafts"
    assert b"No person with a learning disability" in (drafts / "plan-easy-read.html").read_bytes()
    assert not (public / "plan-easy-read.html").exists()
    assert b"easy-read" not in (public / "plan.html").read_bytes()
    file = Project(root).read_content(paper(root, "plan"))
    assert file.easy_read is not None
    now = version(file.easy_read.document)
    path.write_text(
        path.read_text("utf-8")
        + f"checked:\n  - by: A\n    with: Speak Up\n    learning_disability: yes\n    when: 3 May 2026\n    version: {now}\n",
        "utf-8",
    )
    capsys.readouterr()
    assert reports(root, "build", "--prune") == 0
    assert not (drafts / "plan-easy-read.html").exists()
    assert b'href="plan-easy-read.html"' in (public / "plan.html").read_bytes()
    assert b'href="plan.html"' in (public / "plan-easy-read.html").read_bytes()
    assert b"Checked with" in (public / "plan-easy-read.html").read_bytes()
    assert reports(root, "verify") == 0
    assert "plan-easy-read.html" in capsys.readouterr().out
    path.write_text(path.read_text("utf-8").replace("to be fair", "to be kind"), "utf-8")
    assert reports(root, "build", "--prune") == 0  # the check holds no more, so nothing of it stays in public
    assert not list(public.glob("plan-easy-read.*"))


def test_more_than_24_pages_are_too_many() -> None:
    order = Order(easy(HEAD).document, "pdf", looks.easy_read(looks.load(assets(), "standard")))
    assert too_long(order, Built({}, facts={"pages": 24})) == ()
    assert [one.rule for one in too_long(order, Built({}, facts={"pages": 25}))] == ["easy-read-pages"]
    assert too_long(Order(publication(), "pdf", order.look), Built({}, facts={"pages": 25})) == ()


def test_nothing_is_published_of_one_that_is_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "EASY_READ_FORMATS", ("html", "pdf"))
    root = project(tmp_path, "plan", site=SITE.replace("  - docx\n", "  - easy-read\n").replace("  - pdf\n", ""))
    (root / "content" / "crest.png").write_bytes(picture("navy"))
    idea = (
        "  - covers: leader\n    picture: {file: crest.png, decorative: yes}\n    text: |\n      We mend the roads.\n"
    )
    path, public = root / "content" / "plan.easy-read.yaml", root / "output" / "public"
    for ideas, code in ((MOST_PAGES * 5, 1), (1, 0)):
        path.write_text("title: T\nideas:\n" + idea * ideas, "utf-8")
        file = Project(root).read_content(paper(root, "plan"))
        assert file.easy_read is not None
        with path.open("a", encoding="utf-8") as text:
            text.write("checked:\n  - {by: A, with: Speak Up, learning_disability: yes, when: 3 May 2026, version: ")
            text.write(f"{version(file.easy_read.document)}}}\n")
        assert reports(root, "build") == code
        assert len(list(public.glob("plan-easy-read.*"))) == (0 if code else 2)
        assert (b"plan-easy-read" in (public / "plan.html").read_bytes()) is not bool(code)


def test_asking_for_one_that_nobody_wrote_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, "plan")
    assert reports(root, "build", "plan", "--format", "easy-read") == 1
    told = capsys.readouterr()
    assert "to start one: reports easy-read plan" in told.err
    assert "plan: not built, it has no Easy Read" in told.out
    assert "content has errors" not in told.out


# ------------------------------------------------------------------------------------------------ British Sign Language


def signed(**changes: Any) -> m.Document:
    """The publication with a video."""
    facts = {"captions": "yes", "transcript": "https://example.org/words", "signed_by": "A. Signer", "covers": ("all",)}
    return replace(
        publication(), bsl=m.Bsl("https://example.org/video", place=Place("x", 1, 1), **{**facts, **changes})
    )


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"transcript": "lost.txt"}, "bsl-file"),
        ({"captions": ""}, "bsl-facts"),
        ({"captions": "no"}, "bsl-facts"),
        ({"published": "1 May 2020"}, "bsl-older"),
        ({"covers": ("fist", "first", "last")}, "bsl-covers"),
        ({"covers": ("first",)}, "bsl-gap"),
        ({}, ""),
    ],
)
def test_what_a_video_lacks_is_told(changes: dict[str, object], rule: str) -> None:
    document = signed(**changes)
    library = Library((ContentDocument(document),), pictures=frozenset())
    found = {
        one.rule
        for one in checks.check(library.neighbours, ContentDocument(document, ("bsl:",))).findings
        if one.rule.startswith("bsl")
    }
    assert found == ({rule} if rule else set())


def test_the_page_leads_to_the_video_and_shows_nothing_of_another_site() -> None:
    built = edition("html", "standard", signed(covers=("first",), length="4 minutes"))
    page = file_of(built, "html")[1].decode().replace("\u00a0", " ")
    assert (
        '<a href="https://example.org/video">Watch the video in British Sign Language (4 minutes, with captions)</a>'
        in page
    )
    assert "It says these parts: First part." in page
    assert "Signed by A. Signer." in page
    assert "<iframe" not in page
    assert "<video" not in page
    proof = verify(signed(), built.files, built.reading, ExpectedFacts(built.about, assets()))
    assert [one.as_text() for one in proof.findings] == []


def test_a_video_is_written_and_read_back() -> None:
    document = replace(every_node(), bsl=m.Bsl("video.mp4", "video.vtt", "", ("first", "last"), "A. Signer"))
    again, findings = opened(content.read(content.write(document).encode(), document.name, "x"))
    assert findings == ()
    assert again == document
    _, findings = opened(content.read(b"title: T\nkind: policy\nbsl: here\n", "x", "x"))
    assert [one.rule for one in findings] == ["wrong-form"]


def test_the_transcript_of_a_video_is_no_plain_text_edition() -> None:
    document = signed(covers=("all",))
    built = edition("html", "standard", document)
    files = {**built.files, "assets/videos/a-1.txt": b"Hello, this is the signed plan."}
    assert verify(document, files, built.reading, ExpectedFacts(built.about, assets())).findings == ()
