"""What a web page has around the text of its publication: the ways to other formats, whom to ask, where one is on the site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.builders import BUILDERS, Fact, Version
from pipeline.editions.assets import Assets
from pipeline.editions.edition import Piece
from pipeline.editions.reading import added
from pipeline.editions.site import STANDARD, Contact, Site
from pipeline.editions.words import Words, load
from pipeline.model.direction import direction


@dataclass(frozen=True)
class Download:
    """A file beside the page: its address, the words of the link, what kind of file it is and its size in words.

    `language` is that of the words, where it is not the language of the page. `saved` is the name under which browsers save
    the file, "" where that is the end of its address.
    """

    address: str
    words: str
    media_type: str
    size: str
    language: str = ""
    saved: str = ""


@dataclass(frozen=True)
class Way:
    """A way to reach the council: its name, its words, and the address of the link ("" where it is none).

    `language` is that of the name, where it is not the language of the page.
    """

    label: str
    words: str
    address: str = ""
    language: str = ""


@dataclass(frozen=True)
class Signed:
    """A video in British Sign Language beside the page: the links, and lines of what is known of it."""

    ways: tuple[Way, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class LanguageLink:
    """The link to another language version: its address and language, and the name of the language in itself."""

    address: str
    language: str
    words: str

    @property
    def direction(self) -> str:
        """The writing direction of the words."""
        return direction(self.language)


def tongues(versions: Iterable[Version], assets: Assets, way: str = "") -> tuple[LanguageLink, ...]:
    """The links to other language versions; one in a language that the program has no words in goes by its title."""
    found = []
    for version in versions:
        words = load(assets, version.language)
        own = words.language == version.language.split("-")[0].lower()
        found.append(
            LanguageLink(way + version.file, version.language, words("language_name") if own else version.title)
        )
    return tuple(found)


@dataclass(frozen=True)
class Chrome:
    """The words around the text, in the order in which a page shows them; `way` leads to the pages of the site.

    `page` is the language of the page: what the site says of every publication may be in another one.
    """

    site: Site
    words: Words
    downloads: tuple[Download, ...] = ()
    data: tuple[Download, ...] = ()
    way: str = ""
    signed: Signed | None = None
    tongues: tuple[LanguageLink, ...] = ()
    page: str = ""

    def languages(self) -> Iterator[Piece]:
        """The words of the links to other language versions."""
        if self.tongues:
            yield added(self.words("other_languages"), "meta", "other-languages", heading="2")
        for tongue in self.tongues:
            yield added(tongue.words, "meta", link=tongue.address, language=tongue.language)

    @property
    def ways(self) -> tuple[Way, ...]:
        """The ways to reach the council."""
        return tuple(contact_ways(self.site.contact, self.words))

    @property
    def promise(self) -> str:
        """What a reader can ask for, and when the answer comes."""
        days = self.site.contact.response_days
        return self.words("ask_text") + (" " + self.words("ask_days", days=days) if days else "")

    @property
    def language(self) -> str:
        """The language of the words around the text, where it is not the language of the page."""
        return self.words.language_of("ask_text")

    @property
    def licence(self) -> str:
        """The words that name the licence."""
        return self.words("licence", licence=self.site.licence)

    @property
    def imprint(self) -> list[tuple[str, str]]:
        """What the site says of every publication, each line with its language where it is not that of the page."""
        lines = ((self.site.notice, self.site.language_in(self.page)), self.licence_line)
        return [line for line in lines if line[0]]

    @property
    def licence_line(self) -> tuple[str, str]:
        """The words that name the licence, "" without one, with their language where it is not that of the page."""
        return (self.licence if self.site.licence else "", self.words.language_of("licence"))

    def header(self, home: bool = False) -> Iterator[Piece]:
        """The words before the main part; the home page has no link to itself."""
        yield added(self.words("skip"), "site", link="#main-content")
        for text in (self.site.brand.logo_alt if self.site.brand.logo else "", self.site.council):
            yield Piece("", text, "site")
        if not home:
            yield added(self.words("all_publications"), "site", link=f"{self.way}index.html")

    def formats(self) -> Iterator[Piece]:
        """The words of the parts of a page that unfold: other formats, a video in sign language, how to ask for another one."""
        if self.downloads or self.data:
            yield added(self.words("other_formats"), "meta", "other-formats")
        for download in self.downloads + self.data:
            yield added(download.words, "meta", link=download.address)
        if self.signed:
            yield added(self.words("bsl"), "meta", "bsl-video")
            for way in self.signed.ways:
                yield added(way.words, "meta", link=way.address)
            for line in self.signed.lines:
                yield Piece("", line, "meta")
        yield added(self.words("ask_short"), "meta", "ask-format")
        yield from self._how_to_ask()

    def asking(self, heading: str = "ask", level: str = "") -> Iterator[Piece]:
        """The words on how to ask for another format; `heading` is the key of those that stand above, `level` theirs."""
        yield added(self.words(heading), "meta", "ask-format" if level else "", heading=level)
        yield from self._how_to_ask()

    def _how_to_ask(self) -> Iterator[Piece]:
        yield Piece("", self.promise, "meta")
        for way in self.ways:
            yield added(way.label, "meta", term="term")
            yield added(way.words, "meta", term="value", link=way.address)

    def footer(self) -> Iterator[Piece]:
        """The words after the main part; the statement is linked from every page (SI 2018/952 regulation 8)."""
        if self.site.statement:
            yield added(self.words("accessibility_statement"), "site", link=f"{self.way}accessibility-statement.html")
        for line, language in self.imprint:
            yield added(line, "site", language=language)
        yield Piece("", f"{self.words('publisher')} {self.site.council}", "site")


def size_in_words(size: int) -> str:
    """A file size as people read it: "12 KB" (1,024 bytes), from 1,000 KB on "1.4 MB"."""
    kilobytes = max(1, round(size / 1024))
    return f"{kilobytes} KB" if kilobytes < 1000 else f"{size / 1024 / 1024:.1f} MB"


def format_in_words(format: str, words: Words) -> str:
    """The name of a format in the language of the page."""
    return words.texts.get(f"format_{format}", BUILDERS[format].words if format in BUILDERS else format.upper())


def pages_in_words(pages: int, words: Words) -> str:
    """A page count in words."""
    return words("page_count_one" if pages == 1 else "page_count", count=pages)


E_BOOK = ".epub"
_IN_NO_NAME = re.compile(r'[<>"\\|?*\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+')
_LONGEST = 100  # characters of a name: with its ending below the 255 bytes of file systems in any script


def saved_as(title: str, ending: str, more: str = "") -> str:
    """The title as the name of a file, without the characters that file systems forbid."""
    plain = re.sub(r"\s*:\s+", " – ", _IN_NO_NAME.sub("", title))
    plain = " ".join(re.sub("[/:]", "-", plain).split())
    while len(plain.encode()) > 2 * _LONGEST or len(plain) > _LONGEST:
        plain = plain[:-1]
    return " – ".join(filter(None, (plain.strip(". "), more))) + ending


def download(fact: Fact, words: Words, title: str) -> Download:
    """The link to another edition: look, format, size and page count; no look where readers set the size of the type.

    E-books are saved by their title, since people find them in their library by it.
    """
    size = size_in_words(fact.size) if fact.size else ""
    row = BUILDERS.get(fact.format)
    kind, media_type = row.kind_of(fact.file) if row else ("", "")
    parts = [format_in_words(fact.format, words), *([size] if size else [])]
    parts += [pages_in_words(fact.pages, words)] if fact.pages else []
    name = words.look(fact.look)
    if row and row.flows and fact.look.name == STANDARD:
        name, parts[0] = parts[0], kind
    elif row and media_type != row.media_type:
        parts[0] += f" {kind}"
    if fact.volumes:
        name += f", {words('volume', number=fact.volume, count=fact.volumes)}"
    saved = ""
    if fact.file.endswith(E_BOOK):
        more = [words.look(fact.look)] if fact.look.name != STANDARD else []
        more += [words(f"format_{fact.format}")] if fact.format != "epub" else []
        saved = saved_as(title, E_BOOK, ", ".join(more))
    shown = f"{name} ({', '.join(parts)})"
    return Download(fact.file, shown, media_type, size, words.language_of("page_count"), saved)


def data_download(file: str, size: int, words: Words, caption: str = "") -> Download:
    """The link to an open data file beside the page: all records, or those of the table of that caption."""
    ending = file.rsplit(".", 1)[-1]
    media_type = {"csv": "text/csv", "json": "application/json"}[ending]
    shown = size_in_words(size)
    name = words("data_table", caption=caption) if caption else words(f"data_{ending}")
    language = words.language_of("data_table" if caption else f"data_{ending}")
    return Download(file, f"{name} ({ending.upper()}, {shown})", media_type, shown, language)


def contact_ways(contact: Contact, words: Words) -> Iterator[Way]:
    """The ways of a contact that are known, the written ones first."""
    addresses = {
        "email": (contact.email, f"mailto:{contact.email}"),
        "phone": (contact.phone, "tel:" + _dial(contact.phone)),
        "relay": (contact.text_relay, "tel:" + _dial(contact.text_relay)),
        "form": (contact.form, contact.form),
        "post": (contact.post, ""),
    }
    for name, (text, address) in addresses.items():
        if text:
            key = f"contact_{name}"
            yield Way(words(key), text, address, words.language_of(key))


def _dial(number: str) -> str:
    return "".join(character for character in number if character in "+0123456789")
