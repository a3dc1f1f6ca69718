"""The writers of one Word edition: styles, bookmarks, numbering, inlines and blocks that share their state."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.builders import Job
from pipeline.builders.docx.blocks import BlockWriter
from pipeline.builders.docx.inlines import InlineWriter
from pipeline.builders.docx.pictures import Pictures
from pipeline.builders.docx.tables import TableWriter
from pipeline.builders.office.bookmarks import Bookmarks
from pipeline.builders.office.numbering import NumberingPart
from pipeline.builders.office.package import WordFile
from pipeline.builders.office.pages import portrait
from pipeline.builders.office.picture_size import enlargement
from pipeline.builders.office.styles import LARGE_PRINT, StyleSheet
from pipeline.builders.office.widths import table_grids
from pipeline.editions.reading import Voice
from pipeline.editions.words import load
from pipeline.model.findings import Finding, error


class DocxWriters:
    """The writers of one file, with the template's styles already set for the look."""

    def __init__(self, job: Job, file: WordFile) -> None:
        self.job, self.file, self.edition, self.look = job, file, job.edition, job.look
        self.words = load(job.assets, job.edition.language)
        self.voice = Voice(job.edition, self.words.texts, run_in=True)
        self.page = portrait(job.look)
        self.large = job.look.size >= LARGE_PRINT
        self.styles = StyleSheet(file.styles)
        self.bookmarks = Bookmarks()
        self.pictures = Pictures(file.part, dict(job.assets.pictures), enlargement(job.look))
        numbering = NumberingPart(file.numbering, self.styles)
        numbering.set_for(job.look.size / self.styles.size)
        self.styles.set_for(job.look)
        numbers = {note.key: note.number for note in job.edition.notes}
        self.inlines = InlineWriter(
            self.styles, self.bookmarks, file.relate, numbers, self._mark(), job.edition.mark_language, job.look.italics
        )  # fmt: skip
        self.grids = table_grids(job, self.voice)
        tables = TableWriter(self.styles, self.bookmarks, self.grids, self.voice)
        self.blocks = BlockWriter(self.styles, self.bookmarks, self.inlines, numbering, self.pictures, tables)

    def _mark(self) -> tuple[str, str]:
        """The words around the number of a note: none in standard print, which raises it; "[note 1]" in large print."""
        if not self.large:
            return "", ""
        before, _, after = self.words("note", number="\0").partition("\0")
        return f" [{before}", f"{after}]"

    def findings(self) -> Iterator[Finding]:
        """What could not be done as the document or the template wants it."""
        yield from self.styles.findings
        yield from self.inlines.findings
        yield from self.pictures.findings
        for anchor in self.bookmarks.dangling:
            yield error("link-broken", f"a link leads to “#{anchor}”, which this publication does not have")
