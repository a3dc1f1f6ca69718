"""Which named numbers no test holds: `make thresholds` changes each number of the settings by half, up and down.

The tests of a reader are collected once; for each change they run in this process until one fails, first those that the
number names as its case, then those that failed for another change. A number that can be halved or raised by half without a
failure is listed: write the case that needs it, or delete it; so is one whose case is gone.
Further readers are registered in `READERS`.

`python -m tests.thresholds tables text` takes the numbers of some rooms, `python -m tests.thresholds slim` one number.
"""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator, Sequence
from dataclasses import Field, dataclass, fields
from importlib import import_module
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

FACTORS = (0.5, 1.5)


@dataclass(frozen=True)
class Reader:
    """A module with `SETTINGS`, a frozen dataclass of numbers, and the test files that hold them."""

    settings: str
    tests: tuple[str, ...]


READERS = (
    Reader(
        "pipeline.sources.pdf.tables.settings",
        ("tests/test_pdf_tables_numbers.py", "tests/test_pdf_tables_judge.py", "tests/test_pdf_tables_cases.py",
         "tests/test_pdf_tables_signs.py", "tests/test_pdf_tables_edges.py"),
    ),
    Reader(
        "pipeline.sources.pdf.text.settings",
        ("tests/test_pdf_furniture.py", "tests/test_pdf_paragraphs.py", "tests/test_pdf_reading_cases.py",
         "tests/test_pdf_reading_layout.py", "tests/test_pdf_reading_tags.py", "tests/test_hints.py",
         "tests/test_pdf_struck.py", "tests/test_pdf_reading_words.py", "tests/test_pdf_diagrams.py",
         "tests/test_pdf_items.py", "tests/test_pdf_panels.py", "tests/test_pdf_word_numbers.py",
         "tests/test_pdf_tables_edges.py"),
    ),
    Reader(
        "pipeline.sources.pdf.tags.settings",
        ("tests/test_pdf_tags_numbers.py", "tests/test_pdf_reading_tags.py"),
    ),
)  # fmt: skip


class _Changer:
    """A pytest plugin that runs the collected tests once for each change of a number."""

    def __init__(self, settings: Any, names: Sequence[str]) -> None:
        self.settings = settings
        self.names = names
        self.unnoticed = ["nothing was tried: the tests cannot be collected"]
        self.failed: dict[str, int] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Changes each number in turn; tries nothing where a test fails without any change."""
        self.unnoticed = []
        if broken := self._failing(session.items, ""):
            self.unnoticed.append(f"nothing was tried: {broken} fails without a change")
            return True
        for one in fields(self.settings):
            if not self.names or one.name in self.names:
                self.unnoticed += self._tried(one, session.items)
        return True

    def _tried(self, one: Field[Any], items: Sequence[pytest.Item]) -> Iterator[str]:
        held = getattr(self.settings, one.name)
        if not any(one.metadata["case"] in item.nodeid for item in items):
            yield f"{one.name}: there is no case {one.metadata['case']}"
        for factor in FACTORS:
            changed = _changed(held, factor)
            object.__setattr__(self.settings, one.name, changed)
            try:
                if not self._failing(items, one.metadata["case"]):
                    yield f"{one.name}: {held} → {changed}"
            finally:
                object.__setattr__(self.settings, one.name, held)

    def _failing(self, items: Sequence[pytest.Item], case: str) -> str:
        """The first test that fails."""
        order = sorted(items, key=lambda item: (not case or case not in item.nodeid, -self.failed.get(item.nodeid, 0)))
        for item in order:
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=None)):
                self.failed[item.nodeid] = self.failed.get(item.nodeid, 0) + 1
                return item.nodeid
        return ""


def unnoticed(reader: Reader, names: Sequence[str] = ()) -> list[str]:
    """The numbers of a reader that no test holds, as "name: 2.0 → 1.0"."""
    changer = _Changer(import_module(reader.settings).SETTINGS, names)
    options = ["-q", "-n", "0", "-p", "no:cacheprovider", "--no-header", "-m", "not slow"]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        pytest.main([*options, *reader.tests], plugins=[changer])
    return changer.unnoticed


def _changed(held: float, factor: float) -> float:
    changed = held * factor
    if isinstance(held, int):
        changed = min(held - 1, int(changed)) if factor < 1 else max(held + 1, round(changed))
    return changed


def main(names: Sequence[str]) -> int:
    """Prints the numbers that no test holds; 1 where there are any."""
    found = 0
    rooms = {reader.settings.split(".")[-2]: reader for reader in READERS}
    chosen = [rooms[name] for name in names if name in rooms] or READERS
    for reader in chosen:
        for line in unnoticed(reader, [name for name in names if name not in rooms]):
            print(f"{reader.settings}: {line}", flush=True)
            found += 1
    print(f"{found} changes went unnoticed" if found else "every number is held by a test")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
