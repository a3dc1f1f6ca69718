"""Language versions on disk: files for translators, what came back, and which phrases of a version are stale.

What was translated is kept as PO in `content/.translated/`, so that the next file for translators holds what still stands, and
so that a change of the original can be told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline import content
from pipeline.app import extracting
from pipeline.app.building import failed
from pipeline.app.project import Project, Refused, unreadable, write
from pipeline.library.library import ContentDocument
from pipeline.model.document import Document
from pipeline.model.findings import Finding, Findings, error, warning
from pipeline.model.place import Place
from pipeline.translation import back, facts, glossary, memory, po, xliff
from pipeline.translation.exchange import Entry, Exchange, WrongFile, entries_of, text_of
from pipeline.translation.units import Unit, figures, shapes, units

FORMATS = {"po": po, "xliff": xliff}
ENDINGS = {"po": ".po", "xliff": ".xlf"}


def kept_at(project: Project, name: str) -> Path:
    """Where the translated phrases of a language version are kept."""
    return project.content / ".translated" / f"{name}.po"


def version_path(project: Project, name: str, language: str) -> Path:
    """The content file of a language version."""
    return project.content / f"{name}.{language}.yaml"


def asked(project: Project, original: Document, language: str) -> Exchange:
    """Every phrase of a document, with what is already translated, the terms in it, and what has changed since."""
    terms = glossary.load(project.assets, language)
    entries = memory.carried(entries_of(units(original)), known(project, original, language))
    with_terms = (
        replace(entry, terms=glossary.terms_in(entry.source, terms, original.abbreviations)) for entry in entries
    )  # fmt: skip
    return Exchange(original.name, original.language, language, tuple(with_terms))


def known(project: Project, original: Document, language: str) -> tuple[Entry, ...]:
    """The phrases that are translated, as people have mended them since in the content file."""
    path = version_path(project, original.name, language)
    entries = _kept(project, path.stem)
    version = project.read_content(path).document if path.is_file() else None
    if version is None:
        return entries
    if not entries:
        entries = entries_of(units(original))
    now = {unit.id: text_of(unit.source, marked=unit.marked) for unit in units(version)}
    return tuple(replace(entry, translation=now.get(entry.id, entry.translation)) for entry in entries)


def _kept(project: Project, name: str) -> tuple[Entry, ...]:
    path = kept_at(project, name)
    try:
        return po.read(path.read_bytes(), project.shown(path)).entries
    except (OSError, WrongFile):
        return ()


def read(path: Path, shown: str, original: Callable[[str], Document]) -> Exchange:
    """A file of translators; `original` gives the document of a name. Raises Refused where it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as wrong:
        raise Refused(unreadable(shown, wrong)) from wrong

    def plain(name: str) -> frozenset[str]:
        return frozenset(unit.id for unit in units(original(name)) if not unit.marked)

    try:
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            return xliff.read(data, shown, plain)
        return po.read(data, shown)
    except WrongFile as wrong:
        hint = "give the file as the translator sent it back, PO or XLIFF 2"
        raise Refused(error("translation-file", str(wrong), Place(shown, wrong.line), hint)) from wrong


def bring_back(project: Project, original: Document, given: Exchange) -> tuple[Findings, int]:
    """Writes or mends the content file of a language version; gives the findings and the exit code.

    Nothing is written where there are errors.
    """
    returned = back.document(original, given)
    if returned.document is None:
        return returned.findings, 1
    target = version_path(project, original.name, given.language)
    code = 0
    if target.is_file():
        code = extracting.merge_into(project, target, returned.document)
    else:
        extracting.keep(target, returned.document)
        write(target, content.write(returned.document).encode())
        print(f"{project.shown(target)}: {len(returned.entries)} phrases in {given.language}")
    write(kept_at(project, target.stem), po.write(replace(given, entries=_bare(returned.entries))))
    return returned.findings, code


def _bare(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """What is worth keeping: the line of a phrase in a file that may change says nothing later."""
    return tuple(replace(entry, place=Place(), terms=()) for entry in entries)


def stale(project: Project, original: Document, content: ContentDocument) -> Findings:
    """A warning for each phrase of a language version whose original has changed since it was translated."""
    name, entries = original.name, _kept(project, content.name)
    kept = kept_at(project, content.name)
    if not entries and kept.is_file():
        message = "this file is damaged, so we cannot tell which translated phrases are out of date"
        hint = f"take it from git, or run: reports translate {name} --to {content.document.language}"
        return (warning("translation-file", message, Place(project.shown(kept)), hint),)
    if not entries:
        return ()
    places = {unit.id: unit.place for unit in units(content.document)}
    place = content.document.place
    findings: list[Finding] = []
    for change in memory.changes(entries_of(units(original)), entries):
        entry = change.old or change.new
        place = places.get(change.old.id, place) if change.old else place
        findings.append(content.tell("translation-stale", _changed(change), place, f"run: reports translate {name} --to "
                                f"{content.document.language}", entry.translation if entry else ""))  # fmt: skip
    findings += _other_figures(original, content)
    return tuple(findings)


def _other_figures(original: Document, content: ContentDocument) -> Iterator[Finding]:
    """What nobody translates and is another than in the original now: amounts, telephone numbers, and the kinds of lists."""
    version, name = content.document, original.name
    now = {unit.id: unit for unit in figures(version)}
    command = f"reports translate {name} --to {version.language}"
    hint = f"correct it here; or run {command} and give that file back: reports translate --back FILE"
    for unit in figures(original):
        own = now.get(unit.id)
        if own and facts.lost(unit.source, own.source, version.language):
            message = f"the original now says “{_shown(unit)}”, not “{_shown(own)}”"
            yield content.tell("translation-stale", message, own.place, hint, _shown(own))
    own_shapes = shapes(version)
    for address, shape in shapes(original).items():
        if (own_shape := own_shapes.get(address)) and own_shape != shape:
            message = f"the original now has a {shape}, not a {own_shape}"
            yield content.tell("translation-stale", message, version.place, hint)


def _shown(unit: Unit) -> str:
    return back.short(text_of(unit.source, marked=unit.marked))


def meant(project: Project, given: Exchange, path: Path, asked_for: str) -> Exchange:
    """The file with the language that was asked for, where a program has added a country to it: “pl-PL” is “pl”."""
    base = given.language.split("-")[0]
    known = (asked_for, path.stem.rpartition(".")[2])
    there = (
        version_path(project, given.name, base).is_file()
        and not version_path(project, given.name, given.language).is_file()
    )
    if base != given.language and (base in known or there) and given.language not in known:
        return replace(given, language=base)
    return given


def _changed(change: memory.Change) -> str:
    old, new = (back.short(entry.source) if entry else "" for entry in (change.old, change.new))
    if not new:
        return f"the original no longer says “{old}”"
    return f"the original now says “{new}”, not “{old}”" if old else f"the original has a new phrase: “{new}”"


def original(project: Project, name: str) -> Document:
    """The document of a publication that can be translated. Raises Refused."""
    paths = {path.stem: path for path in project.content_paths()}
    if name not in paths:  # a name comes from a file that anybody may have sent: it is never made into a path
        message = f"there is no publication “{name}”; there are {', '.join(paths) or 'none'}"
        raise Refused(error("unknown-publication", message))
    file = project.read_content(paths[name])
    if file.document is None or failed(file.findings):
        raise Refused(next(finding for finding in file.findings if failed((finding,))))
    return file.document
