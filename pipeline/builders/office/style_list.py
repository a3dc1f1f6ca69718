"""Every style of the Word template, as a table that a designer can read; sizes and spaces are points.

Names in lower case are Word's own built-in names, so that its gallery, contents list and checker know them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OfficeStyle:
    """One style. `colour`, `shade` and `mark`, which lies behind the letters alone, name a colour of the brand.

    `rule` is a border: side, weight in points.

    `outline` is the heading level, 0 for none; `numbering` is "bullet", "number" or "", at `level` (from 0).
    """

    name: str
    based: str = "Normal"
    kind: str = "paragraph"
    following: str = ""
    size: float = 0
    bold: bool = False
    italic: bool = False
    underline: bool = False
    raised: bool = False
    colour: str = ""
    shade: str = ""
    mark: str = ""
    rule: tuple[str, float] | None = None
    before: float | None = None
    after: float | None = None
    line: float = 0
    left: float = 0
    hanging: float = 0
    keep: bool = False
    outline: int = 0
    numbering: str = ""
    level: int = 0
    shown: bool = True

    @property
    def id(self) -> str:
        """The id by which the file refers to the style: Word's own for built-in names."""
        return style_id(self.name)


def style_id(name: str) -> str:
    """Word's id for a style name: the words joined, each with a capital, "toc 1" as TOC1."""
    if name.startswith("toc "):
        return "TOC" + name[4:]
    return "".join(word[:1].upper() + word[1:] for word in name.split())


LIST_DEPTH = 5
LIST_INDENT = 18.0  # points for each level; the marker hangs in it


def _levels(name: str, numbering: str) -> list[OfficeStyle]:
    return [
        OfficeStyle(
            name if level == 0 else f"{name} {level + 1}",
            "Body Text",
            after=4,
            left=LIST_INDENT * (level + 1),
            hanging=LIST_INDENT if numbering else 0,
            numbering=numbering,
            level=level,
        )
        for level in range(LIST_DEPTH)
    ]


def _heading(level: int, size: float, before: float, after: float, colour: str = "accent") -> OfficeStyle:
    return OfficeStyle(
        f"heading {level}",
        following="Body Text",
        size=size,
        bold=True,
        colour=colour,
        before=before,
        after=after,
        line=1.1,
        keep=True,
        outline=level,
    )


STYLES: tuple[OfficeStyle, ...] = (
    OfficeStyle("Normal", based="", size=12, colour="ink", after=0),
    OfficeStyle("Body Text", after=8),
    OfficeStyle("First Paragraph", "Body Text", before=16, following="Body Text"),
    _heading(1, 26, 0, 10),
    _heading(2, 18, 22, 8),
    _heading(3, 15, 18, 6),
    _heading(4, 13, 14, 4, "ink"),
    _heading(5, 12, 12, 4),
    _heading(6, 12, 12, 4, "ink"),
    OfficeStyle("Before Title", colour="accent", rule=("top", 6), after=8, keep=True),
    OfficeStyle("Details", after=3),
    OfficeStyle("Cover Line", "Details", colour="accent", before=18, keep=True),
    OfficeStyle("Notice", "Body Text", shade="tint", rule=("left", 4.5), before=6, after=10),
    OfficeStyle("Statement", "Body Text", size=13, colour="accent", after=8, keep=True),
    *_levels("List Bullet", "bullet"),
    *_levels("List Number", "number"),
    *_levels("List Continue", ""),
    OfficeStyle("Quote", "Body Text", rule=("left", 2.25), left=18, following="Body Text"),
    OfficeStyle("Box Label", "Body Text", colour="accent", rule=("left", 4.5), before=10, after=3, keep=True),
    OfficeStyle("Box Text", "Body Text", rule=("left", 4.5), after=6),
    OfficeStyle("Box Bullet", "Box Text", left=LIST_INDENT, hanging=LIST_INDENT, numbering="bullet", after=4),
    OfficeStyle("Box Number", "Box Text", left=LIST_INDENT, hanging=LIST_INDENT, numbering="number", after=4),
    OfficeStyle("Box Continue", "Box Text", left=LIST_INDENT, after=4),
    OfficeStyle("caption", "Body Text", colour="accent", before=12, after=5, keep=True),
    OfficeStyle("Table Title", "Body Text", colour="accent", before=6, keep=True),
    OfficeStyle("Table Heading", bold=True, colour="accent", before=3, after=3, keep=True),
    OfficeStyle("Table Text", after=4),
    OfficeStyle("Status Done", "Table Text", colour="done", mark="done-tint"),
    OfficeStyle("Status Good", "Table Text", colour="good", mark="good-tint"),
    OfficeStyle("Status Middle", "Table Text", colour="middle", mark="middle-tint"),
    OfficeStyle("Status Bad", "Table Text", colour="bad", mark="bad-tint"),
    OfficeStyle("Status Waiting", "Table Text", mark="tint"),
    OfficeStyle("Status Paused", "Table Text", colour="paused", mark="paused-tint"),
    OfficeStyle("Status Closed", "Table Text", colour="closed", mark="closed-tint"),
    OfficeStyle("Status Other", "Table Text", mark="tint"),
    OfficeStyle("Record Reference", "Table Text", colour="accent"),
    OfficeStyle("Field Label", "Body Text", colour="accent", before=8, after=3, keep=True),
    OfficeStyle("Labelled Text", "Body Text", before=4),
    OfficeStyle("Action Reference", "Body Text", colour="accent", before=10, after=2, keep=True),
    OfficeStyle("Picture", "Body Text", before=6, after=8),
    OfficeStyle("TOC Heading", "heading 2", following="Body Text", outline=2),
    OfficeStyle("toc 1", "Body Text", colour="accent", after=4),
    OfficeStyle("toc 2", "Body Text", colour="accent", after=4),
    OfficeStyle("toc 3", "Body Text", colour="accent", left=18, after=3),
    OfficeStyle("toc 4", "Body Text", colour="accent", left=36, after=3),
    OfficeStyle("Back to Contents", "Body Text", before=10),
    OfficeStyle("header", colour="accent", after=8, rule=("bottom", 0.75)),
    OfficeStyle("footer", colour="accent", before=8),
    OfficeStyle("footnote text", "Body Text", after=4),
    OfficeStyle("endnote text", "Body Text", after=4, shown=False),
    OfficeStyle("Strong", based="", kind="character", bold=True),
    OfficeStyle("Emphasis", based="", kind="character", italic=True),
    OfficeStyle("Hyperlink", based="", kind="character", colour="accent", underline=True),
    OfficeStyle("FollowedHyperlink", based="", kind="character", colour="visited", underline=True, shown=False),
    OfficeStyle("Added Words", based="", kind="character"),
    OfficeStyle("Added Label", "Added Words", kind="character", bold=True),
    OfficeStyle("Added Link", "Hyperlink", kind="character"),
    OfficeStyle("Run-in Label", based="", kind="character", bold=True, colour="accent", mark="ground"),
    OfficeStyle("Added Run-in Label", "Run-in Label", kind="character"),
    OfficeStyle("Run-in Colon", "Added Words", kind="character", colour="accent", mark="ground"),
    OfficeStyle("footnote reference", based="", kind="character", raised=True),
    OfficeStyle("endnote reference", based="", kind="character", raised=True, shown=False),
    OfficeStyle("Plan Table", based="", kind="table"),
)

NEEDED = tuple(style.name for style in STYLES)
