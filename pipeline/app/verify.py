"""Reads every file of a result back with the verifier for its ending, and holds it against the content and what was declared."""

from __future__ import annotations

import io
import posixpath
import re
import unicodedata
import zipfile
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from importlib import import_module
from itertools import zip_longest
from pathlib import PurePosixPath

from pipeline.app.proof import UNSEEN, Proof, prove
from pipeline.app.proofs import data_proof, sheet_proof
from pipeline.app.structure import UNSTATED, compare, compare_pictures
from pipeline.builders import BUILDERS, About
from pipeline.editions.assets import Assets
from pipeline.editions.edition import Piece
from pipeline.model.document import Document
from pipeline.model.findings import Finding, error
from pipeline.model.place import Place
from pipeline.model.walk import canonical
from pipeline.ooxml.fixed import FACT
from pipeline.verifiers import ANY, VERIFIERS, Reading, ReadRun


def verifiers() -> dict[str, str]:
    """The module that reads a finished file back, by the ending of its name."""
    return {ending: module for row in BUILDERS.values() for ending, module in row.verifiers.items()} | VERIFIERS


def read_back(data: bytes, file: str) -> Reading | None:
    """A finished file as an assistive technology meets it; None for a kind that no verifier reads (data, pictures).

    What stands below `assets/` belongs to a page: the transcript of a video is no plain text edition.
    """
    path = PurePosixPath(file)
    module = (VERIFIERS if "assets" in path.parts[:-1] else verifiers()).get(path.suffix)
    if module is None:
        return None
    try:
        reading: Reading = import_module(module).verify(data, file)
    except Exception as wrong:  # whatever a damaged file does to a verifier is a finding about that file
        rule = f"{PurePosixPath(file).suffix[1:]}-unreadable"
        message = f"{file} is damaged and cannot be read back: {type(wrong).__name__}: {wrong}"
        return Reading((), "", (error(rule, message, Place(file), "build it again"),))
    return reading


@dataclass(frozen=True)
class ExpectedFacts:
    """What finished files should be besides their words; None leaves a thing unproved.

    `about` is what the files should say of themselves, `assets` are the pictures and fonts that they may show. `drawn` names
    the files whose pages were drawn and looked at before, with the SHA-256 of their bytes.
    """

    about: About | None = None
    assets: Assets | None = None
    drawn: Mapping[str, str] = field(default_factory=dict)


def verify(
    document: Document, files: Mapping[str, bytes], declared: Sequence[Piece], wanted: ExpectedFacts = ExpectedFacts()
) -> Proof:
    """The proof of one edition: its files read back one after the other are its declared reading (see `proof.py`)."""
    readings: list[tuple[str, Reading]] = []
    drawn = list(looked_at(files, wanted, declared, _as_read(files, readings)))
    names = ", ".join(name for name, made in readings if made.words)
    own = list(canonical(document))
    if any(made.unread for _, made in readings):
        return Proof(len(own), 0, tuple(finding for _, made in readings for finding in made.findings))
    fold: Callable[[str], str] = next((made.fold for _, made in readings), str)
    proof = prove(own, declared, [word for _, made in readings for word in made.words], names, fold)
    findings = [*proof.findings, *(finding for _, made in readings for finding in (*made.findings, *made.strange))]
    findings += signs(declared, readings, names)
    findings += same_lines(readings)
    findings += data_proof.prove(document, files)
    findings += expanded(dict(document.abbreviations), readings)
    if wanted.about is not None:
        findings += said_of_itself(wanted.about, readings)
    runs = [located(run, name, files) for name, made in readings for run in _runs(made)]
    if not any(made.runs for _, made in readings):
        runs = []
    if wanted.assets is not None:
        findings += compare_pictures(declared, runs, wanted.assets.pictures, names)
        findings += drawn
        findings += sheet_proof.prove(files, wanted.assets)
    if not proof.findings:
        shows = frozenset.union(frozenset(), *(made.shows for _, made in readings))
        findings += compare(declared, runs, shows, names, {words.block: words.place for words in own})
    return Proof(proof.words, proof.added, tuple(findings))


def _runs(made: Reading) -> Iterable[ReadRun]:
    """What the words of a file are; nothing is known of those of a format that says only words, such as a recording."""
    return made.runs or (ReadRun(word.text, dict.fromkeys(UNSTATED, ANY)) for word in made.words)


VOLUME = re.compile(r"-volume-\d+-of-\d+\.\w+$")


def same_lines(readings: Sequence[tuple[str, Reading]]) -> Iterator[Finding]:
    """The files for embossers, BRF and PEF, hold the same lines with the same indents; so do the volumes one after the other."""
    embossed = {name: made.tree.split("\n") for name, made in readings if name.endswith((".brf", ".pef"))}
    lines = {name: [line for line in tree if line.startswith(" ")] for name, tree in embossed.items()}
    volumes = [line for name, own in lines.items() if VOLUME.search(name) for line in own]
    files = {name: own for name, own in lines.items() if not VOLUME.search(name)}
    whole = next(iter(files.values()), [])
    if volumes:
        files["the volumes"] = volumes
    for name, own in files.items():
        pairs = zip_longest(whole, own, fillvalue="")
        if differ := next(((one, other) for one, other in pairs if one != other), None):
            message = f"{next(iter(files))} and {name} differ in a line or its indent: “{differ[0]}” and “{differ[1]}”"
            yield error("braille-lines", message, Place(name), "build it again")


