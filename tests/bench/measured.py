"""What is measured inside a process of its own: each function gives how many things it did; its libraries are loaded before."""

from __future__ import annotations

import io
import json
import os
import re
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

import pdfplumber
import pikepdf
import typst
import weasyprint

from pipeline import content
from pipeline.app.proof import prove
from pipeline.app.verify import verify
from pipeline.assemble.assemble import assemble
from pipeline.builders import BUILDERS, Built, Job
from pipeline.builders.docx import build as docx_builder
from pipeline.builders.html import build as html_builder
from pipeline.builders.orders import edition_for
from pipeline.builders.print import build as pdf_builder
from pipeline.editions import looks, words
from pipeline.editions.edition import Piece
from pipeline.editions.set_out import set_out
from pipeline.model import document as m
from pipeline.model.walk import canonical
from pipeline.sources.docx import extract as docx_extractor
from pipeline.sources.pdf import extract as pdf_extractor
from pipeline.sources.pdf.file import open as pdf_open
from pipeline.sources.pdf.file import page as pdf_page
from pipeline.sources.pdf.file.read_pages import read_sheets
from pipeline.verifiers.pdf import verify as pdf_verifier
from tests.docx_making import word_file
from tests.editions import SITE, assets
from tests.opened import opened

ROOT = Path(__file__).parent.parent.parent
ROWS = 300
WORDS = 100_000
MOST_PAGES = 20
"""Longer files of the corpora are left out, so that a run takes minutes."""


TIMES = 3


def samples() -> list[Path]:
    """The sample PDF files, so many times over."""
    return sorted((ROOT / "source_docs").glob("*.pdf")) * TIMES


def sources() -> list[bytes]:
    """Their bytes."""
    return [path.read_bytes() for path in samples()]


def plan(rows: int) -> m.Document:
    """An action plan of so many rows, made of the sample's own."""
    path = ROOT / "content" / "equalities-action-plan-2017.yaml"
    document, _ = opened(content.read(path.read_bytes(), path.stem, path.name))
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


def corpora() -> list[Path]:
    """PDF files of other people in ../shared, or in CORPUS: those with text and not too many pages."""
    folder = Path(os.environ.get("CORPUS", ROOT.parent / "shared" / "corpus"))
    return [path for path in sorted(folder.rglob("*.pdf")) if "hostile" not in path.parent.name and fits(path)]


def fits(path: Path) -> bool:
    try:
        with pikepdf.open(path) as pdf:
            return len(pdf.pages) <= MOST_PAGES
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return False


@pdf_open.collecting_later()
def ours_shapes(data: bytes) -> None:
    with pdf_open.open_pdf(data, "bench.pdf") as (pdf, _):
        for sheet in read_sheets(pdf, "bench.pdf"):
            sheet.release()


def ours_same(data: bytes) -> None:
    """What pdfplumber gives and no more: nothing is asked about what readers see."""
    with patch.object(pdf_page, "mark_hidden", none_hidden), patch.object(pdf_page, "sort_out_hidden", none_hidden):
        ours_shapes(data)


def none_hidden(*_: object) -> None:
    """Stands for the search for hidden words, and finds none."""


def ours_whole(data: bytes) -> None:
    pdf_extractor.extract(data, "bench.pdf")


def corpus() -> int:
    """Each file of the corpora with each reader; prints the sums, and the middle ratio to pdfplumber."""
    readers: dict[str, Callable[[bytes], object]] = {
        "plumber": handed_over, "same": ours_same, "shapes": ours_shapes, "whole": ours_whole,
    }  # fmt: skip
    taken: dict[str, list[float]] = {name: [] for name in readers}
    for path in corpora():
        data = path.read_bytes()
        try:
            found = [timed(read, data) for read in readers.values()]
        except Exception:  # a file that one of them cannot read says nothing
            continue
        for name, seconds in zip(readers, found, strict=True):
            taken[name].append(seconds)
    count = len(taken["plumber"])
    for name, values in taken.items():
        ratios = [value / own for value, own in zip(values, taken["plumber"], strict=True)]
        print(json.dumps({f"{name}_seconds": sum(values), f"{name}_middle": statistics.median(ratios or [0.0])}))
    return count


def timed(read: Callable[[bytes], object], data: bytes) -> float:
    started = time.process_time()
    read(data)
    return time.process_time() - started


