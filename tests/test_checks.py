"""What readers would stumble over is found in the content, and what only looks like it is left alone."""

from __future__ import annotations

import time
from itertools import product
from pathlib import Path

import pytest

from pipeline import checks, content
from pipeline.checks.tables import proposed
from pipeline.checks.words import reading_ease, sentences
from pipeline.library.library import ContentDocument, Library
from pipeline.model import document as m
from pipeline.model.findings import Finding, Severity, grouped, warning
from pipeline.model.place import Place
from pipeline.rules import rules
from tests.documents import P
from tests.opened import opened
from tests.projects import project, reports

FOLDER = Path(__file__).parent / "cases" / "checks"
HEAD = "title: Plan\nkind: objectives\nperiod: 2021\nsections:\n  - id: one\n    heading: One\n"
ACTIONS = "    actions:\n      - id: R1\n        action: We act.\n"


def found(text: str, *others: str) -> tuple[list[Finding], tuple[Finding, ...]]:
    """What the checks say of a paper beside others, and what is switched off there."""
    papers = []
    for number, one in enumerate((text, *others)):
        document, wrong = opened(content.read(one.encode(), f"paper{number}", f"content/paper{number}.yaml"))
        assert document is not None, wrong
        assert not wrong, [each.as_text() for each in wrong]
        papers.append(ContentDocument(document, tuple(one.split("\n"))))
    off, told = opened(checks.check(Library(tuple(papers)).neighbours, papers[0]))
    return list(told), off


def names(text: str, *others: str) -> list[str]:
    return [one.rule for one in found(text, *others)[0]]


def texts() -> list[tuple[str, list[str]]]:
    """(text, rules) of each case."""
    cases: list[tuple[str, list[str]]] = []
    for line in (FOLDER / "words.txt").read_text("utf-8").split("\n"):
        if line.startswith("- "):
            cases.append((line[2:], []))
        elif line.startswith("= "):
            cases[-1][1].extend(line[2:].split() if line != "= nothing" else [])
    return cases


@pytest.mark.parametrize(("text", "expected"), texts(), ids=lambda one: one[:40] if isinstance(one, str) else "")
def test_a_text_breaks_these_rules_and_no_others(text: str, expected: list[str]) -> None:
    head = HEAD + ACTIONS + "  - id: two\n    heading: Two\n    text: |\n      " + text + "\n"
    told = [one for one in found(head)[0] if one.rule != "kind-part"]
    assert sorted(one.rule for one in told) == sorted(expected), [one.as_text() for one in told]
    assert all(one.place.line == 13 and one.hint for one in told)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Commu\u00adnications team", "“Communications” has an invisible character: soft hyphen (U+00AD)"),
        ("Staff\u200b meet", "“Staff” has an invisible character: zero width space (U+200B)"),
        ("Staff \u200emeet", "“meet” has an invisible character: left-to-right mark (U+200E)"),
        ("A\u3164B", "“AB” has an invisible character: hangul filler (U+3164)"),
        ("A\ue000B", "“AB” has an invisible character: a sign that only its own font shows (U+E000)"),
        (
            "A\U000e0041B \U0001f3f4\U000e0067\U000e0062\U000e007f",
            "“AB” has an invisible character: tag latin capital letter a (U+E0041)",
        ),
        ("zero\u200cwidth", "“zerowidth” has an invisible character: zero width non-joiner (U+200C)"),
        ("A\ufe0fB", "“AB” has an invisible character: variation selector-16 (U+FE0F)"),
        ("A\u061cB", "“AB” has an invisible character: arabic letter mark (U+061C)"),
        ("A\ufff9B", "“AB” has an invisible character: interlinear annotation anchor (U+FFF9)"),
        ("A heart ❤\ufe0f, 1\ufe0f\u20e3", ""),
        ("One \u200b word", "this line has an invisible character: zero width space (U+200B)"),
        ("Persian [می\u200cخواهم]{lang=fa}, a family 👩\u200d👧 and [שלום\u200f]{lang=he}", ""),
    ],
)
def test_a_character_that_cannot_be_seen_is_told_where_it_means_nothing(words: str, told: str) -> None:
    head = HEAD + ACTIONS + "  - id: two\n    heading: Two\n    text: |\n      " + words + "\n"
    assert [one.message for one in found(head)[0] if one.rule == "unseen-character"] == ([told] if told else [])


