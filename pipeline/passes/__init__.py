"""The passes that every edition goes through, in this order: `run(document) -> Document`. To add one: a module, a line here."""

from __future__ import annotations

from importlib import import_module

from pipeline.model.document import Document

PASSES = ("pipeline.passes.languages", "pipeline.passes.abbreviations", "pipeline.passes.figures")


def run(document: Document) -> Document:
    """Returns the document after all passes. Words that they add are `Added` nodes."""
    for name in PASSES:
        document = import_module(name).run(document)
    return document
