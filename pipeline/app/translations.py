"""Language versions on disk: files for translators, what came back, and which phrases of a version are stale.

What was translated is kept in `content/.translated/`: the phrases as PO, so that the next file for translators holds what still
stands, and the original as it was, so that a change of anything in it can be noticed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline import content
from pipeline.app import extracting, plain_file
from pipeline.app.project import Project, Refused, unreadable, write
from pipeline.library.library import ContentDocument
from pipeline.model import document_json
from pipeline.model.document import Document
from pipeline.model.findings import Finding, Findings, error, failed, warning
from pipeline.model.place import Place
from pipeline.model.walk import plain_text
from pipeline.model.with_findings import WithFindings
from pipeline.translation import back, facts, glossary, memory, po, xliff
from pipeline.translation.exchange import Exchange, ExchangePhrase, WrongFile, entries_of, inlines_of, text_of
from pipeline.translation.units import DATA, Unit, parts, units, without_words

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


def known(project: Project, original: Document, language: str) -> tuple[ExchangePhrase, ...]:
    """The phrases that are translated, as people have mended them since in the content file."""
    path = version_path(project, original.name, language)
    entries = _kept(project, path.stem)
    version = project.read_content(path).document if path.is_file() else None
    if version is None:
        return entries
    if not entries:
        entries = entries_of(units(original))
    now = [replace(entry, translation=entry.source) for entry in entries_of(units(version))]
    if [entry.id for entry in now] == [entry.id for entry in entries]:
        return tuple(replace(entry, translation=own.source) for entry, own in zip(entries, now, strict=True))
    # Paragraphs came or went in the version itself, so addresses moved: each phrase is found by its words.
    found = memory.carried([replace(entry, source=entry.translation, translation="") for entry in entries], now)
    return tuple(
        replace(e, translation=own.translation or e.translation) for e, own in zip(entries, found, strict=True)
    )


def _kept(project: Project, name: str) -> tuple[ExchangePhrase, ...]:
    path = kept_at(project, name)
    try:
        return po.read(plain_file.read(path), project.shown(path)).entries
    except (OSError, WrongFile):
        return ()


def read(path: Path, shown: str, original: Callable[[str], Document]) -> Exchange:
    """A file of translators; `original` gives the document of a name. Raises Refused where it cannot be read."""
    try:
        data = plain_file.read(path)
    except OSError as wrong:
        raise Refused(unreadable(shown, wrong)) from wrong

    def plain(name: str) -> frozenset[str]:
        return frozenset(unit.id for unit in units(original(name)) if not unit.marked)

    try:
        if data.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<"):  # XML may be in UTF-16
            return xliff.read(data, shown, plain)
        return po.read(data, shown)
    except WrongFile as wrong:
        hint = "give the file as the translator sent it back, PO or XLIFF 2"
        raise Refused(error("translation-file", str(wrong), Place(shown, wrong.line), hint)) from wrong


def bring_back(project: Project, original: Document, given: Exchange) -> WithFindings[int]:
    """Writes or mends the content file of a language version; gives the exit code.

    Nothing is written where there are errors.
    """
    returned = back.document(original, given)
    if returned.document is None:
        return WithFindings(1, returned.findings)
    target = version_path(project, original.name, given.language)
    code = 0
    if target.is_file():
        code = extracting.merge_into(project, target, returned.document)
        if not code:
            _with_data(project, target, returned.document)
    else:
        extracting.keep(target, returned.document)
        write(target, content.write(returned.document).encode())
        print(f"{project.shown(target)}: {len(returned.entries)} phrases in {given.language}")
    write(kept_at(project, target.stem), po.write(replace(given, entries=_bare(returned.entries))))
    _keep(project, target, original)
    return WithFindings(code, returned.findings)


def _with_data(project: Project, target: Path, made: Document) -> None:
    """Puts the kind, period and dates that the original changed into the head of a language version, where nobody else did."""
    version, before = project.read_content(target).document, _original_before(project, target.stem)
    if version is None or before is None:
        return
    text = target.read_bytes().decode()
    lines, end = text.splitlines(), "\r\n" if "\r\n" in text else "\n"
    for line in content.write(made).splitlines():
        key = line.partition(":")[0]
        if key in DATA and without_words(getattr(before, key)) == without_words(getattr(version, key)):
            at = next((n for n, one in enumerate(lines) if one.startswith(f"{key}:")), None)
            language = next(n for n, one in enumerate(lines) if one.startswith("language:"))
            lines[language + 1 if at is None else at : language + 1 if at is None else at + 1] = [line]
    if lines != text.splitlines():
        write(target, (end.join(lines) + end).encode())


def _keep(project: Project, target: Path, original: Document) -> None:
    """Keeps the original as its language version now has it: data that nobody has brought over stay as they were."""
    version, before = project.read_content(target).document, _original_before(project, target.stem)
    if version is not None and before is not None:
        left = {key: getattr(before, key) for key in DATA if getattr(version, key) == getattr(before, key)}
        original = replace(original, **left, bsl=before.bsl if version.bsl == before.bsl else original.bsl)
    write(_original_at(project, target.stem), document_json.dump(original).encode())


def _original_at(project: Project, name: str) -> Path:
    """Where the original of a language version is kept as it was when it was translated."""
    return kept_at(project, name).with_suffix(".json")


def _original_before(project: Project, name: str) -> Document | None:
    try:
        return document_json.load(plain_file.read(_original_at(project, name)).decode())
    except (OSError, document_json.WrongJson, UnicodeDecodeError):
        return None


def _bare(entries: Sequence[ExchangePhrase]) -> tuple[ExchangePhrase, ...]:
    """What is worth keeping: the line of a phrase in a file that may change says nothing later."""
    return tuple(replace(entry, place=Place(), terms=()) for entry in entries)


def stale(project: Project, original: Document, content: ContentDocument) -> Findings:
    """A warning for each part of a language version whose original has changed since it was translated."""
    kept, name, language = kept_at(project, content.name), original.name, content.document.language
    before, translated = as_it_was(project, content.name), _kept(project, content.name)
    if kept.is_file() and (before is None or not translated):
        damaged = kept if not translated else _original_at(project, content.name)
        message = "this file is missing or damaged, so we cannot tell what is out of date in the translation"
        hint = f"take it from git, or run: reports translate {name} --to {language}, and give the file back when it is complete"
        found: Findings = (warning("translation-file", message, Place(project.shown(damaged)), hint),)
    else:
        found = ()
    here = entries_of(parts(content.document))
    if (
        before is None
    ):  # as for a version that a person has written: what needs no translator is compared by its address
        before = tuple(entry for entry in here if not entry.worded)
        ids = {entry.id for entry in before}
        now = tuple(entry for entry in entries_of(parts(original)) if entry.id in ids and not entry.worded)
        return (*found, *_stale(original, content, memory.changes(now, before)))
    now = entries_of(parts(original))
    return (
        *found,
        *_stale(original, content, memory.changes(now, before)),
        *_others(content, memory.unchanged(now, before)),
    )


def as_it_was(project: Project, name: str) -> tuple[ExchangePhrase, ...] | None:
    """Every part of the original of a language version as it was when it was translated; None where that is not kept."""
    before = _original_before(project, name)
    return entries_of(parts(before)) if before else None


def copied(project: Project, original: Document, language: str) -> int:
    """How many parts that need no translator have changed in the original since it was translated."""
    before = as_it_was(project, version_path(project, original.name, language).stem)
    found = memory.changes(entries_of(parts(original)), before) if before is not None else ()
    return sum(not any(part.worded for part in (one.old, one.new) if part) for one in found)


def _stale(original: Document, content: ContentDocument, changes: Sequence[memory.PhraseChange]) -> Iterator[Finding]:
    own = {unit.id: unit for unit in parts(content.document)}
    place = content.document.place
    changes = [change for change in changes if not _mended(change, own, content.document.language)]
    for change in changes:
        here = own.get(change.old.id) if change.old else None
        place = here.place if here else place
        hint = command = f"run: reports translate {original.name} --to {content.document.language}"
        if not any(part.worded for one in changes for part in (one.old, one.new) if part):
            hint = f"{command}, then give the PO file that it writes to: reports translate --back"
        yield content.tell(
            "translation-stale",
            _changed(change),
            place,
            hint,
            plain_text(here.source) if here and not here.fixed else "",
        )


def _others(content: ContentDocument, kept: Iterable[tuple[ExchangePhrase, ExchangePhrase]]) -> Iterator[Finding]:
    """Figures that nobody changed in the original, and that are others in the language version."""
    own = {unit.id: unit for unit in parts(content.document) if not unit.fixed}
    for now, before in kept:
        here = own.get(before.id)
        if here is None or now.worded or not facts.lost(inlines_of(now.source), here.source, content.document.language):
            continue
        said, text = back.short(text_of(here.source)), back.short(now.source)
        message, hint = (
            f"the original says “{text}”, and here stands “{said}”",
            "compare the two, and correct what is wrong",
        )
        yield content.tell("translation-stale", message, here.place, hint, plain_text(here.source))


def _mended(change: memory.PhraseChange, own: Mapping[str, Unit], language: str) -> bool:
    """Whether somebody has already brought a change over that needs no translator: figures, dates, kinds."""
    if (change.new and change.new.worded) or (change.old and change.old.worded):
        return False
    here = [own[part.id] for part in (change.old, change.new) if part and part.id in own]
    if change.new is None:
        return not any(plain_text(unit.source) == change.old.source for unit in here) if change.old else True
    wanted = inlines_of(change.new.source, marked=change.new.marked)
    return any(plain_text(unit.source) == plain_text(wanted) or
               (not unit.fixed and not facts.lost(wanted, unit.source, language)) for unit in here)  # fmt: skip


def meant(project: Project, given: Exchange, path: Path, asked_for: str) -> Exchange:
    """The file with the language that was asked for, where a program has added a country to it: “pl-PL” is “pl”."""
    base = given.language.split("-")[0]
    known = (asked_for, path.stem.rpartition(".")[2])
    there = (
        version_path(project, given.name, base).is_file()
        and not version_path(project, given.name, given.language).is_file()
    )
    asked = any((project.requests / f"{given.name}.{base}{ending}").is_file() for ending in ENDINGS.values())
    if base != given.language and (base in known or there or asked) and given.language not in known:
        return replace(given, language=base)
    return given


def _changed(change: memory.PhraseChange) -> str:
    old, new = (back.short(entry.source) if entry else "" for entry in (change.old, change.new))
    data = next((entry.context for entry in (change.new, change.old) if entry and entry.id.startswith("/")), "")
    if data:
        return f"the original now has {data} {new or 'nothing'}" + (f", not {old}" if old else "")
    if change.new is None:
        return f"the original no longer has “{old}”"
    return f"the original now says “{new}”, not “{old}”" if old else f"the original has something new: “{new}”"


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