def test_a_sign_of_wingdings_is_told_with_what_it_shows() -> None:
    """Word files keep the code of a tick, and lose its font, when another program saves them."""
    head = HEAD + ACTIONS + "  - id: two\n    heading: Two\n    text: |\n      Done \uf0fc\n"
    hints = [one.hint for one in found(head)[0] if one.rule == "unseen-character"]
    assert hints == ["write “✓” or the word that it means, if Wingdings is its font"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "We serve every\u043ene.",
            "“every\u043ene.” has a character that only looks like a letter: cyrillic small letter o (U+043E)",
        ),
        (
            "\u0415very resident",
            "“\u0415very” has a character that only looks like a letter: cyrillic capital letter ie (U+0415)",
        ),
        (
            "We s\u03bfrt it",
            "“s\u03bfrt” has a character that only looks like a letter: greek small letter omicron (U+03BF)",
        ),
        (
            "We \U0001d42crve",
            "“\U0001d42crve” has a character that only looks like a letter: mathematical bold small s (U+1D42C)",
        ),
        (
            "Room \uff11\uff10",
            "“\uff11\uff10” has a character that only looks like a letter: fullwidth digit one (U+FF11)",
        ),
        ("[\u041c\u043e\u0441\u043a\u0432\u0430]{lang=ru} and 5 \u03bcm of \u0394t", ""),
        ("Caf\u00e9, na\u00efve and \u0141\u00f3d\u017a", ""),
    ],
    ids=["cyrillic", "cyrillic first", "greek", "mathematical", "wide", "words in Russian, and units", "accents"],
)
def test_a_letter_that_only_looks_like_one_is_told(words: str, told: str) -> None:
    head = HEAD + ACTIONS + "  - id: two\n    heading: Two\n    text: |\n      " + words + "\n"
    assert [one.message for one in found(head)[0] if one.rule == "look-alike"] == ([told] if told else [])


@pytest.mark.parametrize(
    ("words", "told"),
    [("a cafe\u0301", "caf\u00e9"), ("a caf\u00e9", ""), ("x\u0303 and \u0958", "")],
    ids=["two characters", "one character", "no other way to write it"],
)
def test_a_letter_of_several_characters_is_told(words: str, told: str) -> None:
    head = HEAD + ACTIONS + "  - id: two\n    heading: Two\n    text: |\n      " + words + "\n"
    messages = [one.message for one in found(head)[0] if one.rule == "not-composed"]
    assert messages == ([f"“{told}” has a letter that is made of several characters"] if told else [])


@pytest.mark.parametrize(
    ("title", "count"), [(r'"Plan\u202e 2027"', 1), (r'"Co\xADuncil"', 1), (r"Plan \u202e 2027", 0)]
)
def test_a_character_that_cannot_be_seen_is_told_behind_its_escape(title: str, count: int) -> None:
    head = (HEAD + ACTIONS).replace(HEAD.splitlines()[0], f"title: {title}", 1)
    assert [one.place.line for one in found(head)[0] if one.rule == "unseen-character"] == [1] * count


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("1.Plant trees", ["typed-bullet"]),
        ("(a)Plant trees", ["typed-bullet"]),
        ("+Plant trees", ["typed-bullet"]),
        ("– plant trees", ["typed-bullet"]),
        ("-Plant trees", ["typed-bullet"]),
        ("-2 more items", ["typed-bullet"]),
        ("-£5 off", ["typed-bullet"]),
        ("-“Plant” trees", ["typed-bullet"]),
        ("-5", []),
        ("1.5 metres, 2)3 and e.g. this", []),
        ("– 5 degrees", []),
        ("See fenwick.gov.uk/trees for more.", ["link-bare-address"]),
        ("See fenwick.org.", ["link-bare-address"]),
        ("See [our trees](https://fenwick.gov.uk/trees), no.5 and plan.docx.", []),
    ],
)
def test_lists_and_addresses_that_are_none_are_told_in_texts_and_summaries(words: str, rules: list[str]) -> None:
    text = HEAD + ACTIONS + "  - id: two\n    heading: Two\n    text: |\n      " + words + "\n"
    summary = (HEAD + ACTIONS).replace("\n", f"\nsummary: |\n  {words}\n", 1)
    for written in (text, summary) if "](" not in words else (text,):
        told = [one.rule for one in found(written)[0] if one.rule in ("typed-bullet", "link-bare-address")]
        assert told == rules


