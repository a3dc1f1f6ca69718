"""How well real documents are read: `make measure` scores every file of a corpus folder and prints what changed.

The corpus is not part of the project. It lies in `../shared`, or in the folder that `CORPUS` names; what is missing there is
left out. Five kinds of truth are used:

- samples: `source_docs/*` with `source_docs/truth/*.json`, the reading that a perfect import gives;
- pairs: `corpus/pairs/*.docx` with a PDF of the same name, where the Word file says what the PDF should give;
- printed: `corpus/docx/*.docx` printed by LibreOffice without tags, compared in the same way, but for what it does not print;
- tables: `corpus/tables`, scored by its own script on the cells of each table;
- corpora: all other PDF and Word files, where only the exit code, the time and a digest of the reading are kept.

The figures are kept in `.cache/measure/COMMIT.json`; the next run prints what differs from the newest earlier commit.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2

from tests.score import RAISED, Json, score

ROOT = Path(__file__).parent.parent
KEPT = ROOT / ".cache" / "measure"
LAYOUT = """it has to hold one or more of these:
  source_docs/NAME.pdf or .docx, with source_docs/truth/NAME.json
  corpus/pairs/NAME.docx, with corpus/pairs/NAME.pdf
  corpus/docx, corpus/pdf, corpus/public, corpus/docx-hostile, corpus/pdf-hostile: PDF and Word files
  corpus/tables/data: PDF files, with corpus/tables/score.py"""
LONGEST = 300  # seconds that one file may take
SHOWN = (
    "overall",
    "word_recall",
    "reading_order",
    "block_type",
    "heading_found",
    "heading_level",
    "item_found",
    "cell_accuracy",
)
# A figure that moved by less is noise of rounding.
MOVED = 0.0005
CELL = re.compile(r"  row (\d+) column (\d+)(?:, (\d+) rows?)?(?:, (\d+) columns?)?: page (\d+)")
Figures = dict[str, float | None]


@dataclass(frozen=True)
class Task:
    """One file to read: its kind, its name, the file, and the file or JSON that says what it should give."""

    kind: str
    name: str
    file: Path
    truth: Path | None = None


def read(path: Path, format: str = "json") -> tuple[int, str, float]:
    """Exit code, output and seconds of `reports show PATH`, run as a process of its own; code 124 where it took too long."""
    start = time.monotonic()
    command = [sys.executable, "-m", "pipeline", "show", str(path), "--format", format]
    try:
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired:
        return 124, "", float(LONGEST)
    code = 70 if "Traceback (most recent call last)" in run.stderr else run.returncode
    return code, run.stdout, time.monotonic() - start


def printed(word_file: Path, folder: Path) -> Path | None:
    """The Word file as an untagged PDF, printed by LibreOffice once and kept; None where that fails."""
    target = folder / f"{word_file.stem}.pdf"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        untagged = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"false"}}'
        with tempfile.TemporaryDirectory() as profile, contextlib.suppress(OSError, subprocess.TimeoutExpired):
            command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", untagged]
            subprocess.run(
                [*command, "--outdir", str(folder), str(word_file)], capture_output=True, timeout=120, check=False
            )
    return target if target.exists() else None


def as_printed(truth: Json, pdf: Path) -> Json:
    """The truth without the words that a print does not show as text: LibreOffice draws WordArt, and leaves out formulas."""
    with contextlib.closing(pypdfium2.PdfDocument(pdf)) as document:
        shown = letters_of("".join(page.get_textpage().get_text_bounded() for page in document))

    def kept(value: Any) -> Any:
        if isinstance(value, str):
            return " ".join(word for word in value.split() if letters_of(word) in shown)
        if isinstance(value, list):
            return [inner for one in value if (inner := kept(one)) not in ({"type": "para", "text": ""}, {"text": ""})]
        if isinstance(value, dict) and value.get("level") == 1:
            return value  # the title may be the file's, on no page
        if isinstance(value, dict):
            return {key: one if key in ("type", "mark") else kept(one) for key, one in value.items()}
        return value

    return {"blocks": kept(truth["blocks"])}


def letters_of(text: str) -> str:
    """The letters and figures of a text, without the raised marks of notes."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", re.sub(rf"[{RAISED}]", "", text)).casefold()))


