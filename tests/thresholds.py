"""Which named numbers no test holds: `make thresholds` changes each number of the settings by half, up and down.

For each change the tests of that reader run in this process until one fails. A number that can be halved and raised by half
without a failure is listed: write the case that needs it, or delete it. Further readers are registered in `READERS`.
"""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from importlib import import_module

import pytest

FACTORS = (0.5, 1.5)


@dataclass(frozen=True)
class Reader:
    """A module with `SETTINGS`, a frozen dataclass of numbers, and the test files that hold them, the fastest first."""

    settings: str
    tests: tuple[str, ...]


READERS = (
    Reader(
        "pipeline.sources.pdf.tables.settings",
        ("tests/test_pdf_tables_numbers.py", "tests/test_pdf_tables_judge.py", "tests/test_pdf_tables_cases.py",
         "tests/test_pdf_tables_signs.py", "tests/test_pdf_grid_unruled.py",
         "tests/test_pdf_grid_ruled.py", "tests/test_pdf_grid_not_tables.py", "tests/test_pdf_open.py"),
    ),
    Reader(
        "pipeline.sources.pdf.text.settings",
        ("tests/test_pdf_furniture.py", "tests/test_pdf_reading_cases.py", "tests/test_pdf_reading_layout.py"),
    ),
)  # fmt: skip


def unnoticed(reader: Reader, names: Sequence[str] = ()) -> Iterator[str]:
    """The numbers of a reader that no test holds, as "name: 2.0 → 1.0"."""
    settings = import_module(reader.settings).SETTINGS
    for one in fields(settings):
        if names and one.name not in names:
            continue
        held = getattr(settings, one.name)
        for factor in FACTORS:
            changed = _changed(held, factor)
            object.__setattr__(settings, one.name, changed)
            try:
                if not _fails(reader.tests):
                    yield f"{one.name}: {held} → {changed}"
            finally:
                object.__setattr__(settings, one.name, held)


def _changed(held: float, factor: float) -> float:
    changed = held * factor
    if isinstance(held, int):
        changed = min(held - 1, int(changed)) if factor < 1 else max(held + 1, round(changed))
    return changed


def _fails(tests: Sequence[str]) -> bool:
    for test in tests:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            code = pytest.main(["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--no-header", test])
        if code == pytest.ExitCode.TESTS_FAILED:
            return True
    return False


def main(names: Sequence[str]) -> int:
    """Prints the numbers that no test holds; 1 where there are any."""
    found = 0
    for reader in READERS:
        for line in unnoticed(reader, names):
            print(f"{reader.settings}: {line}", flush=True)
            found += 1
    print(f"{found} changes went unnoticed" if found else "every number is held by a test")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
