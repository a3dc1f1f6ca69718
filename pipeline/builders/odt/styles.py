"""The styles of the Word template, already set for the look, as OpenDocument styles: one template serves both formats."""

from __future__ import annotations

import re

from pipeline.builders.odt.xml import Element, o, q, style_name
from pipeline.builders.office.numbering import wider
from pipeline.builders.office.pages import PageShape
from pipeline.builders.office.style_list import LIST_DEPTH
from pipeline.builders.office.styles import StyleSheet
from pipeline.model.direction import direction
from pipeline.model.document import Numbering, NumberStyle
from pipeline.ooxml.elements import q as word
from pipeline.ooxml.elements import val

BORDERS = {"single": "solid", "double": "double", "dotted": "dotted", "dashed": "dashed"}
FORMATS = {
    NumberStyle.DECIMAL: "1", NumberStyle.LOWER_LETTER: "a", NumberStyle.UPPER_LETTER: "A",
    NumberStyle.LOWER_ROMAN: "i", NumberStyle.UPPER_ROMAN: "I",
}  # fmt: skip
FORMS = {"1.": "", "1)": "_bracket", "(1)": "_brackets"}


def list_style(numbering: Numbering | None) -> str:
    """The name of the list style with these labels, on every level."""
    if numbering is None:
        return "Bullets"
    return f"Numbers_{numbering.style.replace('-', '_')}{FORMS[numbering.form]}"


IN_TABLES = ("Table Text", "Table Heading")
HEX = re.compile("[0-9A-Fa-f]{6}")
HEADING = re.compile(r"heading ([1-6])", re.IGNORECASE)


def points(twentieths: str | None) -> str:
    """A length of Word, in twentieths of a point, as one of OpenDocument."""
    return f"{float(twentieths or 0) / 20:g}pt"


