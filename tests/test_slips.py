"""Slips in looks, added words, page templates, the standard and site.yaml: each is told at its line, before anything is built."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.app import template_slips
from pipeline.builders import Built
from pipeline.builders.markup.environment import environment
from pipeline.builders.markup.template_slips import template_findings
from pipeline.editions import looks, words
from pipeline.editions.assets import Assets
from pipeline.web.preview import Preview
from tests.opened import opened
from tests.projects import SITE, project, reports
from tests.sample_edition import assets

# File below the project, what stands there, what a person made of it, the rule, and words of the message or hint.
SLIPS = [
    ("templates/looks/large-print.yaml", "size: 18", "size: eighteen", "bad-look", "must be a number, not “eighteen”"),
    ("templates/looks/large-print.yaml", "size: 18", "size: 8", "bad-look", "between 12 and 144"),
    ("templates/looks/large-print.yaml", "size: 18", "sise: 18", "unknown-look-key", "did you mean “size”?"),
    ("templates/looks/large-print.yaml", "size: 18\n", "", "missing-key", "has no “size”"),
    ("templates/looks/large-print.yaml", "cover: yes", "cover: ja", "bad-look", "cover is one of yes, no"),
    ("templates/looks/large-print.yaml", "tables: list", "tables: [list]", "wrong-form", "expected: text"),
    ("templates/looks/large-print.yaml", "cover: yes", "weight: 4000", "bad-look", "between 100 and 900"),
    ("templates/looks/large-print.yaml", "cover: yes", "pages_per_volume: 2.5", "bad-look", "whole number"),
    ("templates/looks/large-print.yaml", "cover: yes", "face: Comic Sans", "bad-look", "there are Arimo, Atkinson"),
    ("templates/looks/large-print.yaml", "cover: yes", "face: Arial", "bad-look", "Arimo looks much the same"),
    ("templates/looks/large-print.yaml", "cover: yes", "ink: #333", "", ""),
    ("templates/looks/large-print.yaml", "cover: yes", 'ink: "#f47b20"', "look-contrast", "2.7:1"),
    ("templates/looks/large-print.yaml", "cover: yes", "paper: B4", "bad-look", "A5, A4, A3"),
    ("templates/words/cy.yaml", "contents: ", "contens: ", "unknown-key", "did you mean “contents”?"),
    ("templates/words/cy.yaml", "{number} o {count}", "{numer} o {count}", "bad-words", "{count}, {number}"),
    ("templates/words/cy.yaml", "{number} o {count}", "{number o {count}", "bad-words", "the braces of"),
    ("templates/words/en.yaml", "contents: Contents", "contents: Contents\ncontents: More", "duplicate-key", ""),
    ("templates/site.jinja", "{% if not page.home %}", "{% if not page.home }", "bad-template", "cannot be read"),
    ("templates/standards/en301549.yaml", "clauses:", "claws:", "not-content", "has no clauses"),
    (
        "content/site.yaml",
        "council: Sample",
        "url: javascript:alert(1)\ncouncil: Sample",
        "bad-value",
        "such as https://",
    ),
    ("content/site.yaml", "council: Sample", "licence_url: ftp://x\ncouncil: Sample", "bad-value", "such as https://"),
    ("content/site.yaml", "  name: Policy", "  form: JavaScript:alert(1)\n  name: Policy", "bad-value", "form:"),
    ("content/site.yaml", "policy@example.org", "policy at example.org", "bad-value", "email:"),
    ("content/site.yaml", "policy@example.org", "a@example.org?bcc=b@example.org", "bad-value", "email:"),
    ("content/site.yaml", "  name: Policy", "  response_days: soon\n  name: Policy", "bad-value", "working days"),
    ("content/site.yaml", "  name: Policy", "  phone: ask for Ann\n  name: Policy", "bad-value", "digits"),
    (
        "content/site.yaml",
        "council: Sample",
        "committee: next week\ncouncil: Sample",
        "date-impossible",
        "is not a date",
    ),
    ("content/site.yaml", "editions:\n", "editions:\n  - pdf enormous\n", "bad-edition", "is not an edition"),
    ("content/site.yaml", "editions:", 'brand:\n  accent: "#f47b20"\neditions:', "brand-contrast", "2.7:1"),
]


@pytest.mark.parametrize(("file", "was", "slip", "rule", "words"), SLIPS, ids=lambda value: str(value)[:30])
def test_a_slip_is_told_at_its_line_and_nothing_is_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str, was: str, slip: str, rule: str, words: str
) -> None:
    root = project(tmp_path, "plan", site=SITE)
    text = (root / file).read_text("utf-8")
    assert was in text
    (root / file).write_text(text.replace(was, slip, 1), "utf-8")
    for arguments in (["check"], ["build", "plan"]):
        assert reports(root, *arguments) == 1
        said = "".join(capsys.readouterr())
        if rule:
            assert f"({rule})" in said
        assert f"{file}:" in said
        assert words in said
    assert not list((root / "output").rglob("*.*"))


@pytest.mark.parametrize(
    ("template", "arguments"),
    [
        ("status.jinja", ["status", "--format", "html"]),
        ("diff.jinja", ["diff", "plan", "update", "--format", "html"]),
        ("documents.jinja", []),
    ],
)
def test_a_slip_that_shows_only_when_a_template_is_used_is_told_at_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], template: str, arguments: list[str]
) -> None:
    root = project(tmp_path, "plan", "update")
    path = root / "templates" / template
    lines = path.read_text("utf-8").split("\n")
    number = next(number for number, line in enumerate(lines) if "block" in line)
    lines[number] += "{{ nobody.name }}"
    path.write_text("\n".join(lines), "utf-8")
    if arguments:
        assert reports(root, *arguments) == 2
        said = capsys.readouterr().err
    else:
        said = Preview(root).refresh()[0].findings[0].as_text()
    assert said.startswith(f"templates/{template}:{number + 1}: error: this template cannot be used: UndefinedError")


NAMES: list[tuple[str, str, str, str]] = [
    ("index.jinja", "{% block main %}", "{% block mein %}", "site.jinja has no block “mein”"),
    ("status.jinja", "{% block main %}", "{% macro main() %}{% endmacro %}{% if x %}", "the block “main” is missing"),
    ("site.jinja", 'import "chrome.jinja"', 'import "crome.jinja"', "there is no template “crome.jinja”"),
    ("index.jinja", "{% block main %}", "{% block main %}{{ site | marcked }}", "there is no filter “marcked”"),
    ("index.jinja", "{% block main %}", "{% block main %}{{ site is defind }}", "there is no test “defind”"),
]


@pytest.mark.parametrize(("file", "was", "slip", "words"), NAMES)
def test_a_name_in_a_template_that_leads_nowhere_is_told_at_its_line(
    file: str, was: str, slip: str, words: str
) -> None:
    given = assets()
    text = given.templates[file].decode()
    assert was in text
    changed = text.replace(was, slip, 1)
    if "{% if" in slip:
        changed = changed.replace("{% endblock %}", "{% endif %}", 1)
    slips = template_findings(replace(given, templates={**given.templates, file: changed.encode()}))
    (found,) = (one for one in slips if words in one.message)
    assert (found.place.file, found.rule) == (f"templates/{file}", "bad-template")
    assert found.place.line == (1 if "missing" in words else text[: text.index(was)].count("\n") + 1)


def test_templates_of_another_release_are_told_as_such() -> None:
    module = (
        environment(Assets({"blocks.jinja": b"{% macro table(view) %}{% endmacro %}"}))
        .get_template("blocks.jinja")
        .module
    )
    with pytest.raises(TypeError) as caught:
        module.table("view", "look")  # type: ignore[attr-defined]
    found = template_slips.slip_of(caught.value)
    assert found is not None
    assert "are not those of this release" in found.message


@pytest.mark.parametrize("damage", [b"\xff\xfe", b"{% if %}", None])
def test_a_template_that_cannot_be_loaded_is_told_where_it_is_used(damage: bytes | None) -> None:
    given = dict(assets().templates)
    given["status.jinja"] = (damage or b"") + given["status.jinja"]
    if damage is None:
        del given["status.jinja"]
    with pytest.raises(Exception, match=r"status|UTF-8|Expected") as caught:
        environment(Assets(given)).get_template("status.jinja")
    found = template_slips.slip_of(caught.value)
    assert found is not None
    assert found.place.file == "templates/status.jinja"


@pytest.mark.parametrize("language", ["en-GB", "pl", "fr"])
def test_words_that_no_file_has_are_named(language: str) -> None:
    built = template_slips.without_slips(lambda: Built({words.load(assets(), language)("of_tomorrow"): b""}))
    (finding,) = built.findings
    assert (finding.rule, finding.place.file) == ("bad-words", "templates/words/en.yaml")
    assert "there are no words “of_tomorrow”" in finding.message


@pytest.mark.parametrize(
    ("given", "face"),
    [
        ("Atkinson Hyperlegible", "Atkinson Hyperlegible Next"),
        ("atkinson", "Atkinson Hyperlegible Next"),
        ("dejavu sans", "DejaVu Sans"),
        ("ARIMO", "Arimo"),
        ("Noto Sans Bengali", "Noto Sans Bengali"),
        ("Noto Sans", ""),
        ("Comic Sans", ""),
        ("", ""),
    ],
)
def test_a_face_is_one_that_is_shipped(given: str, face: str) -> None:
    look, found = opened(looks.change(looks.Look("x", "X", 12), "face", given, assets()))
    assert (look.face, bool(found)) == (face or "Arimo", not face)


def test_the_faces_that_help_names_are_shipped() -> None:
    assert set(looks.FACES) <= set(looks.faces(assets()))


@pytest.mark.parametrize(("text", "size"), [("18", 18.0), ("18pt", 18.0), ("18 point", 18.0), ("24.5", 24.5)])
def test_a_size_may_name_its_unit(text: str, size: float) -> None:
    assert opened(looks.change(looks.Look("x", "X", 12), "size", text, Assets())) == (looks.Look("x", "X", size), ())


@pytest.mark.parametrize("text", ["black-on-yellow", "Black on Yellow", "#000000-on-#ffff00"])
def test_colours_are_understood_as_people_write_them(text: str) -> None:
    look, found = opened(looks.coloured(looks.Look("x", "X", 12), text))
    assert (look.ink, look.ground, found) == ("#000000", "#ffff00", ())


def test_colours_that_cannot_be_read_are_refused_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path, "plan")
    for name in ("html", "pdf", "docx"):
        assert reports(root, "build", "plan", "--colours", "yellow-on-white", "--format", name) == 2
        assert "text needs 7:1 (look-contrast)" in capsys.readouterr().err
    assert not (root / "output").exists()


@pytest.mark.parametrize(
    "verb",
    [
        ["check"],
        ["check", "plan"],
        ["build", "plan"],
        ["build", "plan", "--fragment"],
        ["build", "--size", "20"],
        ["make"],
    ],
)
@pytest.mark.parametrize(
    ("brand", "rule"),
    [("accent: '#ff8800'", "brand-contrast"), ("ink: '#888888'", "brand-contrast"), ("accent: orange", "brand-colour")],
)
def test_a_brand_that_cannot_be_read_stops_every_verb_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: list[str], brand: str, rule: str
) -> None:
    root = project(tmp_path, "plan", site=f"{SITE}brand:\n  {brand}\n")
    assert reports(root, *verb) == 1
    assert f"({rule})" in "".join(capsys.readouterr())
    assert not (root / "output").exists()


def test_every_language_has_its_words() -> None:
    """All are there in each language, with the same braces; a few are alike in two languages."""
    english = words.load(assets(), "en").texts
    looks_too = {f"look_{name.replace('-', '_')}" for name in looks.names(assets())}
    for language in words.languages(assets()):
        own = words.load(assets(), language).texts
        same = [key for key in english if own[key] == english[key]]
        assert language == "en" or len(same) < 12, (language, same)
        assert len(words.lacking(assets(), language)) <= 20
        assert language == "en" or looks_too <= set(own)
    assert words.slips(assets()) == ()


def test_texts_in_another_script_do_not_get_the_words_of_their_language() -> None:
    assert [words.load(assets(), tag).language for tag in ("zh", "zh-CN", "zh-Hans", "pa-IN", "en-GB", "CY")] == [
        "zh", "zh", "zh", "pa", "en", "cy",
    ]  # fmt: skip
    assert {words.load(assets(), tag).language for tag in ("zh-Hant", "zh-tw", "zh-HK", "pa-Arab", "so")} == {"en"}


def test_in_a_language_without_words_of_its_own_english_ones_are_announced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path, "plan")
    path = root / "content" / "plan.yaml"
    path.write_text(path.read_text("utf-8").replace("kind:", "language: so\nkind:", 1), "utf-8")
    assert reports(root, "check", "plan") == 0
    assert "missing in “so”; English ones will be added (words-english)" in capsys.readouterr().out
    path.write_text(path.read_text("utf-8").replace("language: so", "language: pl"), "utf-8")
    assert reports(root, "check", "plan") == 0
    assert "words-english" not in capsys.readouterr().out
    polish = root / "templates" / "words" / "pl.yaml"
    polish.write_text(polish.read_text("utf-8").replace("skip:", "#").replace("period:", "#"), "utf-8")
    assert reports(root, "check", "plan") == 0
    told = capsys.readouterr().out
    assert "2 of the words that the program adds are missing in “pl”" in told
    assert "add them to templates/words/pl.yaml: skip, period" in told
