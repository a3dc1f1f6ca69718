"""The Word package: opened from the template, filled, and written with fixed times (Open Packaging Conventions)."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from docx import Document as open_package
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from pipeline.builders.office.fonts import style_of
from pipeline.editions.paper.fonts import FontFile
from pipeline.model.direction import direction
from pipeline.model.findings import Finding, error
from pipeline.ooxml.elements import Element, R, drop, q, repacked, serialised, val, w

KEPT = {
    RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS, RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.THEME,
    RELATIONSHIP_TYPE.FONT_TABLE,
}  # fmt: skip
CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
CUSTOM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
CUSTOM_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VALUE_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
PROPERTY_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # user-defined properties (ECMA-376 part 1, 22.3.2.2)
COMPATIBILITY = "15"  # Word 2013 and later
MENDED = "or delete the file and type: make reference"


Relate = Callable[[str, str], str]


STYLES = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "BoldItalic"}
"""(bold, italic) → the end of the name under which a font table embeds a font of that style (17.8.3.3 to 17.8.3.6)."""
EMBEDDED = [q(f"embed{name}") for name in STYLES.values()]
OBFUSCATED = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
BEFORE_GROUND = frozenset(
    q(name) for name in ("view", "zoom", "removePersonalInformation", "removeDateAndTime", "doNotDisplayPageBoundaries")
)
"""The settings that stand before that of the page's colour (17.15.1)."""


OTHER_SIDE = {q("left"): q("right"), q("right"): q("left")}
"""The rule beside a box stands where its lines begin; Word takes these names as they are (ISO/IEC 29500-1, 17.3.1.17)."""
AFTER_BIDI = frozenset(
    q(name)
    for name in (
        "adjustRightInd",
        "snapToGrid",
        "spacing",
        "ind",
        "contextualSpacing",
        "jc",
        "textAlignment",
        "outlineLvl",
    )
)
"""The properties of a paragraph that stand behind that of its direction (17.3.1)."""


