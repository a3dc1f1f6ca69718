"""The passes that every edition goes through, in this order: `run(document) -> Document`. To add one: a module, a line here."""

from __future__ import annotations

from importlib import import_module

from pipeline.model.document import Document

PASSES = ("pipeline.passes.languages", "pipeline.passes.abbreviations", "pipeline.passes.figures")


def run(document: Document) -> Document:
    """The document after all passes; words that they add are marked `Added`."""
    for name in PASSES:
        document = import_module(name).run(document)
    return document
