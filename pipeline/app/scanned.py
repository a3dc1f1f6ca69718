"""Scanned PDF files: where OCRmyPDF and Tesseract are installed (the extra `ocr`), their pages are read by way of a copy.

OCRmyPDF lays what Tesseract recognises as invisible text over the picture of each page that has no text; the copy is then
extracted as any PDF, and each line of it is marked. Both programs work on this machine alone and use no network.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from pipeline.app import apart
from pipeline.model import temporary

RECOGNITION_SECONDS = 1800
"""Seconds that recognising one file may take; a page takes a few."""
LONGEST_PAGE = 600
"""Seconds for one page, after which it is left a picture."""
SLOW = b"took too long"
"""What OCRmyPDF says of a page that it gave up."""
OPTIONS = (
    "--skip-text",
    "--rotate-pages",
    "--output-type",
    "pdf",
    "--optimize",
    "0",
    "--use-threads",
    "--no-progress-bar",
)


class NotRecognised(Exception):
    """The text of a scan could not be recognised; the message says why."""


def can_recognise() -> bool:
    """Whether the programs that recognise text are on this machine."""
    return find_spec("ocrmypdf") is not None and shutil.which("tesseract") is not None


def recognised(data: bytes) -> bytes:
    """A copy of a PDF whose scanned pages have the recognised text as an invisible layer; raises NotRecognised."""
    with tempfile.TemporaryDirectory(prefix=temporary.prefix()) as folder:
        scan, copy = Path(folder, "scan.pdf"), Path(folder, "copy.pdf")
        scan.write_bytes(data)
        command = [sys.executable, "-m", "ocrmypdf", *OPTIONS, "--tesseract-timeout", str(LONGEST_PAGE)]
        try:
            apart.allow(RECOGNITION_SECONDS)
            done = subprocess.run(
                [*command, str(scan), str(copy)],
                check=True,
                capture_output=True,
                timeout=RECOGNITION_SECONDS,
                preexec_fn=apart.without_limits,
                env={
                    "OMP_THREAD_LIMIT": "1",
                    **os.environ,
                },  # on a busy machine its threads wait for each other for minutes
            )
            if SLOW in done.stderr:
                apart.say(
                    f"a page that took longer than {LONGEST_PAGE // 60} minutes stays a picture; try on a machine that does less"
                )
            return copy.read_bytes()
        except subprocess.TimeoutExpired:
            raise NotRecognised(f"OCRmyPDF was stopped after {RECOGNITION_SECONDS // 60} minutes") from None
        except subprocess.CalledProcessError as wrong:
            said = wrong.stderr.decode("utf-8", "replace").split("\n")
            last = next((line.strip() for line in reversed(said) if line.strip()), f"exit code {wrong.returncode}")
            raise NotRecognised(f"OCRmyPDF failed: {last}") from None
        except OSError as wrong:
            raise NotRecognised(f"OCRmyPDF failed: {wrong.strerror or wrong}") from None
