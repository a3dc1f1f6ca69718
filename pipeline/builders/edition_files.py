"""The files of an edition that readers open. All are called by the name of the edition, but for e-books."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from pipeline.builders import BUILDERS, Fact

BOOK = ".epub"


def main_file(edition: str, files: Collection[str]) -> str:
    """The main file of an edition among all that it has made: that of its name, or an e-book, which bears its title."""
    return next((file for file in files if file.endswith(BOOK)), edition) if edition.endswith(BOOK) else edition


def facts(whole: Fact, sizes: Mapping[str, int]) -> Iterator[Fact]:
    """What other pages say of each file that a reader opens: of the whole or its volumes, and of those of its other kinds.

    `sizes` are the bytes of all files of the edition.
    """
    row = BUILDERS[whole.format]
    start = whole.file.removesuffix(row.suffix) + "-volume-"
    volumes = sorted(file for file in sizes if file.startswith(start) and file.endswith(row.suffix))
    if whole.file in sizes:
        yield replace(whole, size=sizes[whole.file])
    for number, file in enumerate(volumes, 1):
        yield replace(whole, file=file, size=sizes[file], pages=0, volume=number, volumes=len(volumes))
    for file in (file for one in row.more for file in sizes if file.endswith(one.ending)):
        yield replace(whole, file=file, size=sizes[file], pages=0)
