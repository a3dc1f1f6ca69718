"""Faults planted by rule: a fixed slice of them in each run, all of them in `make test-all`."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from pipeline.app.verify import ExpectedFacts, verify
from pipeline.editions import looks
from tests import plant
from tests.editions import assets, edition, published
from tests.plant import FORMATS, Fault, faults
from tests.plant.judge import found, undamaged

# Kinds of damage of which some or all are not found; docs/security.md says which, and why.
OPEN = {
    "html": {"a paragraph ends"},
    "css": {"a colour is #ffffff", "a colour is #808080"},
    "pdf": {
        "Reference becomes Span", "THead becomes TBody",
        "text moved down", "P changes places",
        "an element is taken out of its frame", "an anchor is lost",
    },
    "docx": {"an item is of another list"},
    "audio": set(),
    "odt": {"a style is another", "a style is the name of another"},
}  # fmt: skip
FEWER = {"pdf": 5}
"""Places for one kind of damage in the formats that are slow to read; `python -m tests.plant` tries more."""
SLICE = 40
"""In `make test` one kind of damage in so many is tried once."""


@cache
def planted(format: str) -> tuple[Fault, ...]:
    return tuple(one for one in faults(format, undamaged(format)[1]) if one.kind not in OPEN.get(format, ()))


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_without_a_fault_is_clean(format: str) -> None:
    assert not found(format, Fault("none", "", undamaged(format)[1]))


@pytest.mark.parametrize("look", looks.names(assets()))
@pytest.mark.parametrize("format", ["docx", "odt"])
def test_every_look_of_a_word_processor_is_clean(format: str, look: str) -> None:
    made = edition(format, look)
    assert verify(published(), made.files, made.reading, ExpectedFacts(made.about, assets())).findings == ()


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS)
def test_at_least_300_faults_are_planted_in_each_format_and_found(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plant, "MOST", FEWER.get(format, plant.MOST))
    missed = Counter(one.kind for one in planted(format) if not found(format, one))
    assert (len(planted(format)) >= 300, missed) == (True, Counter())


@pytest.mark.parametrize("format", FORMATS)
def test_a_slice_of_the_planted_faults_is_found(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plant, "MOST", 1)
    first = {one.kind: one for one in faults(format, undamaged(format)[1]) if one.kind not in OPEN.get(format, ())}
    assert [one.kind for one in list(first.values())[::SLICE] if not found(format, one)] == []
