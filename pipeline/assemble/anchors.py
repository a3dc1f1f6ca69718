"""Links inside a source: there they lead to bookmarks, here to the sections that hold these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model.document import Document
from pipeline.model.findings import Finding, note
from pipeline.model.flow import Flow, FlowBlock, FlowParagraph, Grid
from pipeline.model.flow_change import flow_over
from pipeline.model.walk import all_sections
from pipeline.model.with_findings import WithFindings
from pipeline.sources.typesetting import paragraphs_in


def has_inner_links(flow: Flow) -> bool:
    """Whether anything in the flow links to another place of it."""
    paragraphs = (*paragraphs_in(flow.blocks), *(entry for flow_note in flow.notes for entry in flow_note.paragraphs))
    return any(run.link.startswith("#") for paragraph in paragraphs for run in paragraph.runs)


def targets(flow: Flow, starts: Sequence[int], document: Document) -> dict[str, str]:
    """The section id for each bookmark of the flow; `starts` are the positions of the headings, one for each section."""
    ids = [section.id for _, section in all_sections(document.sections)]
    found: dict[str, str] = {}
    for index, block in enumerate(flow.blocks):
        number = sum(start <= index for start in starts) - 1
        for name in _bookmarks(block):
            if 0 <= number < len(ids):
                found.setdefault(name, ids[number])
    return found


def relinked(flow: Flow, known: dict[str, str]) -> WithFindings[Flow]:
    """The flow with its inner links leading to sections; one that leads to none becomes plain words, with a finding."""
    findings: list[Finding] = []

    def change(paragraph: FlowParagraph) -> FlowParagraph:
        runs = []
        for run in paragraph.runs:
            if run.link.startswith("#"):
                target = known.get(run.link[1:], "")
                if not target and run.text.strip():
                    message = f"the link “{' '.join(run.text.split())}” leads to no section; it became plain words"
                    hint = "link it by hand, as [words](#id), if readers need it"
                    findings.append(note("link-to-nowhere", message, paragraph.place, hint))
                run = replace(run, link=f"#{target}" if target else "")
            runs.append(run)
        return replace(paragraph, runs=tuple(runs))

    return WithFindings(flow_over(flow, change), findings)


def _bookmarks(block: FlowBlock) -> Iterator[str]:
    if isinstance(block, FlowParagraph):
        yield from block.bookmarks
    elif isinstance(block, Grid):
        yield from block.bookmarks
        for cell in block.cells:
            for inner in cell.blocks:
                yield from _bookmarks(inner)
