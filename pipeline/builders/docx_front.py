"""What stands before the text: council, title, facts, and the contents list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.builders.docx_blocks import LOGO, Frame
from pipeline.builders.docx_kit import Kit
from pipeline.builders.docx_pages import leaves
from pipeline.builders.docx_xml import Element, field, text_run, w
from pipeline.edition import HeadingView, ImageView, Piece, View, Views
from pipeline.model import Added, Inlines, Link, Strong

CONTENTS = "contents"
DEEPEST_ENTRY = 4  # the template has styles for contents entries down to this level


class Front:
    """The opening of one edition; with a cover of its own where the look wants one."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self.entries = [
            view
            for view in leaves(kit.edition.body)
            if isinstance(view, HeadingView) and view.contents and view.id and view.level <= DEEPEST_ENTRY
        ]

    def opening(self) -> list[Element]:
        """The council's name or logo, the title, and the facts about the publication."""
        kit = self.kit
        made = kit.blocks.views((*self._logo(), *kit.edition.front), Frame(kit.page.text_width))
        return [*made, *(kit.blocks.paragraph(style, line, "") for style, line in self._details())]

    def contents(self) -> list[Element]:
        """A contents field that holds its entries as links, has no page numbers, and that nothing asks to update."""
        kit = self.kit
        if not self.entries:
            return []
        kit.blocks.anchors.append(CONTENTS)
        made = [kit.blocks.paragraph("TOC Heading", kit.edition.contents_heading.inlines, "")]
        for view in self.entries:
            anchor = kit.bookmarks.name(view.id, used=True)
            link = w("hyperlink", text_run(self._words(view)), anchor=anchor, history=1)
            style = kit.styles.id(f"toc {view.level}")
            made.append(w("p", w("pPr", w("pStyle", val=style)), link))
        levels = [view.level for view in self.entries]
        begin, command, separate, _, end = field(f'TOC \\o "{min(levels)}-{max(levels)}" \\n \\h \\z', "")
        made[1][1:1] = [begin, command, separate]
        made[-1].append(end)
        return made

    def pieces(self) -> Iterator[Piece]:
        """The words of the opening and the contents list, in reading order."""
        voice = self.kit.voice
        yield from voice.views((*self._logo(), *self.kit.edition.front))
        for _, line in self._details():
            yield from voice.inlines(line, "")
        if self.entries:
            yield from voice.view(self.kit.edition.contents_heading)
        for view in self.entries:
            yield Piece("", self._words(view), "contents")

    def _logo(self) -> Views:
        brand = self.kit.job.site.brand
        if not brand.logo:
            return ()
        logo: View = ImageView(brand.logo, brand.logo_alt, not brand.logo_alt, LOGO)
        return (logo,)

    def _words(self, view: HeadingView) -> str:
        pieces = self.kit.voice.inlines(view.inlines, "")
        return "".join(piece.text for piece in pieces if piece.kind != "note").replace("\n", " ")

    def _details(self) -> list[tuple[str, Inlines]]:
        """Style and words of the labelled facts; on the cover of large print also its size, and whom to ask for other formats."""
        lines = [("Details", labelled(label, value)) for label, value in self.kit.edition.meta]
        if not self.kit.look.cover:
            return lines
        words, contact = self.kit.words, self.kit.job.site.contact
        lines.append(("Details", labelled(Added(words("edition"), "cover"), Added(self.kit.look.words, "cover"))))
        ways: list[Inlines] = [
            (Added(text, "cover"),) for text in (contact.name, contact.phone, contact.text_relay) if text
        ]
        if contact.email:
            ways.insert(1, (Link(f"mailto:{contact.email}", (Added(contact.email, "cover"),)),))
        if ways:
            lines.append(("Cover Line", (Added(f"{words('ask')}:", "cover"),)))
        return [*lines, *(("Details", way) for way in ways)]


def labelled(label: Added, value: Added) -> Inlines:
    """A fact about the publication: what it is in bold, then its value."""
    return (Strong((replace(label, text=f"{label.text}: "),)), value)