@pytest.mark.parametrize(
    ("lines", "rules"),
    [
        ("We want more:\n-first\n-second", ["typed-bullet"]),
        ("- first\n  -below it", ["typed-bullet"]),
        ("Action | Officer\n--- | ---\nOpen | Ann", ["pasted-row"]),
        ("- first\n- second", []),
        ("✓ first\n✓ second", ["typed-bullet"]),
        ("- ✓ first\n- ✗ second", []),
        ("- \\+ first\n- \\- Second", []),
        ("- • first", ["typed-bullet"]),
        ("–Item one\n–Item two", ["typed-bullet"]),
        ("–Item alone", ["typed-bullet"]),
        ("—Ann Smith", []),
        ("*Photo: our parks.*", []),
        ("*Photo: our parks\nin spring.*", []),
        ("*Plant trees\n*Mow grass", ["typed-bullet"]),
        ("We want:\no first thing\no second thing", ["typed-bullet"]),
        ("We want:\n1)first thing\n2)second thing", ["typed-bullet"]),
        ("§first thing", ["typed-bullet"]),
        ("§ Trees\no Oaks", ["typed-bullet"] * 2),
        ("§ trees\no oaks\no elms\n§ parks", ["typed-bullet"] * 3),
        ("We plant trees\no of all kinds.", ["typed-bullet"]),
        ("1)trees\n2)parks\n• lakes", ["typed-bullet"] * 2),
        ("Ø first\n\nØ second", ["typed-bullet"]),
        ("v first\nv second", ["typed-bullet"]),
        ("→ first\n→ second", ["typed-bullet"]),
        ("We meet\n–as agreed – twice.", []),
        ("v the council", []),
        ("a | b\nc | d", ["pasted-row"]),
        ("Action   Officer\nOpen     Manager", ["pasted-row"]),
        ("Words | bars", []),
        ("Two   gaps", []),
    ],
)
def test_slips_amid_a_paragraph_are_told(lines: str, rules: list[str]) -> None:
    text = (
        HEAD + ACTIONS + "  - id: two\n    heading: Two\n    text: |\n      " + lines.replace("\n", "\n      ") + "\n"
    )
    assert [one.rule for one in found(text)[0] if one.rule in ("typed-bullet", "pasted-row")] == rules


def test_a_small_o_at_the_start_of_a_line_is_a_word_in_other_languages() -> None:
    text = HEAD.replace("title", "language: pl\ntitle", 1) + ACTIONS
    text += "  - id: two\n    heading: Drzewa\n    text: |\n      Plan, który mówi\n      o drzewach.\n"
    assert "typed-bullet" not in [one.rule for one in found(text)[0]]


@pytest.mark.parametrize(
    ("heading", "told"), [("• Trees", 1), ("-Trees", 1), ("o Trees", 1), ("*Trees", 0), ("– trees", 0)]
)
def test_a_bullet_in_a_heading_is_told(heading: str, told: int) -> None:
    text = HEAD + ACTIONS + f"  - id: two\n    heading: |\n      {heading}\n    text: |\n      Words.\n"
    assert len([one for one in found(text)[0] if one.rule == "typed-bullet"]) == told


