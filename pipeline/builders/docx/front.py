"""What stands before the text of a Word edition: council, title, facts, and the contents list."""

from __future__ import annotations

from pipeline.builders.docx.blocks import Frame
from pipeline.builders.docx.writers import DocxWriters
from pipeline.builders.office.front_matter import FrontMatter
from pipeline.ooxml.elements import Element, field, w


class Front:
    """The opening of one Word edition."""

    def __init__(self, kit: DocxWriters) -> None:
        self.kit = kit
        self.matter = FrontMatter(kit.job, kit.voice, kit.words)
        self.entries = self.matter.entries

    def opening(self) -> list[Element]:
        """The council's name or logo, the title, and the facts about the publication."""
        kit = self.kit
        made = kit.blocks.views(self.matter.views(), Frame(kit.page.text_width))
        return [*made, *(kit.blocks.paragraph(style, line, "") for style, line in self.matter.details())]

    def contents(self) -> list[Element]:
        """A contents field that holds its entries as links, has no page numbers, and that nothing asks to update."""
        kit = self.kit
        if not self.entries:
            return []
        kit.blocks.anchors.append(kit.edition.contents_heading.id)
        made = [kit.blocks.paragraph("TOC Heading", kit.edition.contents_heading.inlines, "")]
        for view in self.entries:
            anchor = kit.bookmarks.name(view.id, used=True)
            link = w("hyperlink", *kit.inlines.runs(self.matter.entry(view), ""), anchor=anchor, history=1)
            style = kit.styles.id(f"toc {view.level}")
            made.append(w("p", w("pPr", w("pStyle", val=style)), link))
        levels = [view.level for view in self.entries]
        begin, command, separate, _, end = field(f'TOC \\o "{min(levels)}-{max(levels)}" \\n \\h \\z', "")
        made[1][1:1] = [begin, command, separate]
        made[-1].append(end)
        return made
