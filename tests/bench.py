"""Speed and memory next to other tools, in one run: `make bench`. Figures are of this machine and day; the ratios count.

Each measurement runs in a process of its own, the tools in turn. The middle of three runs is shown, in seconds of processor
time, which other work on the machine changes little. `--write` puts the tables into `docs/performance.md`.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pikepdf
import typst
import weasyprint

from pipeline import content
from pipeline.app.proof import prove
from pipeline.builders import Job
from pipeline.builders.docx import build as docx_builder
from pipeline.builders.html import build as html_builder
from pipeline.builders.print import build as pdf_builder
from pipeline.editions import looks, words
from pipeline.editions.edition import Piece
from pipeline.editions.set_out import set_out
from pipeline.model import document as m
from pipeline.model.walk import canonical
from pipeline.sources.pdf import extract as pdf_extractor
from pipeline.verifiers.pdf import verify as pdf_verifier
from tests.editions import SITE, assets

ROOT = Path(__file__).parent.parent
ROWS = 300
PAGES, MANY_PAGES = 500, 2000
RUNS = 3
PAGE = ROOT / "docs" / "performance.md"


def sources() -> list[bytes]:
    """The sample PDF files, three times over."""
    return [path.read_bytes() for path in sorted((ROOT / "source_docs").glob("*.pdf"))] * 3


def plan(rows: int) -> m.Document:
    """An action plan of so many rows, made of the sample's own."""
    path = ROOT / "content" / "equalities-action-plan-2017.yaml"
    document, _ = content.read(path.read_bytes(), path.stem, path.name)
    assert document is not None
    table = next(block for block in document.blocks if isinstance(block, m.Table))
    own = [record for group in table.groups for record in group.records]
    many = [replace(own[n % len(own)], id=f"R{n}", same_as=()) for n in range(rows)]
    return replace(document, blocks=(replace(table, groups=(m.Group(tuple(many)),)),))


def job(look: str = "standard") -> Job:
    chosen = looks.load(assets(), look)
    document = plan(ROWS)
    return Job(document, set_out(document, chosen, words.load(assets(), "en-GB")), chosen, SITE, assets())


def ours_extract() -> int:
    return sum(pdf_extractor.extract(data, "bench.pdf").pages for data in sources())


def theirs_extract() -> int:
    return sum(handed_over(data) for data in sources())


