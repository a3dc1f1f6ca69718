"""What became of everything: a table as CSV or Parquet, and a page that says what needs a person."""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from pathlib import Path
from types import TracebackType

from pipeline.app.project import Refused
from pipeline.batch.folders import Folder
from pipeline.batch.job import BUILT, FAILED, STATES, Outcome
from pipeline.builders.html import batch as page
from pipeline.editions.assets import Assets
from pipeline.editions.site import Site
from pipeline.model import temporary
from pipeline.model.findings import error

COLUMNS = (
    "name", "source", "state", "title", "kind", "words", "errors", "warnings", "to_check", "seconds", "memory", "kept", "first",
)  # fmt: skip
LISTED = 500
"""This many documents that are not in order stand on the page; the table has all."""
NUMBERS = frozenset({"words", "errors", "warnings", "to_check", "seconds", "memory"})


class Outcomes:
    """Takes the outcomes as they come, and writes the table and the page at the end."""

    def __init__(self, target: Folder, label: str, parquet: bool) -> None:
        if parquet:
            _pyarrow()
        self.target, self.label, self.parquet = target, label, parquet
        self.counts: Counter[str] = Counter()
        self.kept = 0
        self.seconds = 0.0
        self.listed: list[Outcome] = []

    def __enter__(self) -> Outcomes:
        self._folder = tempfile.TemporaryDirectory(prefix=temporary.prefix())
        self._path = Path(self._folder.name) / "outcomes.csv"
        self._file = self._path.open("w", encoding="utf-8-sig", newline="")
        self._table = csv.DictWriter(self._file, COLUMNS)
        self._table.writeheader()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._folder.cleanup()

    def add(self, one: Outcome) -> None:
        """Takes one outcome."""
        self.counts[one.state] += 1
        self.kept += one.kept
        self.seconds += 0 if one.kept else one.seconds
        if one.state != BUILT and len(self.listed) < LISTED:
            self.listed.append(one)
        row = {column: getattr(one, column, "") for column in COLUMNS}
        self._table.writerow(
            {**row, "kept": "yes" if one.kept else "no", "first": one.findings[0] if one.findings else ""}
        )

    @property
    def done(self) -> int:
        """How many there are."""
        return sum(self.counts.values())

    @property
    def in_order(self) -> bool:
        """Whether every document was built without an error."""
        return self.counts[BUILT] == self.done

    def finish(self, site: Site, assets: Assets) -> list[str]:
        """Writes the table and the page below the target; gives their names."""
        self._file.flush()
        self.listed.sort(key=lambda outcome: (outcome.state != FAILED, outcome.name))
        table = f"outcomes{self.label}.{'parquet' if self.parquet else 'csv'}"
        data = self._path.read_bytes() if not self.parquet else self._as_parquet()
        counts = [(STATES[state], self.counts[state]) for state in STATES]
        html = page.page(counts, self.listed, table, site, assets)
        names = [table, f"index{self.label}.html"]
        for name, written in zip(names, (data, html.encode()), strict=True):
            self.target.write(name, written)
        return names

    def _as_parquet(self) -> bytes:
        """The table as Parquet, read and written in pieces."""
        import pyarrow as pa
        import pyarrow.csv as from_csv
        import pyarrow.parquet as pq

        types = {name: pa.float64() if name == "seconds" else pa.int64() for name in NUMBERS}
        types |= {name: pa.string() for name in COLUMNS if name not in NUMBERS}
        path = self._path.with_suffix(".parquet")
        options = from_csv.ConvertOptions(column_types=types)
        parse = from_csv.ParseOptions(newlines_in_values=True)
        with (
            from_csv.open_csv(self._path, convert_options=options, parse_options=parse) as reader,
            pq.ParquetWriter(path, reader.schema) as writer,
        ):
            for piece in reader:
                writer.write_batch(piece)
        return path.read_bytes()


def _pyarrow() -> None:
    """Raises Refused where Parquet cannot be written."""
    try:
        import pyarrow  # noqa: F401
    except ImportError as wrong:
        hint = "install it: pip install 'council-reports[batch]'; or leave out --outcomes parquet"
        raise Refused(error("no-engine", "Parquet cannot be written here", hint=hint)) from wrong