def tasks(corpus: Path) -> Iterator[Task]:
    """Every file that there is something to measure of."""
    for truth in sorted((corpus / "source_docs" / "truth").glob("*.json")):
        for sample in sorted((corpus / "source_docs").glob(f"{truth.stem}.*")):
            yield Task("samples", truth.stem, sample, truth)
    for word_file in sorted((corpus / "corpus" / "pairs").glob("*.docx")):
        if (pdf := word_file.with_suffix(".pdf")).exists():
            yield Task("pairs", word_file.stem, pdf, word_file)
    for word_file in sorted((corpus / "corpus" / "docx").glob("*.docx")):
        if (made := printed(word_file, KEPT / "printed")) is not None:
            yield Task("printed", word_file.stem, made, word_file)
    for pdf in sorted((corpus / "corpus" / "tables" / "data").rglob("*.pdf")):
        yield Task("tables", pdf.stem, pdf)
    for folder in ("docx", "pdf", "public", "docx-hostile", "pdf-hostile"):
        for file in sorted((corpus / "corpus" / folder).glob("*.*")):
            if file.suffix.lower() in (".pdf", ".docx"):
                yield Task(folder, file.name, file)


def measured(task: Task) -> tuple[Task, Figures, str]:
    """What one file gave: its figures, and a digest or (for tables) the whole of the reading."""
    code, output, seconds = read(task.file, "grid" if task.kind == "tables" else "json")
    figures: Figures = {"exit": float(code), "seconds": round(seconds, 2)}
    if task.kind == "tables":
        return task, figures, output
    if task.truth is not None:
        truth = task.truth.read_text("utf-8") if task.truth.suffix == ".json" else read(task.truth)[1]
        if truth and output and len(json.loads(truth)["blocks"]) >= 5:
            fold = str if task.kind == "samples" else str.casefold  # capitals that a style sets are no difference
            right = json.loads(fold(truth))
            right = as_printed(right, task.file) if task.kind == "printed" else right
            figures |= score(right, json.loads(fold(output)))
        elif truth and len(json.loads(truth)["blocks"]) >= 5:
            figures |= dict.fromkeys(SHOWN, 0.0)
    return task, figures, hashlib.sha256(output.encode()).hexdigest()[:12]


def grids_of(text: str) -> list[dict[str, Any]]:
    """The tables that `reports show --format grid` prints, one for each page that a table reaches over."""
    found: dict[tuple[int, int], list[dict[str, Any]]] = {}
    grid, cell = 0, {}
    for line in text.splitlines():
        if line.startswith("grid "):
            grid += 1
        elif place := CELL.match(line):
            row, column, rows, columns, page = (int(number or 1) for number in place.groups())
            cell = {"row": row, "col": column, "row_span": rows, "col_span": columns, "text": ""}
            found.setdefault((grid, page), []).append(cell)
        elif line.startswith("    ") and cell:
            cell["text"] = f"{cell['text']} {line.strip()}".strip()
    return [{"page": page, "cells": cells} for (_, page), cells in found.items()]


