"""Runs the measurements in turn and writes the tables; `--one` runs a single one, in the process that is measured."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.bench import peers, whole

PAGE = whole.ROOT / "docs" / "performance.md"
RUNS = 3
BY_HAND = "\n## Glyph by glyph\n"
"""From this heading on the page is written by people and kept."""


class Row(NamedTuple):
    """One line of a table: who, seconds of processor time, how many things were done in them, MB at the peak."""

    name: str
    seconds: float
    done: float
    megabytes: float


class NotHere(OSError):
    """What is measured is not on this machine."""


def inside(name: str) -> dict[str, float]:
    """What one measurement of `measured` says, run in its own process."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.bench", "--one", name]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=whole.ROOT)
    found: dict[str, float] = {}
    for line in ran.stdout.splitlines():
        found.update(json.loads(line))
    return found


def measured(title: str, name: str) -> Row:
    """A measurement of `measured` as a row."""
    found = inside(name)
    return Row(title, found.get("own", found["seconds"]), found["done"], found["megabytes"])


def one(name: str) -> None:
    """Runs one measurement and prints what it took; libraries are loaded before the clock starts."""
    from tests.bench import measured as functions

    started = time.process_time()
    done = getattr(functions, name)()
    seconds = time.process_time() - started
    print(json.dumps({"seconds": seconds, "megabytes": peak(), "done": done}))


def peak() -> float:
    """The most memory of this process in MB: what the system tells at its end would count the parent's as well."""
    try:
        line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    except OSError:
        return 0.0


def peer(title: str, module: str, command: Callable[[], list[str]], done: float) -> Iterator[Row]:
    """A program of somebody else's, with its start; where there is none, a line that says why."""
    if why := peers.missing(module):
        yield Row(f"{title}: not measured, for {why}", 0, 0, 0)
        return
    ran = whole.run(command())
    yield Row(title, ran.seconds, done, ran.megabytes)


def reading() -> Iterator[Row]:
    from tests.bench.measured import samples

    ours = measured("this program, everything", "ours_extract")
    yield ours
    yield measured("pdfplumber: characters, words, lines, rectangles", "theirs_extract")
    yield from peer("PyMuPDF: the same, with its start", "fitz", partial(peers.reading, "fitz", samples()), ours.done)
    command = partial(peers.reading, "opendataloader_pdf", samples())
    yield from peer("OpenDataLoader, with its start", "opendataloader_pdf", command, ours.done)


def reading_corpora() -> Iterator[Row]:
    found = inside("corpus")
    if not found["done"]:
        raise NotHere("there are no PDF files in ../shared, nor in the folder that CORPUS names")
    for title, key in (
        ("pdfplumber: characters, words, lines, rectangles", "plumber"),
        ("this program: the same", "same"),
        ("this program: the same, with hidden words looked for", "shapes"),
        ("this program, everything", "whole"),
    ):
        middle = found[f"{key}_middle"]
        yield Row(f"{title} (middle file: {middle:.2f} of it)", found[f"{key}_seconds"], found["done"], 0)


def long_files() -> Iterator[Row]:
    from tests.test_pdf_windows import dense_file, long_file

    folder = Path(tempfile.mkdtemp())
    for pages, words, make in ((500, 220, long_file), (2000, 220, long_file), (1000, 1000, dense_file)):
        file = folder / "long.pdf"
        file.write_bytes(make(pages))
        ran = whole.run([sys.executable, "-m", "pipeline", "show", str(file)])
        yield Row(f"{pages:,} pages of {words:,} words", ran.seconds, pages, ran.megabytes)
    shutil.rmtree(folder)


def word() -> Iterator[Row]:
    from tests.bench.measured import word_data

    ours = measured("this program", "ours_word")
    yield ours
    file = Path(tempfile.mkdtemp()) / "long.docx"
    file.write_bytes(word_data())
    yield from peer("pandoc, with its start", "pypandoc", partial(peers.word, file), ours.done)
    shutil.rmtree(file.parent)


def setting() -> Iterator[Row]:
    yield measured("this program, standard", "ours_pdf")
    yield measured("this program, giant print", "ours_giant")
    yield measured("WeasyPrint alone", "plain_weasyprint")
    yield measured("Typst alone", "plain_typst")


def other() -> Iterator[Row]:
    yield measured("Word edition of 300 rows", "ours_docx")
    yield measured("reading the PDF of 300 rows back", "ours_verify")


def formats() -> Iterator[Row]:
    yield measured("web page", "ours_pages")
    yield measured("e-book (EPUB)", "ours_books")
    yield measured("plain text", "ours_text")
    yield measured("braille: BRF, PEF, eBraille", "ours_braille")


def proof() -> Iterator[Row]:
    yield measured("building", "build_all")
    yield measured("verifying", "verify_all")


