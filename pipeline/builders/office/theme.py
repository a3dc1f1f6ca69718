"""The theme part: the brand's colours in Word's colour picker and one plain face (ECMA-376 part 1, 20.1.6.9)."""

from __future__ import annotations

from lxml import etree

from pipeline.editions.site import Brand
from pipeline.ooxml.elements import A


def theme(brand: Brand, face: str) -> bytes:
    """The theme as a part's bytes; line and fill styles are the plainest that the schema allows."""
    root = etree.Element(f"{{{A}}}theme", name="Council", nsmap={"a": A})
    parts = _add(root, "themeElements")
    colours = _add(parts, "clrScheme", name="Council")
    plain = {
        "dk1": brand.ink, "lt1": brand.ground, "dk2": brand.accent, "lt2": brand.accent_ink, "accent1": brand.accent,
        "accent2": "#594300", "accent3": "#4c2c6f", "accent4": "#0b5d43", "accent5": "#7a1f1f", "accent6": "#3d4752",
        "hlink": brand.accent, "folHlink": "#4c2c6f",
    }  # fmt: skip
    for name, colour in plain.items():
        _add(_add(colours, name), "srgbClr", val=colour.lstrip("#").upper())
    fonts = _add(parts, "fontScheme", name="Council")
    for name in ("majorFont", "minorFont"):
        font = _add(fonts, name)
        for script, typeface in (("latin", face), ("ea", ""), ("cs", "")):
            _add(font, script, typeface=typeface)
    forms = _add(parts, "fmtScheme", name="Council")
    for name in ("fillStyleLst", "lnStyleLst", "effectStyleLst", "bgFillStyleLst"):
        group = _add(forms, name)
        for _ in range(3):
            if name == "lnStyleLst":
                _fill(_add(group, "ln", w="9525"))
            elif name == "effectStyleLst":
                _add(_add(group, "effectStyle"), "effectLst")
            else:
                _fill(group)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _add(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{A}}}{tag}", **attributes)


def _fill(parent: etree._Element) -> None:
    _add(_add(parent, "solidFill"), "schemeClr", val="phClr")