class StyleConverter:
    """Converts the style sheet; `ground` is the colour of the paper."""

    def __init__(self, sheet: StyleSheet, numbering: Element, language: str, ground: str) -> None:
        self.sheet, self.numbering, self.language, self.ground = sheet, numbering, language, ground
        self.root = sheet.element
        line = sheet.style("Plan Table").find(f"{word('pPr')}/{word('spacing')}")
        self._table_line = "" if line is None else f"{float(line.get(word('line'), '240')) / 2.4:.0f}%"
        self.names = {
            element.get(word("styleId")): val(element.find(word("name")))
            for element in self.root.findall(word("style"))
        }

    def common(self, numberings: set[Numbering]) -> Element:
        """`office:styles`: defaults, paragraph and character styles, bullets and these numbered lists, how notes are marked."""
        made = o("office:styles", self._default())
        made.extend(o("style:default-style", style__family=family) for family in ("table", "table-row", "table-cell"))
        for style in self.root.findall(word("style")):
            if style.get(word("type")) in ("paragraph", "character"):
                made.append(self._style(style))
        alike = {list_style(numbering): numbering for numbering in numberings}
        made.extend(self._list(numbering) for numbering in (None, *(alike[name] for name in sorted(alike))))
        mark = style_name("footnote reference")
        notes = o(
            "text:notes-configuration",
            text__note_class="footnote", text__citation_style_name=mark, text__citation_body_style_name=mark,
            text__default_style_name=style_name("footnote text"), style__num_format="1",
            style__num_suffix=" ", text__start_value="0",
        )  # fmt: skip
        made.append(notes)
        return made

    def pages(self, shapes: list[PageShape]) -> Element:
        """A page layout for each shape of page."""
        made = o("office:automatic-styles")
        for number, shape in enumerate(shapes, 1):
            margins = {f"fo__margin_{side}": points(str(shape.margin)) for side in ("top", "right", "bottom", "left")}
            properties = o(
                "style:page-layout-properties",
                fo__page_width=points(str(shape.width)), fo__page_height=points(str(shape.height)),
                style__print_orientation="landscape" if shape.landscape else "portrait",
                **({"fo__background_color": self.ground} if self.ground.lower() != "#ffffff" else {}), **margins,
                **self.writing_mode,
            )  # fmt: skip
            head = o("style:header-footer-properties", fo__min_height="0pt", fo__margin_bottom="10pt")
            foot = o("style:header-footer-properties", fo__min_height="0pt", fo__margin_top="10pt")
            layout = o("style:page-layout", properties, style__name=f"Page{number}")
            layout.extend([o("style:header-style", head), o("style:footer-style", foot)])
            made.append(layout)
        return made

    def _default(self) -> Element:
        run = self.root.find(f"{word('docDefaults')}/{word('rPrDefault')}/{word('rPr')}")
        spacing = self.root.find(f"{word('docDefaults')}/{word('pPrDefault')}/{word('pPr')}")
        text = self._text(run)
        base, _, region = self.language.partition("-")
        text.set(q("fo:language"), base)
        text.set(q("fo:country"), region or "none")
        if self.writing_mode:
            text.set(q("style:language-complex"), base)
            text.set(q("style:country-complex"), region or "none")
        paragraph = self._paragraph(spacing)
        if self.writing_mode:
            paragraph.set(q("style:writing-mode"), "rl-tb")
            paragraph.set(q("fo:text-align"), "right")
        return o("style:default-style", paragraph, text, style__family="paragraph")

    @property
    def writing_mode(self) -> dict[str, str]:
        """The attribute that turns a page, a table and its columns round for a language that runs from right to left."""
        return {"style__writing_mode": "rl-tb"} if direction(self.language) == "rtl" else {}

    def _style(self, style: Element) -> Element:
        name = val(style.find(word("name")))
        family = "paragraph" if style.get(word("type")) == "paragraph" else "text"
        made = o("style:style", style__name=style_name(name), style__display_name=name, style__family=family)
        parent = self.names.get(val(style.find(word("basedOn"))), "")
        if parent and parent != "Default Paragraph Font":
            made.set(q("style:parent-style-name"), style_name(parent))
        following = self.names.get(val(style.find(word("next"))), "")
        if following and family == "paragraph":
            made.set(q("style:next-style-name"), style_name(following))
        if level := HEADING.fullmatch(name):
            made.set(q("style:default-outline-level"), level[1])
        if family == "paragraph":
            made.append(self._paragraph(style.find(word("pPr"))))
            if name in IN_TABLES and self._table_line:
                made[-1].set(q("fo:line-height"), self._table_line)
        made.append(self._text(style.find(word("rPr"))))
        return made

    def _paragraph(self, properties: Element | None) -> Element:
        made = o("style:paragraph-properties")
        if properties is None:
            return made
        spacing, indent = properties.find(word("spacing")), properties.find(word("ind"))
        if spacing is not None:
            for ours, theirs in (("fo:margin-top", "before"), ("fo:margin-bottom", "after")):
                if spacing.get(word(theirs)):
                    made.set(q(ours), points(spacing.get(word(theirs))))
            if spacing.get(word("line")) and spacing.get(word("lineRule"), "auto") == "auto":
                made.set(q("fo:line-height"), f"{float(spacing.get(word('line'))) / 2.4:.0f}%")
        if indent is not None and properties.find(word("numPr")) is None:  # lists set their own
            made.set(q("fo:margin-left"), points(indent.get(word("left"))))
        if properties.find(word("keepNext")) is not None:
            made.set(q("fo:keep-with-next"), "always")
        if properties.find(word("keepLines")) is not None:
            made.set(q("fo:keep-together"), "always")
        if properties.find(word("widowControl")) is not None:
            made.set(q("fo:widows"), "2")
            made.set(q("fo:orphans"), "2")
        made.attrib.update(_ground(properties))
        for border in properties.iterfind(f"{word('pBdr')}/*"):
            side = border.tag.rpartition("}")[2]
            side = {"left": "right", "right": "left"}.get(side, side) if self.writing_mode else side
            made.set(q(f"fo:border-{side}"), self.border(border))
            made.set(q(f"fo:padding-{side}"), f"{border.get(word('space'), '0')}pt")
        return made

    def _text(self, properties: Element | None) -> Element:
        made = o("style:text-properties")
        if properties is None:
            return made
        face = properties.find(word("rFonts"))
        if face is not None and face.get(word("ascii")):
            made.set(q("fo:font-family"), face.get(word("ascii")))
        if face is not None and face.get(word("cs"), "") not in ("", face.get(word("ascii"))):
            made.set(q("style:font-family-complex"), face.get(word("cs")))
        if (colour := val(properties.find(word("color")))) and HEX.fullmatch(colour):
            made.set(q("fo:color"), f"#{colour.lower()}")
        made.attrib.update(_ground(properties))
        if size := val(properties.find(word("sz"))):
            made.set(q("fo:font-size"), f"{float(size) / 2:g}pt")
        if properties.find(word("b")) is not None:
            made.set(q("fo:font-weight"), "bold")
        if properties.find(word("i")) is not None:
            made.set(q("fo:font-style"), "italic")
        if val(properties.find(word("u"))) == "single":
            for name, value in (("style", "solid"), ("width", "auto"), ("color", "font-color")):
                made.set(q(f"style:text-underline-{name}"), value)
        if val(properties.find(word("vertAlign"))) == "superscript":
            made.set(q("style:text-position"), "super 65%")
        for name in ("font-size", "font-weight", "font-style"):
            if value := made.get(
                q(f"fo:{name}")
            ):  # letters that join or run from right to left have properties of their own
                made.set(q(f"style:{name}-complex"), value)
        return made

    @staticmethod
    def border(border: Element) -> str:
        """A border as "0.5pt solid #rrggbb"; Word counts eighths of a point."""
        colour = border.get(word("color"), "000000")
        colour = f"#{colour.lower()}" if HEX.fullmatch(colour) else "#000000"
        return f"{float(border.get(word('sz'), '4')) / 8:g}pt {BORDERS.get(val(border), 'solid')} {colour}"

    def _list(self, numbering: Numbering | None) -> Element:
        """A list style of five levels with the indents of the template's list, and its bullets or these labels."""
        made = o("text:list-style", style__name=list_style(numbering))
        like = self.sheet.style("List Number" if numbering else "List Bullet")
        used = val(like.find(f"{word('pPr')}/{word('numPr')}/{word('numId')}"))
        numbers = {
            element.get(word("numId")): val(element.find(word("abstractNumId")))
            for element in self.numbering.iter(word("num"))
        }
        levels = [
            level
            for abstract in self.numbering.iter(word("abstractNum"))
            if abstract.get(word("abstractNumId")) == numbers.get(used)
            for level in abstract.iterfind(word("lvl"))
        ]
        for number, level in enumerate(levels[:LIST_DEPTH], 1):
            made.append(self._level(number, level, numbering))
        return made

    def _level(self, number: int, level: Element, numbering: Numbering | None) -> Element:
        indent = level.find(f"{word('pPr')}/{word('ind')}")
        more = wider(numbering) if numbering else 0
        sides = [360 if indent is None else int(indent.get(word(side), "360")) for side in ("left", "hanging")]
        left, hanging = (str(side + more) for side in sides)
        place = o(
            "style:list-level-label-alignment",
            text__label_followed_by="listtab", text__list_tab_stop_position=points(left),
            fo__margin_left=points(left), fo__text_indent=f"-{points(hanging)}",
        )  # fmt: skip
        properties = o("style:list-level-properties", place, text__list_level_position_and_space_mode="label-alignment")
        if self.writing_mode:
            properties.set(q("fo:text-align"), "end")  # else the labels stand in the margin
        if numbering is None:
            mark = val(level.find(word("lvlText"))) or "•"
            return o("text:list-level-style-bullet", properties, text__level=number, text__bullet_char=mark)
        before, after = numbering.form.split("1")
        form = o("text:list-level-style-number", properties, text__level=number, style__num_suffix=after)
        form.set(q("style:num-format"), FORMATS[numbering.style])
        form.set(q("style:num-letter-sync"), "true")  # after z comes aa, bb
        if before:
            form.set(q("style:num-prefix"), before)
        return form


def _ground(properties: Element) -> dict[str, str]:
    """The colour behind a paragraph or its letters, as ODF names it."""
    shade = properties.find(word("shd"))
    fill = "" if shade is None else str(shade.get(word("fill"), ""))
    return {q("fo:background-color"): f"#{fill.lower()}"} if HEX.fullmatch(fill) else {}