class TemplateRefused(Exception):
    """The template cannot be used; carries the finding that says why."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.finding: Finding = error("template-refused", message, hint=hint)


class WordFile:
    """A Word package that starts as the template: its styles, numbering, settings, theme and fonts, and nothing else.

    `as_it_is` keeps everything, for looking at the template itself. Raises Refused where it cannot be used.
    """

    def __init__(self, template: bytes | None, as_it_is: bool = False) -> None:
        if template is None:
            raise TemplateRefused(
                "there is no templates/reference.docx to take the styles from", "type: make reference"
            )
        refuse_macros(template)
        try:
            self._document = open_package(io.BytesIO(template))
            self.styles, self.numbering, self.settings = (
                self._root(relation)
                for relation in (RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.SETTINGS)
            )
        except (KeyError, ValueError, PackageNotFoundError, zipfile.BadZipFile, etree.XMLSyntaxError, OSError) as why:
            message = "templates/reference.docx is damaged or is not a Word document"
            raise TemplateRefused(message, f"put back an earlier copy of it, {MENDED}") from why
        self.part: Any = self._document.part
        self._leftward = False
        if not as_it_is:
            self._forget()

    def _root(self, relation: str) -> Element:
        return self._document.part.part_related_by(relation)._element  # type: ignore[attr-defined]

    def _forget(self) -> None:
        """Leave the template's own text, pictures, headers and history behind."""
        for key, relation in list(self.part.rels.items()):
            if relation.reltype not in KEPT:
                del self.part.rels[key]
        package = self.part.package
        for key, relation in list(package.rels.items()):
            if relation.reltype not in (RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES):
                del package.rels[key]
        drop(self.settings, "rsids", "attachedTemplate", "documentProtection", "trackRevisions", "updateFields",
             "footnotePr", "endnotePr", "docVars", "writeProtection", "autoHyphenation")  # fmt: skip
        compat = self.settings.find(q("compat"))
        modes = [] if compat is None else compat.findall(q("compatSetting"))
        for mode in modes:
            if mode.get(q("name")) == "compatibilityMode":
                mode.set(q("val"), COMPATIBILITY)

    def add(self, name: str, element: Element, media: str, relation: str) -> str:
        """Add a part and say the id of the relationship to it."""
        part = Part(PackURI(f"/word/{name}"), media, serialised(element), self.part.package)
        return str(self.part.relate_to(part, relation))

    def relate(self, address: str, relation: str) -> str:
        """The id of a relationship from the text to an address outside of the package."""
        return str(self.part.relate_to(address, relation, is_external=True))

    def add_notes(self, write: Callable[[Relate], Element]) -> None:
        """Add the footnotes that `write` makes; links in them are relationships of their own part."""
        part: Any = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, b"", self.part.package)
        element = write(lambda address, relation: str(part.relate_to(address, relation, is_external=True)))
        part._blob = serialised(element)
        self.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def set_language(self, language: str) -> None:
        """The language of the whole text (WCAG 3.1.1): the default of the runs and of the theme's fonts."""
        properties = self.styles.find(f"{q('docDefaults')}/{q('rPrDefault')}/{q('rPr')}")
        if properties is not None:
            drop(properties, "lang")
            properties.append(w("lang", val=language, eastAsia=language, bidi="ar-SA"))
        for element in self.settings.iter(q("themeFontLang")):
            element.set(q("val"), language)
        paragraphs = self.styles.find(f"{q('docDefaults')}/{q('pPrDefault')}/{q('pPr')}")
        self._leftward = direction(language) == "rtl"
        for rules in self.styles.iter(q("pBdr")) if self._leftward else ():
            for side, bar in [(bar.tag, bar) for bar in rules if bar.tag in OTHER_SIDE]:
                bar.tag = OTHER_SIDE[side]
        if self._leftward and paragraphs is not None and paragraphs.find(q("bidi")) is None:
            later = [child for child in paragraphs if child.tag in AFTER_BIDI]
            paragraphs.insert(len(paragraphs) - len(later), w("bidi"))

    def _turned(self, document: Element) -> None:
        """Lets the columns of tables and the pages run from right to left."""
        for properties in document.iter(q("tblPr")):
            properties.insert(int(properties.find(q("tblStyle")) is not None), w("bidiVisual"))
        for section in document.iter(q("sectPr")):
            later = [child for child in section if child.tag in (q("rtlGutter"), q("docGrid"), q("printerSettings"))]
            section.insert(len(section) - len(later), w("bidi"))

    def embed(self, files: Iterable[FontFile]) -> None:
        """Add fonts, masked as Word wants it, and name them in the font table (17.8)."""
        part: Any = self.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
        table = etree.fromstring(part.blob)
        for font in files:
            entry = next((one for one in table if one.get(q("name")) == font.family), None)
            if entry is None:
                entry = w("font", w("family", val="auto"), w("pitch", val="variable"), name=font.family)
                table.append(entry)
            key = uuid.uuid5(uuid.NAMESPACE_URL, font.path)
            mask = key.bytes[::-1] * 2
            data = bytes(a ^ b for a, b in zip(font.data, mask, strict=False)) + font.data[len(mask) :]
            place = self.part.package.next_partname("/word/fonts/font%d.odttf")  # the template may hold some of its own
            own = Part(place, OBFUSCATED, data, self.part.package)
            made = w(f"embed{STYLES[style_of(font)]}", fontKey=f"{{{key}}}".upper())
            made.set(f"{{{R}}}id", str(part.relate_to(own, RELATIONSHIP_TYPE.FONT)))
            later = [one for one in entry if one.tag in EMBEDDED[EMBEDDED.index(made.tag) :]]
            entry.insert(len(entry) - len(later), made)
        part._blob = serialised(table)
        drop(self.settings, "embedTrueTypeFonts")
        earlier = [child for child in self.settings if child.tag in (*BEFORE_GROUND, q("displayBackgroundShape"))]
        self.settings.insert(len(earlier), w("embedTrueTypeFonts"))  # Word keeps them when the file is saved

    def show_ground(self) -> None:
        """Let Word show the page's colour on screen."""
        drop(self.settings, "displayBackgroundShape")
        earlier = [child for child in self.settings if child.tag in BEFORE_GROUND]
        self.settings.insert(len(earlier), w("displayBackgroundShape"))

    def name_notes(self, ids: tuple[int, ...]) -> None:
        """Tell the settings which footnotes are the separators, and to number the others 1, 2, 3."""
        made = w("footnotePr", w("numFmt", val="decimal"), *(w("footnote", id=ident) for ident in ids))
        place = self.settings.find(q("compat"))
        if place is None:
            self.settings.append(made)
        else:
            place.addprevious(made)

    def describe(self, facts: dict[str, str], moment: int, custom: dict[str, str]) -> None:
        """Core properties (title, author, subject, keywords, language …) and custom ones, with one fixed time."""
        properties = self._document.core_properties
        for name in ("last_modified_by", "comments", "category", "content_status", "version"):
            setattr(properties, name, "")
        for name, text in facts.items():
            setattr(properties, name, text[:255])
        time = datetime.fromtimestamp(moment, UTC).replace(tzinfo=None)
        properties.created = properties.modified = time
        properties.revision = 1
        root = etree.Element(f"{{{CUSTOM_SPACE}}}Properties", nsmap={None: CUSTOM_SPACE, "vt": VALUE_SPACE})
        for number, (name, text) in enumerate(custom.items(), 2):  # numbers below 2 are reserved
            entry = etree.SubElement(
                root, f"{{{CUSTOM_SPACE}}}property", fmtid=PROPERTY_SET, pid=str(number), name=name
            )
            etree.SubElement(entry, f"{{{VALUE_SPACE}}}lpwstr").text = text
        package = self.part.package
        blob = bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
        package.relate_to(Part(PackURI("/docProps/custom.xml"), CUSTOM, blob, package), CUSTOM_RELATION)

    def written(self, document: Element) -> bytes:
        """The finished file around the main document part."""
        if self._leftward:
            self._turned(document)
        etree.cleanup_namespaces(document, keep_ns_prefixes=["w", "r"])
        self.part._element = document
        out = io.BytesIO()
        self._document.save(out)
        return repacked(out.getvalue(), ("[Content_Types].xml", "_rels/.rels"))


def refuse_macros(template: bytes) -> None:
    """Raise Refused where the template holds macros or other things that run (no edition may carry them on)."""
    try:
        names = zipfile.ZipFile(io.BytesIO(template)).namelist()
    except zipfile.BadZipFile:
        return
    active = [name for name in names if "vbaproject" in name.lower() or "/activex/" in name.lower()]
    if active:
        message = f"templates/reference.docx holds macros ({active[0]}), which no edition may carry"
        raise TemplateRefused(message, f"save it in Word as .docx without macros, {MENDED}")


MEDIA = {"header": CONTENT_TYPE.WML_HEADER, "footer": CONTENT_TYPE.WML_FOOTER}
RELATIONS = {
    "header": RELATIONSHIP_TYPE.HEADER,
    "footer": RELATIONSHIP_TYPE.FOOTER,
}


def compatibility(settings: Element) -> str:
    """The compatibility mode of a settings part, "" where it has none."""
    modes = (mode for mode in settings.iter(q("compatSetting")) if mode.get(q("name")) == "compatibilityMode")
    return next((val(mode) for mode in modes), "")
