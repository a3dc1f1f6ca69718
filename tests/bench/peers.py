"""Programs that are measured beside this one and are no part of it: each in a process and an environment of its own.

PyMuPDF, OpenDataLoader and pandoc come from the package registry into `.cache/bench/`; OpenDataLoader needs Java. Each is
installed when it is first asked for and not there. Of what cannot be installed the tables say so, and why.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import venv
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
HOME = ROOT / ".cache" / "bench"
PACKAGES = {"fitz": "pymupdf", "opendataloader_pdf": "opendataloader-pdf", "pypandoc": "pypandoc-binary"}

PYMUPDF = """
import sys, fitz
for path in sys.argv[1:]:
    with fitz.open(path) as pdf:
        for page in pdf:
            page.get_text("rawdict"), page.get_text("words"), page.get_drawings()
"""
OPENDATALOADER = """
import sys, opendataloader_pdf
opendataloader_pdf.convert(input_path=sys.argv[2:], output_dir=sys.argv[1], format="json", quiet=True)
"""
PANDOC = """
import subprocess, sys, pypandoc
subprocess.run([pypandoc.get_pandoc_path(), sys.argv[1], "-t", "json", "-o", sys.argv[2]], check=True)
"""


def python() -> str:
    """The Python of the peers' environment, which is made where it is not there yet."""
    found = HOME / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not found.is_file():
        HOME.parent.mkdir(exist_ok=True)
        venv.create(HOME, with_pip=True)
    return str(found)


@cache
def missing(module: str) -> str:
    """Why a peer cannot be measured here; "" where it can, installed now if need be."""
    if module == "opendataloader_pdf" and shutil.which("java") is None:
        return "it needs Java"
    install = [python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PACKAGES[module]]
    if _has(module) or (subprocess.run(install, check=False, timeout=300).returncode == 0 and _has(module)):
        return ""
    return f"the package {PACKAGES[module]} could not be installed"


def _has(module: str) -> bool:
    return subprocess.run([python(), "-c", f"import {module}"], capture_output=True, check=False).returncode == 0


def reading(module: str, files: list[Path]) -> list[str]:
    """The command by which a peer reads PDF files."""
    if module == "fitz":
        return [python(), "-c", PYMUPDF, *map(str, files)]
    return [python(), "-c", OPENDATALOADER, tempfile.mkdtemp(), *map(str, files)]


def word(file: Path) -> list[str]:
    """The command by which pandoc reads a Word file."""
    return [python(), "-c", PANDOC, str(file), str(file.with_suffix(".json"))]