def audio() -> Iterator[Row]:
    yield measured("MP3, M4B, EPUB with sound, DAISY", "ours_audio")


def runs_of(steps: Callable[[Path], Iterator[tuple[str, whole.Ran]]], count: float) -> Iterator[Row]:
    folder = Path(tempfile.mkdtemp())
    try:
        for title, ran in steps(folder / "project"):
            yield Row(f"{title} ({ran.wall:.1f} s by the clock)", ran.seconds, count, ran.megabytes)
    finally:
        shutil.rmtree(folder)


GROUPS: dict[str, tuple[str, Callable[[], Iterator[Row]], int]] = {
    "reading the sample PDF files, three times over": ("pages", reading, RUNS),
    "reading PDF files of other people": ("files", reading_corpora, 1),
    "reading long PDF files (`reports show`)": ("pages", long_files, 1),
    "reading a Word file of 100,000 words": ("words", word, RUNS),
    "setting 300 rows as PDF": ("pages", setting, RUNS),
    "the other work on 300 rows": ("rows", other, RUNS),
    "building and proving a sample in other formats": ("documents", formats, RUNS),
    "verifying all usual editions of the samples against building them": ("editions", proof, RUNS),
    "saying, packing and hearing again a second of sound": ("seconds of sound", audio, 1),
    "building the samples (`reports make`)": ("documents", partial(runs_of, whole.building, 5), RUNS),
    "checking 1,000 publications (`reports check`)": ("publications", partial(runs_of, whole.checking, 1000), 1),
    "a batch of small documents (`reports batch`)": ("documents", partial(runs_of, whole.batches, whole.BATCH), 1),
}

HEAD = """# How fast it is

`make bench` measures this program beside other tools in one run and writes this page. Times are seconds of processor time of all
processes, on one machine of two cores; what another machine shares with them are the ratios: how many times as long a line took
as the first line of its table. Memory is the peak of the largest process. PyMuPDF, OpenDataLoader and pandoc run as programs of
their own, with their start; where one could not be installed, its line says so. The middle of several runs is shown, of long ones
one run.

pdfplumber gives characters, words, lines and rectangles. This program does more in its time: paragraphs, headings, lists and
tables in reading order, pictures, hidden words (for which pages are drawn and looked at), and the account of every word.
"""


def middle(found: Sequence[Sequence[Row]]) -> list[Row]:
    """The middle of several runs, line by line."""
    lines: dict[str, list[Row]] = {}
    for rows in found:
        for number, row in enumerate(rows):
            lines.setdefault(f"{number}", []).append(row)
    return [sorted(rows, key=lambda row: row.seconds)[len(rows) // 2] for rows in lines.values()]


def table(title: str, unit: str, rows: Sequence[Row]) -> str:
    """What was measured of one group, as a table in Markdown."""
    lines = [
        f"\n## {title[0].upper()}{title[1:]}\n",
        f"| | seconds | {unit} | {unit} a second | MB | ratio |",
        "|---|---|---|---|---|---|",
    ]
    for row in rows:
        if not row.done:
            lines.append(f"| {row.name} | | | | | |")
            continue
        rate, memory = row.done / max(row.seconds, 0.001), f"{row.megabytes:.0f}" if row.megabytes else ""
        ratio = row.seconds / max(rows[0].seconds, 0.001)
        lines.append(f"| {row.name} | {row.seconds:.2f} | {row.done:,.0f} | {rate:,.1f} | {memory} | {ratio:.2f} |")
    return "\n".join(lines)


def group(title: str, runs: int = 0) -> str:
    """The table of one group, or a line that says why it could not be measured."""
    unit, rows, usual = GROUPS[title]
    try:
        return table(title, unit, middle([list(rows()) for _ in range(runs or usual)]))
    except (subprocess.SubprocessError, OSError) as wrong:
        why = str(wrong) if isinstance(wrong, NotHere) else type(wrong).__name__
        return f"\n## {title[0].upper()}{title[1:]}\n\nThis could not be measured here: {why}."


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("groups", nargs="*", help="parts of the titles of what is to be measured; all without one")
    parser.add_argument("--runs", type=int, default=0, help="how often each is measured (default: 3, long ones once)")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        one(args.one)
        return
    tables = []
    for title in GROUPS:
        if args.groups and not any(part in title for part in args.groups):
            continue
        tables.append(group(title, args.runs))
        print(tables[-1], flush=True)
    if not args.groups:
        old = PAGE.read_text("utf-8") if PAGE.is_file() else ""
        by_hand = old[old.index(BY_HAND) :] if BY_HAND in old else ""
        PAGE.write_text(HEAD + "\n".join(tables) + "\n" + by_hand, "utf-8")


if __name__ == "__main__":
    main()
