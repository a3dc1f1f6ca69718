"""Tables of pages drawn as pictures: the picture above the line, the tables that it holds below; a full stop parts cases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.page_pictures import tables_of

CASES = Path(__file__).parent / "cases" / "tables"


def cases() -> Iterator[tuple[str, str, str]]:
    """Title, picture and expected tables of each case."""
    for path in sorted(CASES.glob("*.txt")):
        for case in path.read_text("utf-8").strip("\n").split("\n.\n"):
            title, _, rest = case.partition("\n")
            picture, _, tables = f"{rest}\n".partition("\n---\n")
            yield f"{path.stem}: {title.lstrip('# ')}", picture, tables.strip("\n")


@pytest.mark.parametrize(("picture", "tables"), [case[1:] for case in cases()], ids=[case[0] for case in cases()])
def test_tables_of(picture: str, tables: str) -> None:
    assert tables_of(picture) == tables
