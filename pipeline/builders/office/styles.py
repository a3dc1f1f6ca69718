"""The styles of the template, set for one look: the template owns faces, colours and spacing, the look size and paper."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from pipeline.builders.office.style_list import NEEDED, STYLES
from pipeline.builders.office.template import styles as built_in_styles
from pipeline.editions.looks import USUAL_FACE, Look
from pipeline.editions.site import Brand
from pipeline.model.findings import Finding, error
from pipeline.ooxml.elements import Element, drop, q, val, w

LARGE_PRINT = 16  # points from which UKAAF speaks of large print
NATURAL_LINE = 1.15  # the height of a line of Arial, as a multiple of its size
NOT_COLOURS = ("auto", "")


class StyleSheet:
    """The template's styles by name; `element` is the part, changed in place."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.findings: list[Finding] = []
        self._bold: dict[str, bool] = {}
        self._ids = {_key(val(style.find(q("name")))): style.get(q("styleId")) for style in self._styles()}
        self._mend()

    def id(self, name: str) -> str:
        """The id of the style with this name, whatever case Word wrote it in."""
        return str(self._ids[_key(name)])

    def style(self, name: str) -> Element:
        """The style element with this name."""
        ident = self.id(name)
        return next(style for style in self._styles() if style.get(q("styleId")) == ident)

    def bold(self, name: str) -> bool:
        """Whether a paragraph style is bold by itself or by one that it is based on (ECMA-376 part 1, 17.7.4.3)."""
        if name not in self._bold:
            ident, seen = self.id(name), set[str]()
            element = None
            while element is None and ident and ident not in seen:
                seen.add(ident)
                style = next((style for style in self._styles() if style.get(q("styleId")) == ident), None)
                element = None if style is None else style.find(f"{q('rPr')}/{q('b')}")
                ident = "" if style is None else val(style.find(q("basedOn")))
            self._bold[name] = element is not None and val(element, "1") not in ("0", "false", "off")
        return self._bold[name]

    def set_for(self, look: Look) -> None:
        """Scale sizes and spaces to the look, and give the look's ink, ground, weight and face where they differ."""
        base = self.size
        for size in self._all("sz", "szCs"):
            # The points by which a heading stands above the text stay, so that giant print headings keep to few lines.
            size.set(q("val"), str(max(round(look.size * 2), round((float(val(size)) / 2 - base + look.size) * 2))))
        factor = look.size / base
        for element, names in ((self._all("spacing"), ("before", "after")), (self._all("ind"), INDENTS)):
            scale(element, names, factor)
        self._set_lines(look)
        if look.face != USUAL_FACE:  # else that of the template stands
            self._set_face(look.face)
        if not look.italics:
            self._set_upright()
        if look.weight >= 600:
            make_bold(self._run_properties("Normal"))
        if look.size >= LARGE_PRINT:
            for name in ("endnote reference", "footnote reference"):
                drop(self.style(name), "vertAlign")
        if look.ground.lower() != "#ffffff":
            recolour(self.element, look)

    @property
    def size(self) -> float:
        """The body size of the template in points."""
        element = self.style("Normal").find(f"{q('rPr')}/{q('sz')}")
        if element is None:
            element = self.element.find(f"{q('docDefaults')}/{q('rPrDefault')}/{q('rPr')}/{q('sz')}")
        return float(val(element, "24")) / 2

    def _styles(self) -> list[Element]:
        return list(self.element.findall(q("style")))

    def _all(self, *names: str) -> Iterator[Element]:
        for style in [*self._styles(), *self.element.findall(q("docDefaults"))]:
            for name in names:
                for element in style.iter(q(name)):
                    if name != "spacing" or element.getparent().tag == q("pPr"):
                        yield element

    def _run_properties(self, name: str) -> Element:
        style = self.style(name)
        element = style.find(q("rPr"))
        if element is None:
            element = w("rPr")
            style.append(element)
        return element

    def _set_lines(self, look: Look) -> None:
        """Lines as far apart as the look asks; a template that sets them wider still has its way."""
        asked = round(look.spacing / NATURAL_LINE * 240)
        usual = f"{q('docDefaults')}/{q('pPrDefault')}/{q('pPr')}/{q('spacing')}"
        for spacing in (self.element.find(usual), self.style("Normal").find(f"{q('pPr')}/{q('spacing')}")):
            if spacing is not None and spacing.get(q("line")) and spacing.get(q("lineRule"), "auto") == "auto":
                spacing.set(q("line"), str(max(asked, int(spacing.get(q("line"))))))

    def _set_face(self, face: str) -> None:
        for fonts in self._all("rFonts"):
            for name in list(fonts.attrib):
                del fonts.attrib[name]
            for script in ("ascii", "hAnsi", "eastAsia", "cs"):
                fonts.set(q(script), face)

    def set_other(self, face: str) -> None:
        """The face of letters that the usual one does not have (ECMA-376 part 1, 17.3.2.26: complex scripts)."""
        defaults = self.element.find(f"{q('docDefaults')}/{q('rPrDefault')}/{q('rPr')}")
        if defaults is not None and defaults.find(q("rFonts")) is None:
            defaults.insert(0, w("rFonts"))
        for fonts in self._all("rFonts"):
            fonts.attrib.pop(q("cstheme"), None)
            fonts.set(q("cs"), face)

    def _set_upright(self) -> None:
        """No italics in large print (UKAAF G003): stress is bold."""
        for style in self._styles():
            properties = style.find(q("rPr"))
            if properties is not None and properties.find(q("i")) is not None:
                drop(properties, "i", "iCs")
                if style.get(q("type")) == "character":
                    make_bold(properties)

    def _mend(self) -> None:
        """Put in the styles that a changed template has lost, and say so."""
        missing = [name for name in NEEDED if _key(name) not in self._ids]
        if not missing:
            return
        spare = {style.name: style.id for style in STYLES}
        ready = {item.get(q("styleId")): item for item in built_in_styles(Brand()).findall(q("style"))}
        for name in missing:
            self.element.append(copy.deepcopy(ready[spare[name]]))
            self._ids[_key(name)] = spare[name]
        names = ", ".join(f"“{name}”" for name in missing)
        what = "a style is" if len(missing) == 1 else "styles are"
        self.findings.append(
            error(
                "template-style-missing",
                f"{what} missing in templates/reference.docx: {names}; the usual setting was used instead",
                hint="open the template in Word and make a style of that name again (Home, Styles, New style), "
                "or delete the file and type: make reference",
            )
        )