def handed_over(data: bytes) -> int:
    """How many pages pdfplumber has read, each closed after use."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            _ = page.chars, page.extract_words(), page.lines, page.rects
            page.close()
        return len(pdf.pages)


def long_file(pages: int = PAGES) -> bytes:
    """A sample PDF, its pages over and over until there are so many."""
    path = min((ROOT / "source_docs").glob("*.pdf"))
    with pikepdf.open(path) as one, pikepdf.new() as many:
        while len(many.pages) < pages:
            many.pages.extend(list(one.pages)[: pages - len(many.pages)])
        buffer = io.BytesIO()
        many.save(buffer)
    return buffer.getvalue()


def ours_long() -> int:
    return pdf_extractor.extract(long_file(), "bench.pdf").pages


def theirs_long() -> int:
    return handed_over(long_file())


def ours_longest() -> int:
    return pdf_extractor.extract(long_file(MANY_PAGES), "bench.pdf").pages


def ours_pdf() -> int:
    pdf_builder.build(job())
    return ROWS


def ours_giant() -> int:
    pdf_builder.build(job("giant-print"))
    return ROWS


def cells() -> list[list[str]]:
    table = next(block for block in plan(ROWS).blocks if isinstance(block, m.Table))
    document = m.Document("x", (), blocks=(table,))
    by_cell = {piece.block.rsplit("/", 1)[0]: piece.text for piece in canonical(document)}
    return [[by_cell.get(f"{r.id}/{c.key}", "") for c in table.columns] for r in table.groups[0].records]


def plain_weasyprint() -> int:
    """The same content as plain HTML with lists and header cells, tagged by the engine itself."""
    page = next(data for name, data in html_builder.build(job()).files.items() if name.endswith(".html")).decode()
    page = re.sub(r'<link rel="stylesheet"[^>]*>', "<style>@page{size:A4 landscape}</style>", page)
    weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    return ROWS


def plain_typst() -> int:
    body = ",".join(
        f"[{''.join(c if c.isalnum() or c in ' .,' else ' ' for c in cell)}]" for row in cells() for cell in row
    )
    text = f'#set document(title: "x")\n#set page(paper: "a4", flipped: true)\n#table(columns: 5, {body})'
    typst.compile(text.encode(), pdf_standards=["ua-1"])
    return ROWS


def ours_docx() -> int:
    docx_builder.build(job())
    return ROWS


def ours_verify() -> int:
    """Reading back alone; the file is built before the clock starts, in `prepared`."""
    document, data, declared = prepared()
    started = time.process_time()
    read = pdf_verifier.verify(data, "bench.pdf")
    prove(canonical(document), declared, read.words, "bench.pdf")
    print(json.dumps({"own": time.process_time() - started}))
    return ROWS


def prepared() -> tuple[m.Document, bytes, tuple[Piece, ...]]:
    one = job()
    built = pdf_builder.build(one)
    return one.document, next(iter(built.files.values())), built.reading


def checks(count: int) -> int:
    """`reports check` on so many files, set-up of the program aside."""
    from pipeline.app.checking import check
    from pipeline.app.project import Project

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "content").mkdir()
        (root / "templates").symlink_to(ROOT / "templates")
        files = sorted(path for path in (ROOT / "content").glob("*.yaml") if path.name != "site.yaml")
        (root / "content" / "site.yaml").write_bytes((ROOT / "content" / "site.yaml").read_bytes())
        for number in range(count):
            (root / "content" / f"paper{number}.yaml").write_bytes(files[number % len(files)].read_bytes())
        project = Project(root)
        started = time.process_time()
        check(project, project.all_content())
        print(json.dumps({"own": time.process_time() - started}))
    return count


def check_5() -> int:
    return checks(5)


def check_100() -> int:
    return checks(100)


GROUPS: dict[str, tuple[str, list[Callable[[], int]]]] = {
    "reading the sample PDF files": ("pages", [ours_extract, theirs_extract]),
    f"reading a PDF of {PAGES} pages": ("pages", [ours_long, theirs_long]),
    f"reading a PDF of {MANY_PAGES:,} pages": ("pages", [ours_longest]),
    f"a PDF of {ROWS} rows": ("rows", [ours_pdf, ours_giant, plain_weasyprint, plain_typst]),
    f"the other work on {ROWS} rows": ("rows", [ours_docx, ours_verify]),
    "checking content files": ("files", [check_5, check_100]),
}
NAMES = {
    "ours_extract": "this program", "theirs_extract": "pdfplumber alone", "ours_long": "this program",
    "theirs_long": "pdfplumber alone", "ours_longest": "this program", "ours_pdf": "this program, standard",
    "ours_giant": "this program, giant print", "plain_weasyprint": "WeasyPrint alone", "plain_typst": "Typst alone",
    "ours_docx": "Word edition", "ours_verify": "reading the PDF back", "check_5": "5 files", "check_100": "100 files",
}  # fmt: skip


def measure(name: str) -> tuple[float, float, int]:
    """(seconds, megabytes at the peak, things done) of one measurement in its own process."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--one", name], capture_output=True, text=True, check=True, cwd=ROOT
    )
    found: dict[str, float] = {}
    for line in ran.stdout.splitlines():
        found.update(json.loads(line))
    return found.get("own", found["seconds"]), found["megabytes"], int(found["done"])


def one(name: str) -> None:
    """Runs one measurement and prints what it took; libraries are loaded before the clock starts."""
    started = time.process_time()
    done = globals()[name]()
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak, "done": done}))


HEAD = """# How fast it is

`make bench` measures this program beside the tools that it builds on, and `python -m tests.bench --write` writes this page.
Times are seconds of processor time on one core of one machine; what another machine shares with them are the ratios: how
many times as long the tool took as this program does. Memory is the peak of the whole process.

"pdfplumber alone" means its characters, words, lines and rectangles. This program does more in its time: paragraphs,
headings, lists and tables in reading order, hidden words, and the account of every word.
"""


def table(title: str, unit: str, functions: list[Callable[[], int]], runs: int) -> str:
    """What was measured of one group, as a table in Markdown."""
    taken: dict[str, list[tuple[float, float, int]]] = {f.__name__: [] for f in functions}
    for _ in range(runs):
        for function in functions:
            taken[function.__name__].append(measure(function.__name__))
    lines = [
        f"\n## {title[0].upper()}{title[1:]}\n",
        f"| | seconds | {unit} a second | MB | ratio |",
        "|---|---|---|---|---|",
    ]
    first = statistics.median(seconds for seconds, _, _ in taken[functions[0].__name__])
    for name, found in taken.items():
        seconds, memory = (statistics.median(run[at] for run in found) for at in (0, 1))
        rate = found[0][2] / seconds
        lines.append(f"| {NAMES[name]} | {seconds:.2f} | {rate:.1f} | {memory:.0f} | {seconds / first:.2f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("groups", nargs="*", help="parts of the titles of what is to be measured; all without one")
    parser.add_argument("--runs", type=int, default=RUNS, help="how often each is measured")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        one(args.one)
        return
    tables = []
    for title, (unit, functions) in GROUPS.items():
        if not args.groups or any(part in title for part in args.groups):
            tables.append(table(title, unit, functions, args.runs))
            print(tables[-1], flush=True)
    if args.write:
        PAGE.write_text(HEAD + "\n".join(tables) + "\n", "utf-8")


if __name__ == "__main__":
    main()
