"""Slips in what designers change: looks, added words, page templates and the standard, as findings with place and hint."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from functools import lru_cache

from pipeline.braille import codes
from pipeline.builders import Built
from pipeline.builders.markup.template_slips import not_loaded, template_findings
from pipeline.conformance import clauses
from pipeline.editions import looks, words
from pipeline.editions.assets import Assets
from pipeline.model.findings import Finding, Findings, error
from pipeline.model.place import Place

NEEDED = ("words/en.yaml", "looks/standard.yaml", "style.css.jinja", "print.css", clauses.FILE, codes.FILE)


def slip_of(wrong: BaseException) -> Finding | None:
    """The finding for an exception that a page template or a file of added words brought about; None for another one."""
    if isinstance(wrong, words.NoWordsError):
        message = f"there are no words “{wrong.args[0]}”, which this release of the program adds to editions"
        return error("bad-words", message, Place("templates/words/en.yaml"), "take the line from the repository")
    for at in reversed(traceback.extract_tb(wrong.__traceback__)):
        if at.filename.startswith("templates/"):
            text = " ".join(f"{type(wrong).__name__}: {wrong}".split())[:200]
            hint = "compare the line with the template in the repository"
            return error(
                "bad-template", f"this template cannot be used: {text}", Place(at.filename, at.lineno or 0), hint
            )
    if isinstance(wrong, TypeError) and str(wrong).startswith("macro "):
        message = f"the templates are not those of this release of the program: {wrong}"
        return error("bad-template", message, Place("templates"), "take them from the repository")
    return not_loaded(wrong)


def without_slips(build: Callable[[], Built]) -> Built:
    """What is built; where a page template has a slip that shows only when it is used, that finding alone."""
    try:
        return build()
    except Exception as wrong:
        slip = slip_of(wrong)
        if slip is None:
            raise
        return Built({}, (slip,))


def without(file: str) -> Finding:
    """The error for a template that is not there."""
    return error(
        "no-template", f"templates/{file} is missing", Place(f"templates/{file}"), "take it from the repository"
    )


def slips(assets: Assets) -> Findings:
    """Everything that is wrong below `templates/`; nothing is built while an error is among it."""
    return _slips(tuple(assets.templates.items()))


@lru_cache(maxsize=2)
def _slips(templates: tuple[tuple[str, bytes], ...]) -> Findings:
    """What is wrong with templates, looked for once in the same ones: a process may build many times.

    What only this needs is loaded here, for most runs find the templates as they were.
    """
    from pipeline.builders.audio import voices
    from pipeline.conformance import worksheet
    from pipeline.editions.spoken import pronunciation
    from pipeline.translation import glossary

    assets = Assets(dict(templates))
    missing = tuple(without(file) for file in NEEDED if file not in assets.templates)
    if missing:
        return missing
    return (
        *looks.slips(assets), *words.slips(assets), *glossary.slips(assets), *template_findings(assets),
        *clauses.slips(assets), *worksheet.slips(assets), *voices.slips(assets), *codes.slips(assets.templates[codes.FILE]),
        *pronunciation.slips(assets),
    )  # fmt: skip
