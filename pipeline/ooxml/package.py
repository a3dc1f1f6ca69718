"""Opens an Office package (ECMA-376 part 2), its parts and relationships, within limits of size and number."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import unquote

from pipeline.model.findings import Finding, error, warning
from pipeline.model.flow import Unreadable
from pipeline.model.place import Place
from pipeline.ooxml.xml import Element, parse, q

READ = "; its readable content was read"
MAX_PARTS = 20_000
MAX_XML = 48_000_000
# A thousand full pages have about half a million words and, after years of editing, two million tags.
MAX_TAGS, MAX_WORDS = 2_000_000, 1_000_000
MAX_TOTAL = 300_000_000
MAX_RATIO, RATIO_FROM = 300, 10_000_000
_SAVE_AS = "open the file in Word or LibreOffice and save it as a Word document (.docx)"
_RENAME = "rename the file so that its name ends in {}"


@dataclass(frozen=True)
class Relationship:
    """A relationship of a part: the last word of its type, its target, and whether that is outside the package."""

    kind: str
    target: str
    external: bool


@dataclass
class Package:
    """The parts of a file by name, without the leading slash and in lower case, because part names ignore case."""

    name: str
    parts: dict[str, bytes | zipfile.ZipInfo]
    archive: zipfile.ZipFile | None = None
    findings: list[Finding] = field(default_factory=list)
    unpacked: int = 0

    def read(self, part: str, limit: int = MAX_TOTAL) -> bytes | None:
        """Returns the bytes of a part, or None if it is missing. Raises `Unreadable` if it is too large."""
        entry = self.parts.get(part.lower())
        if entry is None or isinstance(entry, bytes):
            return entry
        limit = min(limit, MAX_TOTAL - self.unpacked)
        if entry.file_size > limit:
            raise Unreadable(self.too_large(f"its part {part} would unpack to {entry.file_size:,} bytes"))
        data = self._unpacked(entry, part, limit)
        self.unpacked += len(data)
        return data

    def tree(self, part: str) -> Element | None:
        """Returns the tree of an XML part, or None if it is missing or unreadable."""
        data = self.read(part, MAX_XML)
        if data is None:
            return None
        if data.count(b"<") > MAX_TAGS:
            raise Unreadable(self.too_large(f"its part {part} has more than {MAX_TAGS:,} tags"))
        parsed = parse(data)
        if parsed.damage:
            self.damaged(f"its part {part} {parsed.damage}{READ}")
        return parsed.root

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Returns the relationships of a part by id; targets inside the package are part names."""
        folder, _, base = part.rpartition("/")
        root = self.tree(f"{folder}/_rels/{base}.rels".lstrip("/"))
        result = {}
        for entry in root.iter(q("rel:Relationship")) if root is not None else ():
            external = entry.get("TargetMode") == "External"
            target = entry.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/" + folder, unquote(target.replace("\\", "/")))).lstrip(
                    "/"
                )
            result[entry.get("Id", "")] = Relationship(entry.get("Type", "").rsplit("/", 1)[-1], target, external)
        return result

    def main_part(self) -> str:
        """Returns the name of the main part: from the relationships, else the shortest name that looks like one."""
        for relationship in self.relationships("").values():
            named = relationship.kind == "officeDocument" and relationship.target.lower() in self.parts
            if named and not relationship.target.startswith(("xl/", "ppt/")):
                return relationship.target
        likely = [part for part in self.parts if re.fullmatch(r"(.*/)?document\d*\.xml", part)]
        if likely:
            return min(likely, key=len)
        raise Unreadable(self._not_word())

    def _unpacked(self, entry: zipfile.ZipInfo, part: str, limit: int) -> bytes:
        data = b""
        try:
            assert self.archive is not None
            with self.archive.open(entry) as stream:
                data = stream.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, struct.error) as fault:
            data = self._salvaged_entry(entry, limit)
            self.damaged(f"its part {part} cannot be completely unpacked ({fault})")
        if len(data) > limit or (len(data) > RATIO_FROM and len(data) > MAX_RATIO * max(1, entry.compress_size)):
            raise Unreadable(self.too_large(f"its part {part} unpacks to {len(data):,} bytes or more"))
        return data

    def _salvaged_entry(self, entry: zipfile.ZipInfo, limit: int) -> bytes:
        """Unpacks a damaged entry up to the damage."""
        assert self.archive is not None
        assert self.archive.fp is not None
        if entry.header_offset < 0:
            return b""
        self.archive.fp.seek(entry.header_offset)
        raw = self.archive.fp.read(30 + 65_535 + entry.compress_size)
        entry_data = _local_entry(raw, 0, limit)
        return entry_data[1] if entry_data else b""

    def damaged(
        self, damage: str, hint: str = "compare with the original; an intact copy of the file gives more"
    ) -> None:
        """Reports damage to the file, of which the rest can be read."""
        self.findings.append(error("damaged-source", f"{self.name} is damaged: {damage}", Place(self.name), hint))

    def too_large(self, why: str) -> Finding:
        """Returns the refusal of a file that would take too much time or memory."""
        return error(
            "too-large",
            f"{self.name} is refused: {why}, like files that are made to overload a program",
            Place(self.name),
            "if the file is genuine, split the document into smaller files and add each",
        )

    def _not_word(self) -> Finding:
        kinds = {
            "xl/workbook.xml": ("an Excel workbook", _RENAME.format(".xlsx")),
            "ppt/presentation.xml": ("a PowerPoint presentation", _SAVE_AS),
            "content.xml": ("an OpenDocument file", _SAVE_AS),
        }
        unknown = ("a ZIP file without a Word document in it", _SAVE_AS)
        kind, hint = next((kinds[part] for part in kinds if part in self.parts), unknown)
        return _refusal(self.name, f"is {kind}, not a Word document", hint)


