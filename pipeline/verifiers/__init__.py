"""The verifiers, one line for each ending: they read a finished file back as an assistive technology would.

`verify(data: bytes, file: str) -> Reading`: the words in reading order, the structure as an indented tree for people,
and findings about the file itself. Comparing the words with the canonical text is `proof.py`'s part.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.findings import Finding

VERIFIERS = {
    ".html": "pipeline.verifiers.html.verify",
    ".pdf": "pipeline.verifiers.pdf.verify",
    ".docx": "pipeline.verifiers.docx.verify",
    ".odt": "pipeline.verifiers.odt.verify",
    ".txt": "pipeline.verifiers.text.verify",
}


@dataclass(frozen=True)
class Said:
    """Words that stand together, and the id of the nearest anchor (section, record) that the file itself gives them."""

    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Reading:
    """A finished file as read back."""

    words: tuple[Said, ...]
    tree: str
    findings: tuple[Finding, ...] = ()