def word_data() -> bytes:
    """A Word file of so many words: headings, paragraphs of runs in bold and plain, and tables."""
    sentence = "each household in the two streets has a ramp by May of next year and pays nothing for it"
    stock = sentence.split()

    def run(number: int) -> str:
        text = " ".join(stock[(number * 7 + at * (1 + number % 5)) % len(stock)] for at in range(25))
        bold = "<w:rPr><w:b/></w:rPr>" if number % 4 == 0 else ""
        return f'<w:r>{bold}<w:t xml:space="preserve">{text} </w:t></w:r>'

    def paragraph(number: int) -> str:
        return f"<w:p>{''.join(run(number + at) for at in range(4))}</w:p>"

    def row(number: int) -> str:
        return f"<w:tr>{''.join(f'<w:tc><w:p>{run(number + at)}</w:p></w:tc>' for at in range(4))}</w:tr>"

    parts = []
    for number in range(0, WORDS // 100, 10):
        parts.append(f'<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Part {number}</w:t></w:r></w:p>')
        parts += [paragraph(at) for at in range(number, number + 5)]
        parts.append(f"<w:tbl>{''.join(row(at) for at in range(number + 5, number + 10))}</w:tbl>")
    return word_file("".join(parts))


def ours_word() -> int:
    assemble(docx_extractor.extract(word_data(), "bench.docx"), "bench")
    return WORDS


def ours_pdf() -> int:
    return pdf_builder.build(job()).facts["pages"]


def ours_giant() -> int:
    return pdf_builder.build(job("giant-print")).facts["pages"]


def cells() -> list[list[str]]:
    table = next(block for block in plan(ROWS).blocks if isinstance(block, m.Table))
    document = m.Document("x", (), blocks=(table,))
    by_cell = {piece.block.rsplit("/", 1)[0]: piece.text for piece in canonical(document)}
    return [[by_cell.get(f"{r.id}/{c.key}", "") for c in table.columns] for r in table.groups[0].records]


def plain_weasyprint() -> int:
    """The same content as plain HTML with lists and header cells, tagged by the engine itself."""
    page = next(data for name, data in html_builder.build(job()).files.items() if name.endswith(".html")).decode()
    page = re.sub(r'<link rel="stylesheet"[^>]*>', "<style>@page{size:A4 landscape}</style>", page)
    return pages_in(weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1"))


def plain_typst() -> int:
    body = ",".join(
        f"[{''.join(c if c.isalnum() or c in ' .,' else ' ' for c in cell)}]" for row in cells() for cell in row
    )
    text = f'#set document(title: "x")\n#set page(paper: "a4", flipped: true)\n#table(columns: 5, {body})'
    return pages_in(typst.compile(text.encode(), pdf_standards=["ua-1"]))


def pages_in(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


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


def sample_jobs(format: str, names: str = "*", style: str = "standard") -> Iterator[Job]:
    """The samples set out for a format."""
    for path in sorted((ROOT / "content").glob(f"{names}-20*.yaml")):
        document, _ = opened(content.read(path.read_bytes(), path.stem, path.name))
        assert document is not None
        look, view, own = edition_for(format, document, looks.load(assets(), style), assets())
        yield Job(document, view, look, SITE, own)


def all_editions(verifying: bool) -> int:
    """Builds every usual edition of the samples and verifies it; what is timed is one of the two."""
    spent, count = 0.0, 0
    for format, styles in USUAL.items():
        build = import_module(BUILDERS[format].module).build
        for module in BUILDERS[format].verifiers.values():
            import_module(module)
        for one in (job for style in styles for job in sample_jobs(format, style=style)):
            started = time.process_time()
            built: Built = build(one)
            finished = time.process_time()
            assert verify(one.document, built.files, built.reading).findings == ()
            spent += time.process_time() - finished if verifying else finished - started
            count += 1
    print(json.dumps({"own": spent}))
    return count


USUAL = {
    "html": ("standard",),
    "epub": ("standard",),
    "text": ("standard",),
    "odt": ("standard",),
    **dict.fromkeys(("docx", "pdf"), ("standard", "large-print")),
}
"""The editions that a project has without asking for more, each with its styles."""
build_all, verify_all = partial(all_editions, False), partial(all_editions, True)


def in_format(format: str, names: str = "*") -> float:
    """Builds and proves samples in a format; gives how many, or the seconds of sound."""
    jobs = list(sample_jobs(format, names))
    modules = [import_module(name) for name in (BUILDERS[format].module, *BUILDERS[format].verifiers.values())]
    started = time.process_time()
    seconds = 0
    for one in jobs:
        built: Built = modules[0].build(one)
        assert verify(one.document, built.files, built.reading).findings == ()
        seconds += built.facts.get("seconds", 0)
    print(json.dumps({"own": time.process_time() - started}))
    return seconds or len(jobs)


ours_pages = partial(in_format, "html")
ours_books = partial(in_format, "epub")
ours_text = partial(in_format, "text")
ours_braille = partial(in_format, "braille")
ours_audio = partial(in_format, "audio", "equality-objectives-revised")
