"""Translation: every phrase goes out and comes back to its place, and what a translation must keep is compared."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from lxml import etree

from pipeline.content.markdown import parse_inlines
from pipeline.library.languages import original_of, versions
from pipeline.model.document import Document
from pipeline.model.walk import canonical, plain_text
from pipeline.translation import back, facts, memory, po, xliff
from pipeline.translation.exchange import Exchange, ExchangePhrase, Term, entries_of, inlines_of, text_of
from pipeline.translation.glossary import terms_in
from pipeline.translation.letters import other_language
from pipeline.translation.units import Phrase, in_words, units
from tests.documents import every_node
from tests.projects import project, reports

WORDS = Path(__file__).parent.parent / "templates" / "words"
X = "{urn:oasis:names:tc:xliff:document:2.0}"


def said(text: str) -> str:
    """A made-up translation: other letters, the same figures, marks and addresses."""
    return text.replace("e", "ę").replace("lang=ę", "lang=e") if "](" not in text and "{lang" not in text else text


def exchange(document: Document, language: str = "pl") -> Exchange:
    return Exchange(document.name, document.language, language, entries_of(units(document)))


def translated(given: Exchange) -> Exchange:
    return replace(given, entries=tuple(replace(one, translation=said(one.source)) for one in given.entries))


def plain_of(document: Document) -> frozenset[str]:
    return frozenset(one.id for one in units(document) if not one.marked)


# ------------------------------------------------------------------------------------------------ out and back


def test_every_word_of_a_document_is_in_a_phrase_with_an_address_of_its_own() -> None:
    document = every_node()
    found = units(document)
    assert len({one.id for one in found}) == len(found)
    phrases = {plain_text(one.source) for one in found}
    for words in canonical(document):
        assert words.text in phrases or not any(sign.isalpha() for sign in words.text), words


def test_the_same_words_in_their_places_give_the_same_document() -> None:
    document = replace(every_node(), period="2020 to 2021", status="published")
    same = in_words(document, "cy", lambda unit: Phrase(unit.source))
    assert same.name == f"{document.name}.cy"
    assert same.language == "cy"
    assert (same.status, same.period) == ("draft", "2020–2021")
    back_again = replace(
        same, name=document.name, language=document.language, status=document.status, period=document.period,
        replaces=document.replaces, formerly=document.formerly, source=document.source,
    )  # fmt: skip
    assert canonical(back_again) == canonical(document)


@pytest.mark.parametrize("format", ["po", "xliff"])
def test_a_file_for_translators_comes_back_as_it_went(format: str) -> None:
    document = every_node()
    given = translated(exchange(document))
    if format == "po":
        data = po.write(given)
        read = po.read(data, "x.po")
    else:
        data = xliff.write(given)
        read = xliff.read(data, "x.xlf", lambda _name: plain_of(document))
    assert (read.name, read.source_language, read.language) == (given.name, given.source_language, given.language)
    found = [(one.id, one.source, one.translation) for one in read.entries]
    assert found == [(one.id, one.source, one.translation) for one in given.entries]
    assert data == (po if format == "po" else xliff).write(given), "the same bytes each time"


def test_a_finished_translation_makes_the_document_in_the_other_language() -> None:
    document = every_node()
    returned = back.document(document, translated(exchange(document)))
    assert returned.document is not None
    wanted = [said(words.text) for words in canonical(document)]
    for words, want in zip(canonical(returned.document), wanted, strict=True):
        assert words.text.replace("ę", "e") == want.replace("ę", "e")


MARKED = "See **our** *plan* in [the *new* list](https://example.org/a_(b)), [y cynllun]{lang=cy}[^1] \\* here"


def test_xliff_guards_marks_as_codes_and_reads_what_other_programs_make_of_them() -> None:
    entry = ExchangePhrase(
        "a/1", text_of(parse_inlines(MARKED)), terms=(Term("plan", "cynllun"), Term("EqIA", meaning="x"))
    )
    assert "**our** *plan* in [the *new* list](https://example.org/a_(b))" in entry.source
    given = Exchange("paper", "en-GB", "cy", (replace(entry, translation=entry.source),))
    root = etree.fromstring(xliff.write(given))
    source = root.find(f".//{X}source")
    assert source is not None
    assert "".join(source.itertext()) == "See our plan in the new list, y cynllun * here"
    assert [etree.QName(one).localname for one in source.iter()][1:] == ["pc", "pc", "pc", "pc", "pc", "ph"]
    # Another program cuts the unit into segments and makes pairs of the codes.
    unit = root.find(f".//{X}unit")
    segment = unit.find(f"{X}segment") if unit is not None else None
    assert unit is not None
    assert segment is not None
    target = segment.find(f"{X}target")
    assert target is not None
    first = target[0]
    first.tag = f"{X}sc"
    tail, inside = first.tail, first.text
    first.text, first.tail = None, inside
    end = etree.Element(f"{X}ec", {"startRef": first.get("id", ""), "dataRef": first.get("dataRefEnd", "")})
    end.tail = tail
    target.insert(1, end)
    extra = etree.SubElement(unit, f"{X}ignorable")
    etree.SubElement(extra, f"{X}source").text = " "
    more = etree.SubElement(unit, f"{X}segment", {"state": "translated"})
    etree.SubElement(more, f"{X}source").text = "End."
    etree.SubElement(more, f"{X}target").text = "Diwedd."
    segment.set("state", "final")
    read = xliff.read(etree.tostring(root), "x.xlf", lambda _name: ())
    assert read.entries[0].source == f"{entry.source} End."
    assert read.entries[0].translation == f"{entry.source} Diwedd."


def test_line_breaks_survive() -> None:
    words = parse_inlines("Maidstone House\\\nKing Street")
    assert inlines_of(text_of(words)) == words
    given = Exchange("paper", "en", "pl", (ExchangePhrase("a/1", text_of(words), text_of(words)),))
    assert xliff.read(xliff.write(given), "x", lambda _name: ()).entries[0].translation == text_of(words)
    assert po.read(po.write(given), "x").entries[0].translation == text_of(words)


# ------------------------------------------------------------------------------------------------ what must be kept


@pytest.mark.parametrize(
    ("source", "translation", "language", "kept"),
    [
        ("We paid £1,000 in 2020/21", "Zapłaciliśmy 1 000 funtów w 2020/21", "pl", True),
        ("We paid £1,000 in 2020/21", "Zapłaciliśmy 10 000 funtów w 2020/21", "pl", False),
        ("3.5% of 240 staff", "3,5% z 240 pracowników", "pl", True),
        ("by 12 October 2021", "do 12 października 2021", "pl", True),
        ("by 12 October 2021", "do 12.10.2021", "pl", True),
        ("by 12 October 2021", "do 12 listopada 2021", "pl", False),
        ("by 12 October 2021", "erbyn 12 Hydref 2021", "cy", True),
        ("by 12 October 2021", "১২ অক্টোবর ২০২১", "bn", True),
        ("by 12 October 2021", "١٢ أكتوبر ٢٠٢١", "ar", True),
        ("by 12 October 2021", "١٣ أكتوبر ٢٠٢١", "ar", False),
        ("by March 2018", "2018年3月", "zh", True),
        ("by March 2018", "2018年5月", "zh", False),
        ("by March 2018", "qachqal 2018", "tlh", True),
        ("Call 01622 602000", "Zadzwoń 01622 602000", "pl", True),
        ("Call 01622 602000", "Zadzwoń", "pl", False),
        ("from £2.00–£2.50", "od £2,00 do £2,50", "pl", True),
        ("from £2.00–£2.50", "od £200 do £250", "pl", False),
        ("a cost of £1,204,300.50", "koszt 1.204.300,50 funtów", "pl", True),
        ("a cost of £1,204,300.50", "koszt £12,043,005.0", "pl", False),
        ("until 31/3/26", "do 31.03.2026", "pl", True),
        ("until 31/3/26", "do 2026-03-31", "pl", True),
        ("until 31/3/26", "do 31 marca 26", "pl", True),
        ("until 31/3/26", "do 3/31/26", "pl", False),
        ("a fine of £70", "mandat 70 funtów", "pl", True),
        ("a fine of £70", "mandat 70 zł", "pl", False),
        ("2.5%–3.5% of staff", "2,5–3,5% pracowników", "pl", True),
        ("2.5%–3.5% of staff", "2,5 do 3,5 pracowników", "pl", False),
        ("10% of staff", "10 y cant o staff", "cy", True),
        ("2.4 m × 4.8 m", "2,4 m × 4,8 m", "pl", True),
        ("2.4 m × 4.8 m", "2,4 cm × 4,8 cm", "pl", False),
        ("7–22kW", "7–22MW", "pl", False),
        ("at 6.30pm", "o 18.30", "pl", True),
        ("at 6pm", "o 18", "pl", True),
        ("at 6.30pm", "o 6.30am", "pl", False),
        ("We **must** answer", "Musimy **odpowiedzieć**", "pl", True),
        ("We **must** answer", "Musimy odpowiedzieć", "pl", False),
        ("See [y cynllun]{lang=cy} now", "Zob. [y cynllun]{lang=cy}", "pl", True),
        ("See [y cynllun]{lang=cy} now", "Zob. y cynllun", "pl", False),
        ("[Pay](#fees) and [fines](#fines)", "[Płać](#fees) i [mandaty](#fines)", "pl", True),
        ("[Pay](#fees) and [fines](#fines)", "[Płać](#fines) i [mandaty](#fees)", "pl", False),
        ("Write to a.b@c.example", "Napisz do a.b@c.example", "pl", True),
        ("Write to a.b@c.example", "Napisz do a.b@d.example", "pl", False),
    ],
)
def test_numbers_and_months_are_kept(source: str, translation: str, language: str, kept: bool) -> None:
    assert (facts.lost(inlines_of(source), inlines_of(translation), language) == ()) is kept


RIGHT = """
£1,234.50 a year | 1 234,50 £ rocznie | pl
£1,234.50 a year | £1,234.50 rocznie | pl
£1.2 million | 1,2 miliona funtów | pl
£2m for roads | 2 mln £ na drogi | pl
£2 million | 200万英镑 | zh
£500 | ٥٠٠ جنيه إسترليني | ar
£500 | 500 de lire sterline | ro
£70 | 70 bunt | cy
50p | 0,50 £ | pl
50p | 50 pensów | pl
£10–20 | 10–20 funtów | pl
2.5% | %2,5 | tr
5% or 10% | 5% lub 10% | pl
9am to 5.30pm | od 9:00 do 17:30 | pl
9am to 5.30pm | 9yb i 5.30yp | cy
6.30pm | 6:30 po południu | pl
bin 7 by 7am | pojemnik 7 do 7:00 | pl
3pm | 下午3点 | zh
18:30 | 18.30 | pl
2.4 m | 2,4 metra | pl
3,000 square metres | 3000 m² | pl
within 28 days | în termen de 28 de zile | ro
5 km | 5公里 | zh
Call 01622 602 002 | Zadzwoń (01622) 602002 | pl
2020/21 | 2020–2021 | pl
policy 4.2.1 | polityka 4.2.1 | pl
31/3/26 | 31 marca 2026 r. | pl
1 May to 3 June 2026 | 1 maja do 3 czerwca 2026 | pl
12,34,567 people | 12,34,567 लोग | hi
from −5°C | od −5 °C | pl
minus £500 | −500 £ | pl
"""
WRONG = """
£1,200 | 1,2 £ | pl
£1,200 | 1200 | pl
£1,200 | 1.20 £ | pl
€50 | 50 £ | pl
£500 | 500 lei | ro
£2m | 2 tys. £ | pl
£1.2 million | 1,2 miliarda funtów | pl
£2 million | 20万英镑 | zh
50p | 50 £ | pl
£5 for 3 hours | 3 £ za 5 godzin | pl
3% and 4% | 3% i 4 | pl
−5°C | 5°C | pl
minus £500 | £500 | pl
9am to 5pm | od 9:00 do 16:00 | pl
6.30pm | 6.30 rano | pl
6.30pm | 6.30 | pl
8.45am to 5.15pm | 8.45yb i 5.15yb | cy
3pm | 上午3点 | zh
2.4 m | 2,4 | pl
10 miles | 10 km | pl
28 days or 3 months | 28 miesięcy lub 3 dni | pl
01622 602 002 | 01622 602 020 | pl
3,000 | 3,0 | pl
1,234.50 | 1.234.50 | pl
1/4/2026 | 4 stycznia 2026 | pl
1 May to 3 June 2026 | 3 maja do 1 czerwca 2026 | pl
"""


def table(text: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in text.strip().splitlines()]


@pytest.mark.parametrize(("source", "translation", "language"), table(RIGHT))
def test_a_right_translation_of_a_quantity_is_no_doubt(source: str, translation: str, language: str) -> None:
    assert facts.lost(inlines_of(source), inlines_of(translation), language) == ()


@pytest.mark.parametrize(("source", "translation", "language"), table(WRONG))
def test_a_quantity_that_has_become_another_is_told(source: str, translation: str, language: str) -> None:
    assert facts.lost(inlines_of(source), inlines_of(translation), language)


def test_lost_numbers_are_named_with_the_side_that_has_them() -> None:
    found = facts.lost(inlines_of("12 plans in 2021"), inlines_of("13 planów w 2021"), "pl")
    assert found == ("numbers differ: only the original has 12; only the translation has 13",)
    assert facts.lost(inlines_of("£5 a day, £10 a week"), inlines_of("£10 dziennie, £5 tygodniowo"), "pl") == (
        "the numbers are in another order: £5, £10 in the original, £10, £5 in the translation",
    )
    assert facts.lost(inlines_of("4 of 30 wards"), inlines_of("30 z 4 okręgów"), "pl") == (
        "the numbers are in another order: 4, 30 in the original, 30, 4 in the translation",
    )
    assert not facts.lost(inlines_of("£5 for 3 days"), inlines_of("3 dni za £5"), "pl")
    assert facts.lost(inlines_of("12 plans"), inlines_of("plany"), "pl") == (
        "numbers differ: only the original has 12",
    )


@pytest.mark.parametrize(
    ("source", "translation", "reasons"),
    [
        ("See [it](https://a.example)", "Zob. [to](https://a.example)", 0),
        ("See [it](https://a.example)", "Zob. to", 1),
        ("See [it](https://a.example)", "Zob. [to](https://b.example)", 2),
        ("See **[it](#a)**[^1]", "Zob. [to](#a)[^1]", 0),
        ("See it[^1] and it[^2]", "Zob. to[^2]", 1),
    ],
)
def test_links_and_notes_are_kept(source: str, translation: str, reasons: int) -> None:
    assert len(facts.broken(inlines_of(source), inlines_of(translation))) == reasons


def test_terms_are_found_whole() -> None:
    terms = {"plan": "plan", "action plan": "plan działań"}
    found = terms_in(
        "The Action Plan, its EqIA and planning", terms, [("EqIA", "Equality Impact Assessment"), ("qI", "x")]
    )
    assert [(one.term, one.translation or one.meaning) for one in found] == [
        ("action plan", "plan działań"), ("plan", "plan"), ("EqIA", "Equality Impact Assessment"),
    ]  # fmt: skip


# ------------------------------------------------------------------------------------------------ a changed original


def lines(*texts: str, start: int = 1) -> list[ExchangePhrase]:
    return [ExchangePhrase(f"document/{number}", text) for number, text in enumerate(texts, start)]


def test_a_new_paragraph_does_not_make_the_others_stale() -> None:
    known = [
        replace(one, translation=one.source.upper()) for one in lines("First words", "Second words", "Third words")
    ]
    now = lines("A new one at the head", "First words", "Second words of it", "Third words")
    found = memory.carried(now, known)
    assert [one.translation for one in found] == ["", "FIRST WORDS", "SECOND WORDS", "THIRD WORDS"]
    assert [one.previous for one in found] == ["", "", "Second words", ""]
    assert [(c.old and c.old.source, c.new and c.new.source) for c in memory.changes(now, known)] == [
        (None, "A new one at the head"), ("Second words", "Second words of it"),
    ]  # fmt: skip
    assert [c.old and c.old.source for c in memory.changes(lines("First words"), known)] == [
        "Second words",
        "Third words",
    ]


def test_a_file_that_a_program_has_sorted_is_put_right_by_its_addresses() -> None:
    asked = [*lines("Beta", "Yes", "Alpha"), ExchangePhrase("x/1", "Yes"), ExchangePhrase("x/2", "Gamma here is")]
    given = sorted((replace(one, translation=f"{one.id}!") for one in asked), key=lambda one: one.source)
    given = [replace(one, source="Gamma here was") if one.id == "x/2" else one for one in given]
    found = memory.carried(asked, memory.put_right(asked, given))
    assert [one.translation for one in found] == [f"{one.id}!" for one in asked]
    assert found[-1].previous == "Gamma here was"
    assert memory.put_right(asked[1:], asked) == tuple(asked), "a phrase that is gone moves no other"


def test_names_of_language_versions() -> None:
    names = ["plan", "plan.pl", "plan.zh-Hant", "v1.2", "other.pl", "plan.Draft"]
    assert versions(names) == {"plan": ("plan.pl", "plan.zh-Hant")}
    assert original_of("other.pl", names) == ""


# ------------------------------------------------------------------------------------------------ the command


def po_of(root: Path, name: str, *changes: tuple[str, str]) -> Path:
    """The file for translators with every phrase "translated" into capitals that keep figures; then some replacements."""
    path = root / "output" / "requests" / f"{name}.pl.po"
    read = po.read(path.read_bytes(), "x")
    text = po.write(
        replace(read, entries=tuple(replace(one, translation=f"Ż {one.source}", previous="") for one in read.entries))
    ).decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")
    return path


def test_out_and_back_by_command_and_a_changed_original(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, "plan")
    (root / "templates" / "glossary").mkdir(exist_ok=True)
    (root / "templates" / "glossary" / "pl.yaml").write_text("residents: mieszkańcy\n", "utf-8")
    assert reports(root, "translate", "plan", "--to", "pl") == 0
    assert "“residents”: translate as “mieszkańcy”" in (root / "output/requests/plan.pl.po").read_text("utf-8")
    assert "<gls:translation>mieszkańcy" in (root / "output/requests/plan.pl.xlf").read_text("utf-8")
    assert reports(root, "translate", "--back", str(po_of(root, "plan"))) == 0
    version = root / "content" / "plan.pl.yaml"
    text = version.read_text("utf-8")
    assert "title: Ż Plan" in text
    assert "language: pl" in text
    assert "status: draft" in text
    # A person mends a word there; the original changes; the next file holds both.
    version.write_text(text.replace("Ż We serve everyone.", "Służymy wszystkim."), "utf-8")
    original = root / "content" / "plan.yaml"
    original.write_text(
        original.read_text("utf-8").replace("Ask residents what they need", "Ask residents what they want"), "utf-8"
    )
    capsys.readouterr()
    reports(root, "check", "plan.pl")
    told = capsys.readouterr()
    assert "the original now says “Ask residents what they want”" in told.out + told.err
    assert reports(root, "translate", "plan", "--to", "pl") == 0
    entries = {one.source: one for one in po.read((root / "output/requests/plan.pl.po").read_bytes(), "x").entries}
    assert entries["We serve everyone."].translation == "Służymy wszystkim."
    assert entries["Ask residents what they want"].previous == "Ask residents what they need"
    # Only the changed phrase is translated anew; the mended word stays.
    path = po_of(
        root, "plan", ("Ż Ask residents what they want", "Zapytaj"), ("Ż We serve everyone.", "Służymy wszystkim.")
    )
    assert reports(root, "translate", "--back", str(path)) == 0
    text = version.read_text("utf-8")
    assert "Zapytaj" in text
    assert "Służymy wszystkim." in text
    capsys.readouterr()
    reports(root, "check", "plan.pl")
    told = capsys.readouterr()
    assert "the original now says" not in told.out + told.err


FIGURES = """
  - Call
    - at any time

  01622 602 002
