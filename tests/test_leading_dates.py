"""Dates and times at the head of a line, in the languages of Europe, and numbers of items that only look so."""

from __future__ import annotations

import pytest

from pipeline.sources.leading_dates import begins_with_date


@pytest.mark.parametrize(
    "text",
    [
        "1. Januar 2024", "3. März: Sitzung", "31. december", "1er janvier 2025", "7. května 2025 se sejde", "12 de mayo",
        "2 maja", "3 Mawrth 2026", "3 May 2024", "3 May", "1st March", "15 march to 2 april", "4 settembre – oggi",
        "9.30 am Opening", "11.15 a.m.", "14:30 Uhr", "10.00 – 11.30 Homes", "09:30 Opening", "19.00 h",
    ],
)  # fmt: skip
def test_a_date_or_a_time_begins_a_line(text: str) -> None:
    assert begins_with_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "1. May residents bring dogs?", "2. March to the hall", "1. April Showers", "45 Mai", "1. Januarius", "3 Homes",
        "9.30 Homes", "1.1 Ages", "10.2 – Homes", "1. In May", "1.1 am",
    ],
)  # fmt: skip
def test_a_number_begins_a_line(text: str) -> None:
    assert not begins_with_date(text)
