"""The languages of a document are those of its words, where the source claims others."""

from __future__ import annotations

import pytest

from pipeline.assemble import languages as languages_module
from pipeline.assemble.assemble import assemble
from pipeline.assemble.languages import find, with_languages
from pipeline.model.flow import Flow, FlowNote, FlowParagraph, Run

WORDS = {
    "en": "The council wants all of its services to be open to everyone. Each year we publish what we have done for "
    "disabled people, for carers and for those who speak another language, and what is still to be done by the board.",
    "es": "El ayuntamiento quiere que todos sus servicios estén abiertos a todas las personas. Cada año publicamos lo "
    "que hemos hecho por quienes tienen una discapacidad, por sus familias y por los vecinos que hablan otra lengua.",
    "cy": "Mae’r cyngor am i’w holl wasanaethau fod ar agor i bawb. Bob blwyddyn rydym yn cyhoeddi’r hyn a wnaethom dros "
    "bobl anabl, dros ofalwyr a thros y rhai sy’n siarad iaith arall, a’r hyn sydd ar ôl i’w wneud.",
    "fr": "La commune souhaite que tous ses services soient accessibles à tous. Chaque année, nous publions les actions "
    "réalisées pour les personnes en situation de handicap, pour les aidants et pour les habitants qui parlent une autre "
    "langue.",
    "pl": "Rada chce, aby wszystkie jej usługi były dostępne dla każdego. Co roku publikujemy, co zrobiliśmy dla osób "
    "z niepełnosprawnościami, dla opiekunów i dla mieszkańców, którzy mówią w innym języku.",
    "nb": "Kommunen ønsker at alle tjenestene skal være åpne for alle. Hvert år forteller vi hva vi har gjort for "
    "mennesker med nedsatt funksjonsevne, for pårørende og for dem som snakker et annet språk.",
    "ar": "يريد المجلس أن تكون جميع خدماته متاحة للجميع. وفي كل عام ننشر ما قمنا به من أجل الأشخاص ذوي الإعاقة ومن أجل "
    "مقدمي الرعاية ومن أجل السكان الذين يتحدثون لغة أخرى وما بقي علينا أن نفعله في العام القادم.",
}


def flow_of(declared: str, *runs: tuple[str, str]) -> Flow:
    return Flow(tuple(FlowParagraph((Run(text, language=tag),)) for tag, text in runs), language=declared)


@pytest.mark.parametrize(
    ("declared", "words", "language", "asked"),
    [
        ("", "en", "en-GB", False),
        ("en-US", "en", "en-GB", False),
        ("es-ES", "es", "es-ES", False),
        ("fr-FR", "fr", "fr-FR", False),  # four in ten of these words are English too
        ("", "es", "es", True),
        ("en-US", "es", "es", True),
        ("en-US", "cy", "cy", True),
        ("fr-FR", "en", "en-GB", True),
        ("de", "pl", "pl", True),
        ("gl-ES", "es", "es", True),  # the nearest relative
        ("en-GB", "ar", "ar", True),
        ("nb-NO", "nb", "nb-NO", False),
        ("kw", "cy", "kw", False),  # py3langid does not know Cornish
    ],
)
def test_words_of_another_language_refute_what_the_source_claims(
    declared: str, words: str, language: str, asked: bool
) -> None:
    languages = find(flow_of(declared, ("", WORDS[words])))
    assert languages.document == language
    assert bool(languages.question) == asked


def test_the_question_names_both_languages_and_reaches_the_content() -> None:
    document = assemble(flow_of("en-US", ("", WORDS["es"])), "plan").document
    assert document.language == "es"
    asked = "the file says English, but its words look Spanish; is “language: es” right?"
    assert asked in document.guesses
    assert find(flow_of("", ("", WORDS["pl"]))).question.startswith("the file names no language, but its words")


@pytest.mark.parametrize(
    "text",
    [
        "Plan de igualdad",
        "Alice Brown, Mohammed Iqbal, José García, Łukasz Wójcik, Siân Rhys, Oluwaseun Adeyemi, Nguyễn Thị Lan, Harpreet "
        "Kaur, François Petit, Jürgen Schäfer, Maria Rossi, Dafydd Prys, Ewa Nowak, Hassan Ali, Ingrid Larsen, Paul Smith",
        "Twinning visits: Beauvais, Dreux, Poitiers, Roncq, Vannes, choir exchange, market, theatre, rugby, hotel, "
        "transport, menu, concert, village, orchestra, art, dance, restaurant, cuisine",
        "qwzx kjhg vbnm plmk oijn uhbg ygvf tfcr rdxe eszw waqz zaqw xswe cdre vfrt bgty nhyu mjui " * 3,
        "AX-17 BQ/203 row_id col.name xsd:string dct:title foaf:Agent " * 12,
    ],
)
def test_few_words_names_and_codes_refute_nothing(text: str) -> None:
    assert find(flow_of("en-GB", ("", text))).document == "en-GB"
    assert find(flow_of("", ("", text))).document == "en-GB"


def test_the_words_of_most_runs_are_the_document_and_the_others_keep_their_language() -> None:
    """LibreOffice writes the language of its menus into the file and that of the words at each run."""
    flow, question = with_languages(flow_of("en-US", ("es-MX", WORDS["es"]), ("cy", "Croeso"), ("", "Title")))
    assert flow.language == "es-MX"
    assert [p.runs[0].language for p in flow.blocks if isinstance(p, FlowParagraph)] == ["", "cy", "en-US"]
    assert question


def test_a_claim_at_runs_that_their_words_refute_is_dropped_in_notes_too() -> None:
    """Templates mark words as American that an author typed in another language."""
    flow = flow_of("pl-PL", ("", WORDS["pl"] * 2), ("en-US", WORDS["pl"]))
    note = FlowNote("1", (FlowParagraph((Run("Przypis", language="en-US"),)),))
    changed, question = with_languages(Flow(flow.blocks, (note,), language="pl-PL"))
    runs = [p.runs[0] for p in (*changed.blocks, *changed.notes[0].paragraphs) if isinstance(p, FlowParagraph)]
    assert [run.language for run in runs] == ["", "", ""]
    assert not question


def test_a_passage_in_another_language_than_its_mark_gets_its_own() -> None:
    flow, _ = with_languages(flow_of("en-GB", ("", WORDS["en"] * 2), ("fr", WORDS["cy"])))
    assert [p.runs[0].language for p in flow.blocks if isinstance(p, FlowParagraph)] == ["", "cy"]


def test_a_paragraph_in_another_language_is_marked_in_cells_and_notes_too() -> None:
    flow = flow_of(
        "en-GB", ("", WORDS["en"] * 3), ("", WORDS["cy"]), ("", "Croeso i Gyngor Maidstone"), ("", WORDS["pl"])
    )
    note = FlowNote("1", (FlowParagraph((Run(WORDS["fr"]),)),))
    changed, question = with_languages(Flow(flow.blocks, (note,), language="en-GB"))
    runs = [p.runs[0] for p in (*changed.blocks, *changed.notes[0].paragraphs) if isinstance(p, FlowParagraph)]
    assert [run.language for run in runs] == ["", "cy", "", "pl", "fr"]
    assert not question


def test_english_is_known_without_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages_module, "_identifier", None)
    listed = (
        "Twinning visits: Beauvais, Dreux, Poitiers, Roncq, Vannes, choir, market, theatre, rugby, hotel, menu, concert"
    )
    assert find(flow_of("en-GB", ("", WORDS["en"]), ("", listed))).document == "en-GB"
    assert with_languages(flow_of("", ("", listed)))[0].language == "en-GB"