def make_bold(properties: Element) -> None:
    """Set a run's properties bold, in the place that the schema has for it (17.3.2.28)."""
    drop(properties, "b", "bCs")
    before = [child for child in properties if child.tag in (q("rStyle"), q("rFonts"))]
    for name in ("b", "bCs"):
        properties.insert(len(before) + (name == "bCs"), w(name))


INDENTS = ("left", "right", "hanging", "firstLine", "start", "end")
# Twentieths of a point. However large the type, half of an A4 line is left for the words, and spaces part no pages.
MOST = {"left": 4500, "start": 4500, "hanging": 4000, "before": 3000, "after": 3000}


def scale(elements: Iterator[Element] | list[Element], names: tuple[str, ...], factor: float) -> None:
    """Multiply lengths, in twentieths of a point, by a factor, up to what a page can hold."""
    for element in elements:
        for name in names:
            if element.get(q(name)):
                length = round(float(element.get(q(name))) * factor)
                element.set(q(name), str(min(length, MOST.get(name, length))))


def recolour(element: Element, look: Look) -> None:
    """Only the look's ink on the look's ground, for readers who asked for those two colours."""
    ink, ground = (colour.lstrip("#").upper() for colour in (look.ink, look.ground))
    for found in element.iter():
        for name, colour in (("color", ink), ("fill", ground)):
            if found.get(q(name), "auto") not in NOT_COLOURS:
                found.set(q(name), colour)
        if found.tag == q("color"):
            found.set(q("val"), ink)
        for name in list(found.attrib):
            if name.startswith(q("theme")) and found.tag != q("rFonts"):
                del found.attrib[name]


def _key(name: str) -> str:
    return name.lower().replace(" ", "")
