"""What must hold in the style template after the brand team has changed it: names, sizes, contrast, language, today's layout."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.builders.office.package import COMPATIBILITY, TemplateRefused, WordFile, compatibility
from pipeline.builders.office.styles import StyleSheet
from pipeline.editions.contrast import ENOUGH_CONTRAST, ratio
from pipeline.editions.progress import status_colours
from pipeline.editions.site import Brand
from pipeline.model.findings import Finding, Findings, error, warning
from pipeline.model.place import Place
from pipeline.ooxml.elements import Element, q, val

FILE = "templates/reference.docx"
SMALLEST = 12.0  # points
PAPER = "#ffffff"
HEX = re.compile("[0-9A-Fa-f]{6}")
HINT = "change it in Word: Home, Styles, right click on the style, Modify"


def template_findings(template: bytes | None, brand: Brand) -> Findings:
    """Everything that is wrong with the template, and every colour in it that the brand does not know."""
    try:
        file = WordFile(template, as_it_is=True)
    except TemplateRefused as refusal:
        return (refusal.finding,)
    sheet = StyleSheet(file.styles)
    findings = [*sheet.findings, *_sizes(file.styles), *_contrast(file.styles), *_brand(file.styles, brand)]
    language = file.styles.find(f"{q('docDefaults')}/{q('rPrDefault')}/{q('rPr')}/{q('lang')}")
    if val(language) != "en-GB":
        hint = "in Word: Review, Language, English (United Kingdom), Set as default"
        findings.append(error("template-language", "the template is not in British English", Place(FILE), hint))
    mode = compatibility(file.settings)
    if mode != COMPATIBILITY:
        message = f"the template has compatibility mode {mode or 'none'}; Word's checker needs {COMPATIBILITY}"
        findings.append(error("template-compatibility", message, Place(FILE), "in Word: File, Info, Convert"))
    return tuple(findings)


def _named(styles: Element) -> Iterator[tuple[str, Element]]:
    for style in styles.findall(q("style")):
        yield val(style.find(q("name"))), style


def _sizes(styles: Element) -> Iterator[Finding]:
    for name, style in _named(styles):
        size = style.find(f"{q('rPr')}/{q('sz')}")
        if size is not None and float(val(size, "24")) / 2 < SMALLEST:
            message = f"the style “{name}” is {float(val(size)) / 2:g} point; 12 point is the smallest"
            yield error("template-size", message, Place(FILE), HINT)


def _contrast(styles: Element) -> Iterator[Finding]:
    for name, style in _named(styles):
        ink = val(style.find(f"{q('rPr')}/{q('color')}"))
        shades = (style.find(f"{q(holder)}/{q('shd')}") for holder in ("rPr", "pPr"))
        fill = next((str(shade.get(q("fill"), "")) for shade in shades if shade is not None), "")
        ground = f"#{fill}" if HEX.fullmatch(fill) else PAPER
        reached = ratio(f"#{ink}", ground) if HEX.fullmatch(ink) else 21.0
        if reached < ENOUGH_CONTRAST:
            message = f"the style “{name}” is #{ink.lower()} on {ground.lower()}, {reached:.1f}:1; text needs 7:1"
            yield error("template-contrast", message, Place(FILE), HINT)


def _brand(styles: Element, brand: Brand) -> Iterator[Finding]:
    """Text colours that differ from those of `content/site.yaml`, which web pages and PDFs have."""
    known = {colour.lower() for colour in (brand.ink, brand.ground, brand.accent, brand.accent_ink)}
    known |= set(status_colours(brand.ground).values())
    for colour, names in sorted(_colours(styles).items()):
        if f"#{colour}" not in known and names != ["FollowedHyperlink"]:
            styled = f"style{'s' if len(names) > 1 else ''} {', '.join(names)}"
            message = f"the colour #{colour} of the {styled} is not one of the brand's"
            hint = "change the style, or brand: in content/site.yaml, so that all editions look alike"
            yield warning("template-brand", message, Place(FILE), hint)


def _colours(styles: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, style in _named(styles):
        ink = val(style.find(f"{q('rPr')}/{q('color')}"))
        if HEX.fullmatch(ink):
            found.setdefault(ink.lower(), []).append(name)
    return found
