"""OpenDocument, RTF and old Word files: read by way of a Word file that LibreOffice makes of them on this machine.

LibreOffice runs without a window, in a profile of its own, without macros and without links to other files; it gets its time,
and then it is stopped. Workbooks of other formats than .xlsx are saved by hand: their numbers would lose how they are shown.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
import zlib
from contextlib import suppress
from functools import partial
from pathlib import Path

from pipeline.app import apart
from pipeline.model import temporary
from pipeline.model.findings import error
from pipeline.model.flow import Unreadable
from pipeline.model.place import Place
from pipeline.sources.opendocument import as_shown
from pipeline.sources.stored_fields import as_stored

KINDS = {
    ".odt": "an OpenDocument text",
    ".rtf": "an RTF file",
    ".doc": "a file of the old Word format",
    ".xls": "an old Excel workbook",
    ".ods": "an OpenDocument workbook",
}
RICH, OLE, ZIP = rb"{\rtf", b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
BEGIN = {".odt": (ZIP,), ".rtf": (RICH,), ".doc": (OLE, RICH, ZIP)}
"""How such files begin: LibreOffice takes whatever it does not know for plain text."""
CONVERSION_SECONDS = 180
"""Seconds that one conversion may take; most take under ten."""
MOST_SECONDS = 50
"""Seconds of CPU time that it may take."""
LONGEST_META = 2**20
"""Bytes that are read of what an OpenDocument text says of itself."""
MOST_OLD_BYTES = 100 * 2**20
"""Bytes of a file that is converted, and of what comes out."""
_BY_HAND = "open it in Word or LibreOffice and save it as a Word document (.docx), or install LibreOffice here"
_TABLE_BY_HAND = "open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx)"
WORKBOOKS = (".xls", ".ods")
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value>
</prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"><value>true</value>
</prop></item>
</oor:items>
"""


def as_word(data: bytes, name: str, suffix: str) -> bytes:
    """The bytes of a Word file with what the file says; raises Unreadable where that cannot be had."""
    if suffix in WORKBOOKS:
        raise _unreadable(name, suffix, "")
    program = shutil.which("soffice")
    if program is None:
        raise _unreadable(name, suffix, "and LibreOffice, which could read it, is not installed here")
    if not data.startswith(BEGIN[suffix]):
        raise _unreadable(name, suffix, "by its name, and something else by its bytes")
    if len(data) > MOST_OLD_BYTES:
        raise _unreadable(name, suffix, f"of more than {MOST_OLD_BYTES // 2**20} MB")
    with tempfile.TemporaryDirectory(prefix=temporary.prefix()) as folder:
        place = Path(folder)
        _profile(place)
        source = place / f"source{suffix}"
        source.write_bytes(as_shown(data) if suffix == ".odt" else as_stored(data))
        made = _converted(program, source)
        if made is None or made.stat().st_size > MOST_OLD_BYTES:
            raise _unreadable(name, suffix, "that LibreOffice cannot read")
        return made.read_bytes()


def publication(data: bytes) -> str:
    """The name of the publication that an OpenDocument text says it is an edition of, "" where it says none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file, file.open("meta.xml") as meta:
            match = re.search(rb'meta:name="Publication"[^>]*>([\w.-]+)<', meta.read(LONGEST_META))
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError, zlib.error):
        return ""  # what is wrong with it, its reader tells
    return match[1].decode() if match else ""


def _profile(place: Path) -> None:
    settings = place / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS, "utf-8")


def _converted(program: str, source: Path) -> Path | None:
    """The Word file that LibreOffice made, None where it made none in its time."""
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    target = source.parent / "made"
    command = [
        program,
        profile,
        "--headless",
        "--norestore",
        "--convert-to",
        "docx",
        "--outdir",
        str(target),
        str(source),
    ]
    apart.allow(CONVERSION_SECONDS)
    running = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=partial(apart.limit_program, MOST_SECONDS),
        start_new_session=True,
    )
    try:
        running.wait(CONVERSION_SECONDS)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
    made = target / f"{source.stem}.docx"
    return made if made.is_file() else None


def _unreadable(name: str, suffix: str, why: str) -> Unreadable:
    hint = _TABLE_BY_HAND if suffix in WORKBOOKS else _BY_HAND
    said = f"{name} cannot be read: it is {KINDS[suffix]} {why}".strip()
    return Unreadable(error("unreadable-source", said, Place(name), hint))