"""


def test_changed_figures_dates_and_kinds_are_told_and_come_over_without_a_translator(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path, "plan")
    original, version = root / "content" / "plan.yaml", root / "content" / "plan.pl.yaml"
    first = original.read_text("utf-8").replace("  We serve everyone.\n", f"  We serve everyone.\n{FIGURES}", 1)
    original.write_text(first.replace("Ask residents what they need", "12%", 1), "utf-8")
    reports(root, "translate", "plan", "--to", "pl", "--format", "po")
    reports(root, "translate", "--back", str(po_of(root, "plan")))
    changed = original.read_text("utf-8").replace("602 002", "602 009").replace("12%", "13%")
    changed = changed.replace("published: 12 October 2021", "published: 15 October 2021\nupdated: 1 May 2026")
    original.write_text(changed.replace("- Call\n    - at any time", "1. Call\n  2. at any time"), "utf-8")
    wanted = (
        "has published: 15 October 2021, not 12 October 2021", "has updated: 1 May 2026", "not “01622 602 002”",
        "says “13%”, not “12%”", "“a list numbered 1., 2. …”, not “a list with bullets”", "“a list with bullets in a list",
    )  # fmt: skip
    capsys.readouterr()
    reports(root, "check", "plan.pl")
    told = capsys.readouterr().out
    assert [words for words in wanted if words not in told] == []
    # One of them by hand, the others by the command, without a translator.
    version.write_text(version.read_text("utf-8").replace("12%", "13 %"), "utf-8")
    reports(root, "check", "plan.pl")
    assert "13%" not in capsys.readouterr().out
    reports(root, "translate", "plan", "--to", "pl", "--format", "po")
    assert "nothing is left for a translator" in capsys.readouterr().out
    assert reports(root, "translate", "--back", str(root / "output" / "requests" / "plan.pl.po")) == 0
    text = version.read_text("utf-8")
    version.write_text(text.replace("602 009", "602 090"), "utf-8")
    reports(root, "check", "plan.pl")
    assert "the original says “01622 602 009”, and here stands “01622 602 090”" in capsys.readouterr().out
    version.write_text(text, "utf-8")
    assert "published: 15 October 2021" in text
    assert "updated: 1 May 2026" in text
    assert "01622 602 009" in text
    assert "  2. Ż at any time" in text
    capsys.readouterr()
    reports(root, "check", "plan.pl")
    assert "translation-stale" not in capsys.readouterr().out
    # Without what is kept, as for a version that a person has written, figures are compared by their addresses.
    for path in (root / "content" / ".translated").iterdir():
        path.unlink()
    version.write_text(text.replace("602 009", "602 090"), "utf-8")
    reports(root, "check", "plan.pl")
    assert "says “01622 602 009”, not “01622 602 090”" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "rule", "code"),
    [
        ('msgstr "Ż We serve everyone."', 'msgstr ""', "translation-missing", 1),
        ("msgctxt \"document/1\"", '#, fuzzy\nmsgctxt "document/1"', "translation-missing", 1),
        ('msgstr "Ż We serve everyone."', 'msgstr "We serve <b>everyone</b>"', "markdown-html", 1),
        ('msgstr "Ż We serve everyone."', 'msgstr "Zob. [to](https://a.example)"', "translation-broken", 1),
        ('msgstr "Ż We serve everyone."', 'msgstr "Od 2019 służymy"', "translation-lost", 0),
        ('msgstr "Ż Ask residents what they need"', 'msgstr "Ask residents what they need"', "translation-same", 0),
        ('msgstr "Ż We serve everyone."', 'msgstr "Wir wählen für jeden"', "translation-same", 0),
        ('msgstr "Ż We serve everyone."', 'msgstr "Służymy:\\n\\n- raz\\n- dwa"', "translation-broken", 1),
        ('msgstr "Ż We serve everyone."', 'msgstr "- Służymy wszystkim"', "translation-broken", 1),
        ('msgid "We serve everyone."', 'msgid "We serve everybody."', "translation-stale", 0),
        ('msgctxt "document/1"', 'msgctxt "gone/1"\nmsgid "Zzz qqq"\nmsgstr "x"\n\nmsgctxt "document/1"', "translation-gone", 0),
        ("X-Publication", "X-Other", "translation-file", 2),
        ('"Language: pl', '"Language: ', "translation-file", 2),
        ('msgid "We', 'msgidd "We', "translation-file", 2),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_that_comes_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, rule: str, code: int
) -> None:
    root = project(tmp_path, "plan")
    reports(root, "translate", "plan", "--to", "pl", "--format", "po")
    path = po_of(root, "plan", (old, new))
    assert reports(root, "translate", "--back", str(path)) == code
    assert f"({rule})" in capsys.readouterr().err
    version = root / "content" / "plan.pl.yaml"
    assert version.is_file() is (code == 0)
    assert "# check:" in version.read_text("utf-8") if code == 0 and rule != "translation-gone" else True


@pytest.mark.parametrize("language", ["pl", "cy", "ro", "uk", "ar", "ur", "bn", "ne", "pa", "zh"])
def test_words_are_of_a_language_by_its_letters(language: str) -> None:
    said, english = (yaml.safe_load((WORDS / f"{one}.yaml").read_text("utf-8")) for one in (language, "en"))
    texts = [(english.get(key, ""), text) for key, text in said.items() if isinstance(text, str)]
    assert [text for before, text in texts if other_language(before, text, language)] == []
    told = [text for before, text in texts if other_language(before, text, "uk" if language != "uk" else "pl")]
    assert len(told) > 0.7 * len(texts)
    assert not other_language("Ask Bürgeramt Köln", "Zapytaj Bürgeramt Köln, EqIA", "pl")


def test_what_programs_of_translators_may_do_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, "plan")
    reports(root, "translate", "plan", "--to", "pl", "--format", "xliff")
    path = root / "output" / "requests" / "plan.pl.xlf"
    text = re.sub("<source[^>]*>(.*?)</source>", r"\g<0><target>\1 ż</target>", path.read_text("utf-8"))
    path.write_bytes(text.replace("encoding='UTF-8'", "encoding='UTF-16'").encode("utf-16"))
    assert reports(root, "translate", "--back", str(path)) == 0
    path.write_text(text.replace("<xliff", '<!DOCTYPE x [<!ENTITY a "b">]><xliff').replace(" ż<", " &a;<"), "utf-8")
    assert reports(root, "translate", "--back", str(path)) == 2
    assert "DOCTYPE" in capsys.readouterr().err
    path.write_text(re.sub("msgctxt .*", "", po.write(exchange(every_node())).decode()), "utf-8")
    assert reports(root, "translate", "--back", str(path)) == 2
    assert "msgctxt" in capsys.readouterr().err


def test_a_sorted_file_and_a_language_with_a_country_come_back(tmp_path: Path) -> None:
    root = project(tmp_path, "plan")
    reports(root, "translate", "plan", "--to", "pl", "--format", "po")
    path = po_of(root, "plan", ("Language: pl", "Language: pl_PL"))
    head, *phrases = path.read_text("utf-8").split("\n\n")
    path.write_text("\n\n".join([head, *reversed([one.rstrip() for one in phrases])]) + "\n", "utf-8")
    assert reports(root, "translate", "--back", str(path)) == 0
    assert "title: Ż Plan" in (root / "content" / "plan.pl.yaml").read_text("utf-8")


def test_a_phrase_that_a_file_lacks_is_told_with_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, "plan")
    reports(root, "translate", "plan", "--to", "pl", "--format", "po")
    path = po_of(root, "plan")
    head, *phrases = path.read_text("utf-8").split("\n\n")
    path.write_text("\n\n".join([head, *phrases[:-1]]) + "\n", "utf-8")
    capsys.readouterr()
    assert reports(root, "translate", "--back", str(path)) == 1
    assert "plan.pl.po: error: not translated yet" in capsys.readouterr().err


def test_a_paragraph_that_a_person_adds_to_a_version_moves_no_translation(tmp_path: Path) -> None:
    root = project(tmp_path, "plan")
    reports(root, "translate", "plan", "--to", "pl", "--format", "po")
    path = po_of(root, "plan", ("Language: pl", "Language: pl_PL"))
    (root / "final.po").write_bytes(path.read_bytes())
    assert reports(root, "translate", "--back", str(root / "final.po")) == 0
    version = root / "content" / "plan.pl.yaml"
    version.write_text(version.read_text("utf-8").replace("text: |\n", "text: |\n  Uwaga.\n\n", 1), "utf-8")
    reports(root, "translate", "plan", "--to", "pl", "--format", "po")
    entries = {one.source: one.translation for one in po.read(path.read_bytes(), "x").entries}
    assert entries["We serve everyone."] == "Ż We serve everyone."


def test_wrong_usage_of_translate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, "plan")
    for arguments, words in (
        (("plan",), "name the publication and the language"),
        (("plan", "--to", "Polish!"), "is not a language tag"),
        (("plan", "--to", "xx"), "no language has the tag “xx”"),
        (("plan", "--to", "en-GB"), "plan is in “en-GB” already"),
        (("nosuch", "--to", "pl"), "there is no publication"),
        (("--back", str(root / "nosuch.po")), "cannot be read"),
    ):
        assert reports(root, "translate", *arguments) == 2
        assert words in capsys.readouterr().err
    (root / "a.xlf").write_bytes(b"<xliff version='1.2'><file/></xliff>")
    assert reports(root, "translate", "--back", str(root / "a.xlf")) == 2
    assert "XLIFF 2" in capsys.readouterr().err


def test_a_file_cannot_name_a_place_outside_of_the_content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, "plan")
    (root / "other.yaml").write_bytes((root / "content" / "plan.yaml").read_bytes())
    reports(root, "translate", "plan", "--to", "pl", "--format", "po")
    path = po_of(root, "plan", ("X-Publication: plan", "X-Publication: ../other"))
    assert reports(root, "translate", "--back", str(path)) == 2
    assert "there is no publication “../other”" in capsys.readouterr().err
    assert not (root / "other.pl.yaml").exists()


def test_damaged_kept_phrases_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, "plan")
    reports(root, "translate", "plan", "--to", "pl", "--format", "po")
    reports(root, "translate", "--back", str(po_of(root, "plan")))
    (root / "content" / ".translated" / "plan.pl.po").write_bytes(b"\xff half a file")
    capsys.readouterr()
    reports(root, "check", "plan.pl")
    told = capsys.readouterr()
    assert "we cannot tell what is out of date" in told.out + told.err


def test_slips_in_a_glossary_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, "plan")
    (root / "templates" / "glossary").mkdir(exist_ok=True)
    (root / "templates" / "glossary" / "pl.yaml").write_text("residents:\nplan:\n  - a\n", "utf-8")
    reports(root, "check")
    told = capsys.readouterr()
    assert (told.out + told.err).count("has no translation") == 2