@pytest.mark.parametrize(
    ("period", "rules"),
    [
        ("2024-22", ["date-order"]), ("2028/24", ["date-order"]), ("2024 to", ["date-unclear"]), ("2021–22", []),
        ("1999/00", []),         ("2024 –", ["date-unclear"]),
        ("1 April 2023 to 31 March 2023", ["date-order"]),
        ("1 April 2023 to 31 March 2024", []),
    ],
)  # fmt: skip
def test_a_period_that_runs_backwards_or_ends_nowhere_is_told(period: str, rules: list[str]) -> None:
    told = found(TABLE.replace("2021 to 2022", f'"{period}"', 1))[0]
    assert [one.rule for one in told if one.rule.startswith("date-")] == rules


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("We did it from 2025 to 2022.", "2025 to 2022"),
        ("The plan (2025–2022) is ours.", "2025–2022"),
        ("It ran from 1 April 2023 to 31 March 2023.", "1 April 2023 to 31 March 2023"),
        ("It ran between March 2024 and June 2023.", "between March 2024 and June 2023"),
        ("In 2024 and 2023 we met.", ""),
        ("It fell in 2023 compared 2024 to 2023.", ""),
        ("See minute 12/2024-2023 and 2024-2023-7.", ""),
        ("It ran from March 2024 to March 2024, then 2024 to 2026.", ""),
    ],
)
def test_dates_that_run_backwards_in_a_text_are_told(words: str, told: str) -> None:
    text = HEAD + ACTIONS + "  - id: two\n    heading: Two\n    text: |\n      " + words + "\n"
    messages = [one.message for one in found(text)[0] if one.rule == "date-order"]
    assert messages == ([f"“{told}” runs backwards"] if told else [])


@pytest.mark.parametrize("meaning", ["", "' '", '"-"', "TBC", "tbc"])
def test_an_abbreviation_without_a_meaning_is_told(meaning: str) -> None:
    head = TABLE.replace("table:", f"abbreviations:\n  TBC: {meaning}\ntable:", 1).replace("May 2022", "TBC")
    assert "“TBC” has no meaning" in [one.message for one in found(head)[0]]


def test_findings_with_another_remedy_are_not_folded_into_one() -> None:
    told = [warning("typed-bullet", f"a bullet “{sign}” is typed here", Place("a.yaml", line), hint=f"put {hint} there")
            for line, (sign, hint) in enumerate((("-", "a space"), ("o", "a hyphen")) * 3, 1)]  # fmt: skip
    assert [text.count("more like it") for text in grouped(told)] == [1, 1]
    words = [warning("abbreviation", f"“{word}” is not explained", Place("a.yaml", 3), hint=f"add {word}: there")
             for word in ("HR", "IT", "CAB", "PSED")]  # fmt: skip
    assert len(list(grouped(words))) == 1


@pytest.mark.parametrize(("target", "rules"), [("https://www.example", ["link-kind"]), ("https://example.org:80/a", []),
                                               ("https://plan/2024", ["link-kind"])])  # fmt: skip
def test_an_address_that_breaks_off_is_told(target: str, rules: list[str]) -> None:
    text = HEAD + ACTIONS + f"  - id: two\n    heading: Two\n    text: |\n      See [our plan]({target}).\n"
    assert [one.rule for one in found(text)[0] if one.rule == "link-kind"] == rules


def test_thousands_of_abbreviations_are_looked_up_once() -> None:
    words = " or ".join(map("".join, product("BCDFGHKQW", "JKNPQRSTWX", "BDFGKPQRSTVWZ", "ABGKT")))
    started = time.process_time()
    told, _ = found(f"title: Plan\nkind: policy\ntext: |\n  see {words}\n")
    assert sum(one.rule == "abbreviation" for one in told) > 4000
    assert time.process_time() - started < 8


def test_a_rating_in_capitals_is_no_abbreviation() -> None:
    text = TABLE.replace("officer: Officer\n", "officer: Officer\n    status: RAG\n").replace(
        "      by: Ongoing", "      status: AMBER\n      by: Ongoing"
    )
    assert "“AMBER” is not explained" not in [one.message for one in found(text)[0]]


def test_words_in_capitals_are_told_once() -> None:
    text = HEAD + ACTIONS + "  - id: two\n    heading: HOMELESSNESS STRATEGY\n    text: |\n      Words.\n"
    assert [one.rule for one in found(text)[0] if one.rule in ("capitals", "abbreviation")] == ["capitals"]


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("See [the page](https://example.org/a) at https://example.org/display/COMMITTEE/PAPERS now.", []),
        ("A EUROPEAN report.", []),
        ("The SEND report.", ["abbreviation"]),
        ("The MEMBERS AND OFFICERS met.", ["capitals"]),
        ("Since v1.0 January 2025.", []),
        ("Since 0 January 2025.", ["date-impossible"]),
    ],
)
def test_addresses_words_in_capitals_and_versions_are_what_they_are(words: str, rules: list[str]) -> None:
    """Who obeyed the advice on an address broke the link."""
    head = HEAD + ACTIONS + f"  - id: two\n    heading: Two\n    text: |\n      {words}\n"
    told = [one.rule for one in found(head)[0]]
    assert [rule for rule in told if rule in ("capitals", "abbreviation", "date-impossible")] == rules