def table_score(corpus: Path, readings: dict[str, str]) -> str:
    """Precision, recall and F of the corpus of tables, as its own script prints them."""
    pages = {name: grids_of(text) for name, text in readings.items()}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "found.json")
        file.write_text(json.dumps(pages), "utf-8")
        script = corpus / "corpus" / "tables" / "score.py"
        command = [sys.executable, str(script), str(file), "--subset", ",".join(pages)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    return (run.stdout or run.stderr).strip()


def commit() -> str:
    """The commit that is measured, with a plus sign where files differ from it."""
    head = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    changed = subprocess.run(["git", "diff", "--quiet", "HEAD"], cwd=ROOT, check=False).returncode
    return head.stdout.strip() + ("+" if changed else "")


def earlier(now: str) -> tuple[str, dict[str, Any]]:
    """Name and figures of the newest measured commit before this one; empty where none was measured."""
    log = subprocess.run(["git", "log", "--format=%h"], cwd=ROOT, capture_output=True, text=True, check=False)
    for name in log.stdout.split():
        for kept in (KEPT / f"{name}.json", KEPT / f"{name}+.json"):
            if kept.exists() and kept.stem != now:
                return kept.stem, json.loads(kept.read_text("utf-8"))
    return "", {}


def means(rows: list[Figures]) -> str:
    """The mean of each shown figure, of the files that have it."""
    shown = []
    for name in SHOWN:
        values = [value for row in rows if (value := row.get(name)) is not None]
        if values:
            shown.append(f"{name} {statistics.mean(values):.3f}")
    return "  ".join(shown)


def report(results: dict[str, dict[str, Any]], before: dict[str, Any], name: str) -> None:
    """Prints means for each kind, failures, and what differs from the earlier commit."""
    kinds = list(dict.fromkeys(key.split("/")[0] for key in results))
    for kind in kinds:
        rows = [row["figures"] for key, row in results.items() if key.startswith(f"{kind}/")]
        seconds = sum(row.get("seconds") or 0.0 for row in rows)
        print(f"{kind:13} {len(rows):3} files  {seconds:6.0f} s  {means(rows)}")
    for key, row in results.items():
        if row["figures"].get("exit") in (70.0, 124.0):
            print(f"  {key}: {'crashed' if row['figures']['exit'] == 70.0 else 'took too long'}")
    if not before:
        return
    print(f"\nchanged since {name}:")
    for key, row in results.items():
        old = before.get(key)
        if old is None or old["digest"] == row["digest"]:
            continue
        moves = [
            f"{figure} {a:.3f} → {b:.3f}"
            for figure in SHOWN
            if (a := old["figures"].get(figure)) is not None
            and (b := row["figures"].get(figure)) is not None
            and abs(a - b) > MOVED
        ]
        print(f"  {key}: {'; '.join(moves) or 'reads differently'}")


def main() -> int:
    """Measures all files, or those whose kind or name holds one of the words given."""
    parser = argparse.ArgumentParser(description="Score the reading of every file of a corpus folder.")
    parser.add_argument("words", nargs="*", help="only files whose kind or name holds one of these words")
    parser.add_argument("--corpus", default=os.environ.get("CORPUS", str(ROOT.parent / "shared")))
    args = parser.parse_args()
    corpus = Path(args.corpus)
    if not corpus.is_dir():
        print(f"there is no corpus at {corpus}; name its folder with CORPUS=FOLDER make measure")
        return 0
    chosen = [
        task
        for task in tasks(corpus)
        if not args.words or any(word in f"{task.kind}/{task.name}" for word in args.words)
    ]
    if not chosen:
        print(f"nothing to measure in {corpus}{' with these words' if args.words else ''}; {LAYOUT}")
        return 2
    results: dict[str, dict[str, Any]] = {}
    grids: dict[str, str] = {}
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for task, figures, digest in pool.map(measured, chosen):
            if task.kind == "tables":
                grids[task.name] = digest
                digest = hashlib.sha256(digest.encode()).hexdigest()[:12]
            results[f"{task.kind}/{task.name}"] = {"figures": figures, "digest": digest}
    now = commit()
    name, before = earlier(now)
    report(results, before, name)
    if grids:
        print(table_score(corpus, grids))
    KEPT.mkdir(parents=True, exist_ok=True)
    kept = KEPT / f"{now}.json"
    already = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    kept.write_text(json.dumps(already | results, ensure_ascii=False, indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