def _as_read(files: Mapping[str, bytes], readings: list[tuple[str, Reading]]) -> Iterator[tuple[str, bytes]]:
    """Reads one file after the other back and gives it: what is known of its pages is still there then."""
    for name, data in files.items():
        if (made := read_back(data, name)) is not None:
            readings.append((name, made))
        yield name, data


def looked_at(
    files: Mapping[str, bytes],
    wanted: ExpectedFacts,
    declared: Sequence[Piece] = (),
    in_turn: Iterator[tuple[str, bytes]] | None = None,
) -> Iterator[Finding]:
    """What the eye gets of PDF files, which come `in_turn`, unless their bytes are those that were looked at before."""
    in_turn = in_turn or iter(files.items())
    pdfs = {name: data for name, data in files.items() if name.endswith(".pdf")}
    if wanted.assets is not None and any(
        wanted.drawn.get(name) != sha256(data).hexdigest() for name, data in pdfs.items()
    ):
        from pipeline.app.proofs.drawn_pages import look_at  # it loads the print engine

        yield from look_at((one for one in in_turn if one[0] in pdfs), wanted.assets, declared, wanted.about)
    deque(in_turn, maxlen=0)  # what comes behind is only read back


def is_ours(data: bytes, suffix: str) -> bool:
    """Whether a finished file says that this program made it."""
    if suffix in (".docx", ".odt"):
        part = "docProps/custom.xml" if suffix == ".docx" else "meta.xml"
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                return b'name="Publication"' in package.read(part)
        except (zipfile.BadZipFile, KeyError):
            return False
    return suffix == ".css" or (b"council-reports" if suffix == ".pdf" else b"assets/style") in data


def signs(declared: Sequence[Piece], readings: Sequence[tuple[str, Reading]], file: str) -> Iterator[Finding]:
    """Signs that nobody sees and that the content has not; letters that are put together of several characters."""
    wanted = _unseen(piece.text for piece in declared)
    texts = [word.text for name, made in readings for word in made.words if not name.endswith(".pdf")]
    extra = _unseen(texts) - wanted
    for sign, count in extra.items():
        name = unicodedata.name(sign, f"U+{ord(sign):04X}").lower()
        yield error(
            "words-unseen-sign",
            f"{file} has {count} of the sign “{name}”, which nobody sees and the content does not have",
        )
    if all(unicodedata.is_normalized("NFC", piece.text) for piece in declared):
        for text in texts:
            if not unicodedata.is_normalized("NFC", text):
                yield error(
                    "words-not-composed",
                    f"{file}: letters of “{text[:60]}” are made of several characters (NFC)",
                )


def _unseen(texts: Iterable[str]) -> Counter[str]:
    """How often each sign that nobody sees stands in texts."""
    return Counter(sign for text in texts if not text.isascii() for sign in text if ord(sign) in UNSEEN)


def expanded(meanings: Mapping[str, str], readings: Sequence[tuple[str, Reading]]) -> Iterator[Finding]:
    """An abbreviation that is heard as something else than the content says, or not in full."""
    for name, made in readings:
        for short, said in dict.fromkeys(made.expansions):
            if said and meanings.get(" ".join(short.split())) != said:
                yield error("about-extra", f"{name} says that “{short}” means “{said}”, which is not so", Place(name))
        bare = " \n".join(short for short, said in made.expansions if not said)
        for short in sorted(meanings) if made.expansions else ():
            if re.search(rf"(?<!\w){re.escape(short)}(?!\w)", bare):
                yield error("about-lost", f"{name} does not say in full what “{short}” means, each time", Place(name))


def said_of_itself(declared: About, readings: Sequence[tuple[str, Reading]]) -> Iterator[Finding]:
    """An error for everything that a file says of itself and should not say, or should say and does not."""
    files = {file for file, _, _ in declared}
    for name, made in readings:
        if name not in files:
            continue
        wanted = Counter((key, " ".join(text.split())) for file, key, text in declared if file == name)
        counter = Counter((key, " ".join(text.split())) for key, text in made.about)
        lost, extra = (sorted((one - other).keys()) for one, other in ((wanted, counter), (counter, wanted)))
        for part in sorted({key.removeprefix(FACT) for key, _ in (*lost, *extra) if key.startswith(FACT)}):
            yield error("part-changed", f"{name}: its part {part} is not the one that was built", Place(name))
        for key, text in lost:
            if not key.startswith(FACT):
                yield error("about-lost", f"{name} does not say of itself: {key} “{text}”", Place(name))
        for key, text in extra:
            if not key.startswith(FACT):
                yield error("about-extra", f"{name} says of itself: {key} “{text}”, which is not so", Place(name))


def located(run: ReadRun, file: str, files: Mapping[str, bytes]) -> ReadRun:
    """A run whose anchors and links name the file that they are in, and whose picture is the digest of its bytes."""
    if not run.anchors and "link" not in run.facts and "picture" not in run.facts:
        return run
    facts = dict(run.facts)
    target, mark, anchor = facts.get("link", "").partition("#")
    place = posixpath.normpath(posixpath.join(posixpath.dirname(file), target)) if target else file
    if mark and place in files:
        facts["link"] = f"{place}#{anchor}"
    if file.endswith(".html") and "picture" in facts:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(file), facts["picture"]))
        facts["picture"] = sha256(files.get(path, b"")).hexdigest()
    return replace(run, facts=facts, anchors=tuple(f"{file}#{anchor}" for anchor in run.anchors))