@pytest.mark.parametrize(
    ("language", "words", "faults"),
    [
        ("pl", "do 3 marca 2029 roku", 0),
        ("de", "im Juni 2026", 0),
        ("ro", "la 3 decembrie 2026", 0),
        ("en-GB", "by Oktober 2026", 1),
        ("pl", "do 3 marha 2029", 1),
        ("cy", "erbyn 30 February 2029", 1),
    ],
)
def test_a_month_in_the_language_of_the_document_is_no_mistake(language: str, words: str, faults: int) -> None:
    """It stopped each Polish publication that named a date in March."""
    text = f"language: {language}\n{HEAD}{ACTIONS}" + f"  - id: two\n    heading: Two\n    text: |\n      {words}\n"
    assert [one.rule for one in found(text)[0]].count("date-impossible") == faults


def test_equal_findings_are_one_also_where_they_are_few() -> None:
    told = [warning("typed-bullet", "a bullet is typed", Place("a.yaml", line)) for line in (10, 12)]
    other = warning("abbreviation", "“HR” is not explained", Place("a.yaml", 3))
    texts = list(grouped([*told, other, warning("abbreviation", "“IT” is not explained", Place("a.yaml", 4))]))
    assert [text.splitlines()[-1].strip() for text in texts][:1] == ["… and 1 more like it on line 12"]
    assert len(texts) == 3


def test_like_findings_about_files_are_one_that_names_the_files() -> None:
    told = [warning("same-name", f"“{name}.pdf” is left aside", Place(f"source_docs/{name}.pdf")) for name in "abcde"]
    (text,) = grouped(told)
    assert "“a.pdf” is left aside" in text
    assert text.endswith(
        "… and 4 more like it in source_docs/b.pdf, source_docs/c.pdf, source_docs/d.pdf, source_docs/e.pdf"
    )


TABLE = """\
title: Plan
kind: action-plan
period: 2021 to 2022
table:
  caption: What we do
  row_header: action
  columns:
    action: Action
    officer: Officer
    by: By
  rows:
    - id: A1
      action: Ask.
      officer: Policy & Information team
      by: May 2022
    - id: A2
      action: Act.
      officer: policy and information Team
      by: Ongoing
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  caption: What we do\n", "", ["table-caption"]),
        ("  row_header: action\n", "", ["table-row-header"]),
        ("    officer: Officer\n", "    officer:\n", ["table-label"]),
        ("      by: May 2022\n", "      by:\n", ["cell-empty"]),
        ("      action: Act.\n      officer: policy and information Team\n      by: Ongoing\n", "", ["row-empty"]),
        ("      by: May 2022\n", "      by: when we can\n", ["date-unclear"]),
        ("period: 2021 to 2022\n", "period: some years\n", ["date-unclear"]),
        ("period: 2021 to 2022\n", "period: 2021\npublished: 3 May 2021\nupdated: 2 May 2021\n", ["date-order"]),
        ("period: 2021 to 2022\n", "period: 2021\nstatus: published\n", ["published-date"]),
        ("title: Plan\n", "# check: is this the title?\ntitle: Plan\n", ["guess"]),
        ("title: Plan\n", "# check: is it?\ntitle: Plan\nstatus: published\npublished: May 2021\n", ["guess-published"]),
        ("title: Plan\n", "title: Plan\nabbreviations:\n  PSED: Public Sector Equality Duty\n", ["abbreviation-unused"]),
        ("title: Plan\n", "title: Plan\nnotes:\n  a: A note.\n", ["note-unused"]),
        ("    officer: Officer\n    by: By\n", "    place: Place\n    by: By\n", ["kind-part"]),
        ("    - id: A1\n", "    - id: A1\n      same_as: paper0#A1\n", ["record-itself"]),
        ("    - id: A1\n", "    - id: A1\n      same_as: paper1#B2\n", ["record-unknown"]),
        ("title: Plan\n", "title: Plan\nlanguage: en_GB\n", ["language"]),
    ],
)  # fmt: skip
def test_a_paper_as_a_whole_breaks_this_rule(old: str, new: str, expected: list[str]) -> None:
    usual = names(TABLE, TABLE)
    assert usual == ["two-spellings"]
    assert TABLE.count(old) == 1
    changed = TABLE.replace(old, new)
    if "place: Place" in new:
        changed = changed.replace("      officer:", "      place:")
        usual = []
    if old.endswith("by: Ongoing\n"):
        usual = []
    assert sorted(names(changed, TABLE)) == sorted(usual + expected)


WELSH_UPDATE = """\
title: Diweddariad
kind: update
language: cy
sections:
  - id: camau
    heading: Camau
    table:
      caption: Ein camau
      row_header: cam
      columns: {cam: "Camau i'w cymryd", hyd: Cynnydd hyd yma}
      rows:
        - id: C1
          cam: |
            Cyhoeddi.
          hyd: |
            Wedi'i gwblhau.
