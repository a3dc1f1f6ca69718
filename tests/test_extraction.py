"""The five sample documents become what their truth says, and no word of theirs is lost."""

from __future__ import annotations

import json
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from pipeline import content
from pipeline.assemble.account.word_account_page import ledger_html, ledger_json
from pipeline.assemble.assemble import Extraction, assemble
from pipeline.model import document as m
from pipeline.model import document_json as model_json
from pipeline.model.findings import Severity
from pipeline.model.show_json import to_json
from pipeline.sources import SOURCES
from tests.documents import P
from tests.opened import opened
from tests.score import MEAN_OF, Json, score

ROOT = Path(__file__).parent.parent
TRUTH = sorted((ROOT / "tests" / "truth").glob("*.json"))
NAMES = [path.stem for path in TRUTH]


def truth(name: str) -> Json:
    data: Json = json.loads((ROOT / "tests" / "truth" / f"{name}.json").read_text("utf-8"))
    return data


@cache
def extraction(name: str) -> Extraction:
    (source,) = (ROOT / "source_docs").glob(f"{name}.*")
    flow = import_module(SOURCES[source.suffix]).extract(source.read_bytes(), source.name)
    return assemble(flow, name)


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_of_a_sample_is_one(name: str) -> None:
    figures = score(truth(name), to_json(extraction(name).document))
    short = {figure: figures[figure] for figure in MEAN_OF if figures[figure] not in (None, 1.0)}
    assert not short
    assert figures["row_error"] == 0
    assert figures["cell_structure"] in (None, 1.0)


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_a_sample_has_a_fate(name: str) -> None:
    result = extraction(name)
    assert not [word.text for word in result.ledger.words if word.fate == "lost"]
    assert not result.ledger.unaccounted
    assert not [f.as_text() for f in result.findings if f.severity is Severity.ERROR]


@pytest.mark.parametrize("name", NAMES)
def test_kind_and_period_are_read_off_the_content(name: str) -> None:
    data = to_json(extraction(name).document)
    assert (data["kind"], data["period"]) == (truth(name)["kind"], truth(name)["period"])


def test_the_json_says_lists_under_a_band_and_definitions_in_an_item() -> None:
    pair = m.Definition((m.Text("Lead"),), (P("Clerk"),))
    listed = m.List((m.Item((P("We act:"), m.Definitions((pair,)))),))
    band = m.Group((), (m.Text("As a Leader"),), (P("We lead:"), m.List((m.Item((P("by example"),)),))), "leader")
    blocks = (listed, m.Table((m.Column("a", (m.Text("Action"),)),), (band,)))
    found = to_json(m.Document("case", (), blocks=blocks))["blocks"]
    assert found[0]["items"] == [{"text": "We act: Lead Clerk"}]
    assert found[1]["rows"] == [{"band": "As a Leader\nWe lead:\nby example"}]


def test_wrong_decodings_of_a_sample_are_mended_and_reported() -> None:
    repairs = extraction("equalities-action-plan-2018").ledger.repairs
    assert [r.after for r in repairs if r.before == "Councilís"] == ["Council’s"] * 3
    assert sum("†" in r.before for r in repairs) == 6


def test_the_prose_actions_of_the_objectives_have_ids_by_role() -> None:
    from pipeline.model.walk import actions

    ids = [action.id for _, action in actions(extraction("equality-objectives-revised-2017-2021").document)]
    assert ids == [*(f"CL{n}" for n in range(1, 9)), *(f"E{n}" for n in range(1, 6)), *(f"SP{n}" for n in range(1, 9))]


def test_the_ledger_says_the_same_to_machines_and_people() -> None:
    result = extraction("equalities-policy-2017-2021")
    data = json.loads(ledger_json(result.ledger, result.findings))
    assert data["counts"]["lost"] == 0
    assert sum(data["counts"].values()) == len(data["words"])
    page = ledger_html(result.ledger, result.findings, "equalities-policy-2017-2021.pdf")
    assert "Every word is accounted for." in page
    assert "running header" in page


@pytest.mark.parametrize("path", TRUTH, ids=NAMES)
def test_the_measure_falls_when_the_import_is_worse(path: Path) -> None:
    right: Json = json.loads(path.read_text("utf-8"))
    worse: Json = json.loads(path.read_text("utf-8"))
    worse["blocks"].insert(1, worse["blocks"].pop())
    worse["blocks"] = [b | {"text": b["text"] + " Page 2"} if b["type"] == "heading" else b for b in worse["blocks"]]
    figures, own = score(right, worse), score(right, right)
    assert own["overall"] == 1.0
    for figure in ("word_precision", "reading_order", "block_type", "heading_level"):
        assert figures[figure] < 1.0, figure  # type: ignore[operator]


@pytest.mark.parametrize("name", NAMES)
def test_an_extraction_is_kept_as_json_and_as_a_content_file_without_change(name: str) -> None:
    document = extraction(name).document
    assert model_json.load(model_json.dump(document)) == document
    read, problems = opened(content.read(content.write(document).encode(), name, f"{name}.yaml"))
    assert read == document
    assert not problems


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"type": "Paragraph", "inlines": []}', '{"type": "Nothing"}', "[" * 9999]
)
def test_json_that_is_no_document_is_refused(text: str) -> None:
    with pytest.raises(model_json.WrongJson):
        model_json.load(text)
