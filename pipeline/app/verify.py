"""Reads every file of a result back with the verifier for its ending, and holds its words against the content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import PurePosixPath

from pipeline.app.proof import Proof, prove
from pipeline.editions.edition import Piece
from pipeline.model.document import Document
from pipeline.model.findings import Finding
from pipeline.model.walk import canonical
from pipeline.verifiers import VERIFIERS, Reading, Said


def read_back(data: bytes, file: str) -> Reading | None:
    """A finished file as an assistive technology meets it; None for a kind that no verifier reads (data, style sheets)."""
    module = VERIFIERS.get(PurePosixPath(file).suffix)
    reading: Reading | None = import_module(module).verify(data, file) if module else None
    return reading


def verify(document: Document, files: Mapping[str, bytes], declared: Sequence[Piece]) -> Proof:
    """The proof of one edition: its files read back one after the other are its declared reading (see `proof.py`)."""
    said: list[Said] = []
    findings: list[Finding] = []
    names: list[str] = []
    for name, data in files.items():
        reading = read_back(data, name)
        if reading is not None:
            said += reading.words
            findings += reading.findings
            names.append(name)
    proof = prove(canonical(document), declared, said, ", ".join(names))
    return Proof(proof.words, proof.added, (*proof.findings, *findings))