def open_package(data: bytes, name: str) -> Package:
    """Opens the package in these bytes. Raises `Unreadable`, with the kind of the file and what to do, if it is none."""
    _refuse_other_kinds(data, name)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, struct.error, OSError, NotImplementedError, EOFError) as fault:
        return _salvaged(data, name, str(fault))
    if len(entries) > MAX_PARTS:
        raise Unreadable(_refusal(name, f"has {len(entries):,} parts, more than any Word document"))
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable(_refusal(name, "is a password-protected ZIP file", "save an unprotected copy"))
    parts: dict[str, bytes | zipfile.ZipInfo] = {}
    twice = [entry.filename for entry in entries if parts.setdefault(_part_name(entry.filename), entry) is not entry]
    package = Package(name, parts, archive)
    if twice:
        package.damaged(f"it has its part {twice[0]} twice; the first was read", "ask for the file again")
    return package


def _part_name(entry: str) -> str:
    return posixpath.normpath("/" + unquote(entry.replace("\\", "/"))).lstrip("/").lower()


def _refuse_other_kinds(data: bytes, name: str) -> None:
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable(_refusal(name, "is empty", "copy or download the file again"))
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unreadable(_refusal(name, "is protected with a password", "save a copy without the password"))
        raise Unreadable(_refusal(name, "is in the old Word format (.doc), not a current Word document (.docx)"))
    for start, kind, hint in (
        (b"%pdf", "a PDF file", _RENAME.format(".pdf")),
        (b"{\\rtf", "an RTF file", _RENAME.format(".rtf")),
        (b"<!doctype html", "a web page (HTML)", _SAVE_AS),
        (b"<html", "a web page (HTML)", _SAVE_AS),
        (b"<?xml", "a single XML file", _SAVE_AS),
    ):
        if head.startswith(start):
            raise Unreadable(_refusal(name, f"is {kind}, not a Word document", hint))
    if b"PK\x03\x04" not in data:
        text = all(byte >= 32 or byte in b"\t\r\n\f" for byte in data[:2000])
        kind = "plain text" if text else "not a ZIP package"
        raise Unreadable(_refusal(name, f"is {kind}, not a Word document"))


def _refusal(name: str, problem: str, hint: str = _SAVE_AS) -> Finding:
    return error("unreadable-source", f"{name} cannot be read: it {problem}", Place(name), hint)


def _salvaged(data: bytes, name: str, fault: str) -> Package:
    """Opens a ZIP file whose directory is missing or damaged, with the parts that can still be unpacked."""
    parts: dict[str, bytes | zipfile.ZipInfo] = {}
    total = 0
    for position in _local_headers(data):
        if total >= MAX_TOTAL:
            break
        entry_data = _local_entry(data, position, min(MAX_XML, MAX_TOTAL - total))
        if entry_data and entry_data[1]:
            parts.setdefault(_part_name(entry_data[0]), entry_data[1])
            total += len(entry_data[1])
    if not any(part.endswith("document.xml") for part in parts):
        raise Unreadable(
            _refusal(
                name, f"is a damaged ZIP file ({fault}) and none of its text can be read", "copy or download it again"
            )
        )
    hint = "compare with the original: text, notes or pictures may be missing; an intact copy of the file gives all"
    broken = f"{name} is damaged: its list of parts cannot be read ({fault}); what remains was read"
    return Package(name, parts, None, [error("damaged-source", broken, Place(name), hint)])


def _local_headers(data: bytes) -> Iterator[int]:
    position = -4
    for _ in range(MAX_PARTS):
        position = data.find(b"PK\x03\x04", position + 4)
        if position < 0:
            return
        yield position


def _local_entry(data: bytes, position: int, limit: int) -> tuple[str, bytes] | None:
    """Returns the name and the bytes that can be unpacked of the entry at a local header (APPNOTE 4.3.7)."""
    header = data[position : position + 30]
    if len(header) < 30:
        return None
    _, _, flags, method, _, _, _, packed, _, name_length, extra = struct.unpack("<4s5H3L2H", header)
    start = position + 30 + name_length + extra
    name = data[position + 30 : position + 30 + name_length].decode("utf-8" if flags & 0x800 else "cp437", "replace")
    if method == 0:
        return name, data[start : start + min(packed, limit)]
    if method != zipfile.ZIP_DEFLATED:
        return None
    unpacker = zlib.decompressobj(-15)
    unpacked = bytearray()
    with suppress(zlib.error):
        for chunk in range(start, len(data), 256):
            unpacked += unpacker.decompress(data[chunk : chunk + 256], limit - len(unpacked) + 1)
            if unpacker.eof or len(unpacked) > limit:
                break
    return name, bytes(unpacked[:limit])


def macros(package: Package) -> tuple[Finding, ...]:
    """Returns a warning if the file has macros. They are never run or copied."""
    if any(part.endswith("vbaproject.bin") for part in package.parts):
        text = f"{package.name} has macros (small programs). Only its text was read, and no macro was run"
        return (warning("macros", text, Place(package.name)),)
    return ()