"""


def test_a_plan_in_another_language_has_the_columns_that_its_labels_name() -> None:
    assert "kind-part" not in names(WELSH_UPDATE)
    assert "kind-part" in names(WELSH_UPDATE.replace("Cynnydd hyd yma", "Lle"))


def test_a_rule_is_switched_off_for_a_place_with_a_reason_and_is_listed() -> None:
    text = TABLE.replace("      by: May 2022\n", "      # off: cell-empty because nobody knows yet\n      by:\n")
    told, off = found(text)
    assert "cell-empty" not in [one.rule for one in told]
    assert [(one.rule, one.hint) for one in off] == [("cell-empty", "nobody knows yet")]


def test_what_stands_elsewhere_is_told_all_the_same() -> None:
    text = TABLE.replace("      by: May 2022\n", "      # off: cell-empty because nobody knows yet\n      by:\n")
    assert "cell-empty" in names(text.replace("      by: Ongoing\n", "      by:\n"))


def test_a_rule_is_switched_off_for_a_whole_file() -> None:
    text = "# off in this file: two-spellings because the names are as they were agreed\n" + TABLE
    assert names(text) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("# off: two-spellings\n", ["off-reason", "two-spellings"]),
        ("# off: two-speling because we say so\n", ["off-unknown", "two-spellings"]),
        ("# off: missing-key because we say so\n", ["off-unknown", "two-spellings"]),
        ("# off: capitals because we say so\n", ["off-unused", "two-spellings"]),
    ],
)
def test_switching_off_needs_a_reason_a_rule_and_a_use(line: str, expected: list[str]) -> None:
    assert sorted(names(line + TABLE)) == expected


def test_a_finding_has_the_severity_that_its_rule_says() -> None:
    for text in (TABLE, TABLE.replace("caption: What we do", 'caption: ""')):
        for one in found(text)[0]:
            assert one.severity is Severity[rules()[one.rule].severity.upper()]


def test_how_easily_a_text_is_read() -> None:
    easy = reading_ease(["We help you. You ask and we act. It is done by us for you each day. " * 12])
    hard = reading_ease(
        ["Organisational accountability necessitates comprehensive interdepartmental communication. " * 20]
    )
    assert easy is not None
    assert hard is not None
    assert easy > 90
    assert hard < 0
    assert reading_ease(["Few words."]) is None
    paper = (
        "title: T\nkind: policy\ntext: |\n  "
        + "We help you and you help us each day. " * 15
        + "\nsections:\n  - id: a\n    heading: A\n"
    )
    assert [(one.rule, one.severity) for one in found(paper)[0]] == [("readability", Severity.NOTE)]
    assert "this is plain English" in found(paper)[0][0].message
    assert names(paper.replace("kind: policy", "kind: policy\nlanguage: cy")) == [], "the figure is made for English"
    assert sentences("One. Two e.g. this. Three?") == ["One.", "Two e.g. this.", "Three?"]


def test_the_checks_of_a_thousand_papers_take_time_in_proportion() -> None:
    def seconds(count: int) -> float:
        papers = []
        for number in range(count):
            document, _ = opened(content.read(TABLE.encode(), f"paper{number}", "f.yaml"))
            assert document is not None
            papers.append(ContentDocument(document, tuple(TABLE.split("\n"))))
        library = Library(tuple(papers))
        start = time.process_time()
        for paper in papers:
            checks.check(library.neighbours, paper)
        return time.process_time() - start

    few, many = seconds(100), seconds(1000)
    assert many < 20 * few, f"{few:.2f} s for 100, {many:.2f} s for 1000"


def test_check_of_the_command_line_ends_with_a_line_that_says_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path, "plan", "update")
    assert reports(folder, "check") == 0
    assert capsys.readouterr().out.split("\n")[-2].startswith("2 documents checked: 0 errors, ")
    path = folder / "content" / "plan.yaml"
    path.write_text(path.read_text("utf-8").replace("kind: action-plan", "kind: plan"), "utf-8")
    assert reports(folder, "check", "plan") == 1
    said = capsys.readouterr().out
    assert said.startswith("content/plan.yaml:2: error: “kind” is one of policy, objectives, action-plan, update")
    assert said.endswith("1 document checked: 1 error, 0 warnings, 0 notes\n"), said
    assert reports(folder, "check", "nowhere.yaml") == 2
    site = folder / "content" / "site.yaml"
    site.write_text("committee: 31 November 2021\n" + site.read_text("utf-8"), "utf-8")
    capsys.readouterr()
    assert reports(folder, "check", "content/site.yaml") == 1
    assert capsys.readouterr().out.startswith(
        "content/site.yaml:1: error: “31 November 2021”, behind committee:, is not a date"
    )


@pytest.mark.parametrize(
    ("key", "cells", "label"),
    [
        ("officer", ("Ann", "Ben"), "Officer"),
        ("column_1", ("2020-21", "2021/22"), "Year"),
        ("column_1", ("Staff", "2021"), "Name"),
        ("column_1", ("", ""), "Name"),
        ("column_1", ("12%", "3.5 %"), "Percentage"),
        ("column_1", ("£1,200", "£12m"), "Amount"),
        ("column_1", ("3", "1,200"), "Number"),
        ("column_1", ("CL1", "CL2"), "Reference"),
        ("column_1", ("May 2021", "1 June 2022"), "Date"),
    ],
)
def test_a_column_without_a_label_gets_a_proposal(key: str, cells: tuple[str, ...], label: str) -> None:
    rows = tuple(m.Record(f"R{number}", (m.Cell((P(text),) if text else ()),)) for number, text in enumerate(cells))
    assert proposed(m.Table((m.Column(key, ()),), (m.Group(rows),)), 0) == label


def test_an_abbreviation_that_only_headings_and_labels_have_is_told() -> None:
    head = "abbreviations:\n  WRES: Workforce Race Equality Standard\n" + HEAD.replace("heading: One", "heading: WRES")
    assert [one.message for one in found(head + ACTIONS)[0]] == [
        "“WRES” occurs only in headings, labels or notes, where its full words are not added"
    ]
    assert found(head + ACTIONS.replace("We act", "We use WRES"))[0] == []


def test_a_note_mark_in_plain_brackets_is_told() -> None:
    head = "notes:\n  1: A note.\n" + HEAD + ACTIONS.replace("We act", "We act [1]")
    (finding,) = found(head)[0]
    assert finding.hint == "write [^1] instead of [1] in the text"


def test_a_character_that_nobody_sees_hides_no_typed_bullet() -> None:
    text = "title: T\nkind: policy\nperiod: 2021\ntext: |\n  -One\n\n  Two\ufeff here.\n"
    document, slips = opened(content.read(text.encode(), "paper", "content/paper.yaml"))
    assert document is not None
    assert [slip.rule for slip in slips] == ["stray-character"]
    paper = ContentDocument(document, tuple(text.split("\n")))
    assert "typed-bullet" in [one.rule for one in checks.check(Library((paper,)).neighbours, paper, slips).findings]


def test_a_list_of_several_items_may_begin_with_a_number_like_a_year() -> None:
    section = "  - id: two\n    heading: Two\n    text: |\n      2019. Police report\n"
    assert "markdown-year-list" in names(HEAD + ACTIONS + section)
    assert "markdown-year-list" not in names(HEAD + ACTIONS + section + "      2020. Public forum\n")
