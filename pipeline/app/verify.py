"""Reads every file of a result back with the verifier for its ending, and holds its words against the content."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import PurePosixPath

from pipeline.app.proof import Proof, prove
from pipeline.app.structure import compare
from pipeline.editions.edition import Piece
from pipeline.model.document import Document
from pipeline.model.walk import canonical
from pipeline.verifiers import VERIFIERS, Reading, Run


def read_back(data: bytes, file: str) -> Reading | None:
    """A finished file as an assistive technology meets it; None for a kind that no verifier reads (data, style sheets)."""
    module = VERIFIERS.get(PurePosixPath(file).suffix)
    reading: Reading | None = import_module(module).verify(data, file) if module else None
    return reading


def verify(document: Document, files: Mapping[str, bytes], declared: Sequence[Piece]) -> Proof:
    """The proof of one edition: its files read back one after the other are its declared reading (see `proof.py`)."""
    readings = [(name, made) for name, data in files.items() if (made := read_back(data, name)) is not None]
    names = ", ".join(name for name, _ in readings)
    own = list(canonical(document))
    fold: Callable[[str], str] = next((made.fold for _, made in readings), str)
    proof = prove(own, declared, [said for _, made in readings for said in made.words], names, fold)
    findings = [*proof.findings, *(one for _, made in readings for one in (*made.findings, *made.strange))]
    if not proof.findings:
        runs = [located(run, name) for name, made in readings for run in made.runs]
        shows = frozenset.union(frozenset(), *(made.shows for _, made in readings))
        findings += compare(declared, runs, shows, names, {words.block: words.place for words in own})
    return Proof(proof.words, proof.added, tuple(findings))


def located(run: Run, file: str) -> Run:
    """A run whose anchors and links name the file that they are in, so that several files can be one edition."""
    link = run.facts.get("link", "")
    facts = {**run.facts, "link": f"{file}{link}"} if link.startswith("#") else run.facts
    return replace(run, facts=facts, anchors=tuple(f"{file}#{anchor}" for anchor in run.anchors))
