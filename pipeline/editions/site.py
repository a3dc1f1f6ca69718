"""What `content/site.yaml` says of the council, its brand, its editions and its duties; the same for every publication."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from pipeline.model.place import NOWHERE, Place

# Names of the site's own pages, folders and files, which no paper can have.
TAKEN = frozenset({
    "accessibility-statement", "accounts", "assets", "build", "conformance", "index", "manual-checks", "requests", "schema",
    "site", "sitemap",
})  # fmt: skip


@dataclass(frozen=True)
class Contact:
    """Whom to ask for another format. `response_days` are working days."""

    name: str = ""
    email: str = ""
    phone: str = ""
    text_relay: str = ""
    post: str = ""
    form: str = ""
    response_days: str = ""


@dataclass(frozen=True)
class Brand:
    """Colours as `#rrggbb` and files below `content/`. Every pair of ink and ground has a contrast of 7:1 or more."""

    ink: str = "#0b0c0c"
    ground: str = "#ffffff"
    accent: str = "#00436b"
    accent_ink: str = "#ffffff"
    logo: str = ""
    logo_alt: str = ""


@dataclass(frozen=True)
class EditionName:
    """One edition that is published: a format of `BUILDERS` and the name of a look."""

    format: str
    look: str

    def file(self, name: str, suffix: str) -> str:
        """The file name of this edition of a publication: the standard look adds nothing to it."""
        return name + ("" if self.look == "standard" else f"-{self.look}") + suffix


def volume_file(whole: str, number: int, count: int) -> str:
    """The name of a volume from that of the undivided edition: "plan-volume-02-of-12.pdf". Such names sort by their number."""
    stem, dot, ending = whole.rpartition(".")
    return f"{stem}-volume-{number:0{len(str(count))}}-of-{count}{dot}{ending}"


LONGEST_TITLE = 80
"""Characters of a title in the name of a file, in twice as many bytes: with an id and a look below the 255 of file systems."""
_LETTERS = str.maketrans({
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "'": None, "’": None,
})  # fmt: skip
_DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")
"""Names that Windows keeps for devices, whatever their ending."""


def title_name(title: str) -> str:
    """The words of a title as the name of a file, joined by hyphens: "parking-plan-2025-26"; "" for a title without words.

    Safe on every file system, in e-mail and in an address: small letters, Latin ones without accents. Other scripts keep their
    letters. A long title ends after a whole word.
    """
    signs: list[str] = []
    for sign in unicodedata.normalize("NFKC", title).lower().translate(_LETTERS):
        base = unicodedata.normalize("NFD", sign)[0]
        plain = base if base.isascii() else sign
        kind = unicodedata.category(plain)
        if kind[0] in "LN" or (kind[0] == "M" and signs and not signs[-1].isascii()):
            signs.append(plain)
        elif kind[0] != "M" and kind != "Cf":  # a sign that nobody sees parts no word
            signs.append(" ")
    words = "-".join("".join(signs).split())
    while len(words) > LONGEST_TITLE or len(words.encode()) > 2 * LONGEST_TITLE:
        words = words.rpartition("-")[0] or words[:-1]
    return "" if _DEVICE.fullmatch(words) else words


@dataclass(frozen=True)
class Proofread:
    """That a person has read the braille of a publication: in which code, and which version of the content."""

    publication: str = ""
    code: str = ""
    by: str = ""
    when: str = ""
    version: str = ""


@dataclass(frozen=True)
class Claim:
    """That a person has tested the e-book of a publication and found that it conforms: in which role, when, which version."""

    publication: str
    role: str
    when: str
    version: str


STANDARD = "standard"


@dataclass(frozen=True)
class Site:
    """The site as a whole. `url` is its public address, "" where it is not known; `committee` an ISO date or "".

    `cms_files` is the address of the folder into which a CMS puts uploaded files. The old addresses of `former_editions` lead
    to the pages of their publications. `places` are where the logo and the
    editions stand in the file, by "logo" and by names such as "pdf large-print".
    """

    council: str = ""
    title: str = ""
    language: str = "en-GB"
    url: str = ""
    licence: str = ""
    licence_url: str = ""
    notice: str = ""
    committee: str = ""
    cms_files: str = ""
    contact: Contact = Contact()
    brand: Brand = Brand()
    editions: tuple[EditionName, ...] = ()
    former_editions: tuple[EditionName, ...] = ()
    proofread: tuple[Proofread, ...] = ()
    claims: tuple[Claim, ...] = ()
    statement: dict[str, object] = field(default_factory=dict)
    place: Place = field(default=NOWHERE, compare=False)
    places: dict[str, Place] = field(default_factory=dict, compare=False, repr=False)

    def language_in(self, language: str) -> str:
        """The language of the site's own words where they stand in a page of another one, else ""."""
        same = not language or language.split("-")[0].lower() == self.language.split("-")[0].lower()
        return "" if same else self.language

    def place_of(self, name: str) -> Place:
        """Where the logo or an edition stands in the file."""
        return self.places.get(name, self.place)
