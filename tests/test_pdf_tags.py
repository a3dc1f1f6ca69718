"""The tag tree says what the content says, one element for one thing, and independent validators agree."""

from __future__ import annotations

import pytest

from pipeline import looks
from tests.pdf_editions import ASSETS, failures, only_file, sample


@pytest.mark.parametrize("name", looks.names(ASSETS))
def test_every_named_look_gives_a_valid_pdf_ua_and_pdf_a_file(name: str) -> None:
    assert not failures(only_file(sample(name)))
