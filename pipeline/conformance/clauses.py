"""The requirements as data: EN 301 549 chapters 9, 10 and 12, and what WCAG 2.2 adds, from `templates/standards/`."""

from __future__ import annotations

from pipeline.conformance import Clause
from pipeline.content.yaml import nodes as placed_yaml
from pipeline.content.yaml.nodes import Lines, Mapping, Node, Scalar, Sequence
from pipeline.editions.assets import Assets
from pipeline.model.findings import Findings

FILE = "standards/en301549.yaml"
WEB = 9  # the chapter for web pages, where criteria that WCAG 2.2 adds belong


def clauses(assets: Assets) -> tuple[Clause, ...]:
    """Every clause that says something; void ones are left out."""
    found = _root(assets)[0]
    read = (_clause(item) for item in found.items if isinstance(item, Mapping))
    return tuple(clause for clause in read if clause.status != "void")


def slips(assets: Assets) -> Findings:
    """What is wrong with the file of the standard: its form, and clauses without id or title."""
    found, lines = _root(assets)
    if not found.items and not lines.findings:
        lines.error("not-content", "this file holds no clauses:", lines.place(1))
    for item in found.items:
        if not isinstance(item, Mapping):
            lines.error("wrong-form", "expected: keys such as id:", item.place, "check the indent")
            continue
        for key in ("id", "title"):
            if not _text(item.get(key)):
                lines.error("missing-key", f"this clause has no “{key}”", item.place, f"add {key}:")
        chapter = item.get("chapter")
        if not _text(chapter).isdigit() and _text(chapter):
            lines.error("bad-value", f"the chapter “{_text(chapter)}” is no number", item.place)
    return tuple(lines.findings)


def _root(assets: Assets) -> tuple[Sequence, Lines]:
    """The list of clauses, an empty one where there is none."""
    file = f"templates/{FILE}"
    text, problems = placed_yaml.decode(assets.templates[FILE], file)
    node, lines = placed_yaml.read(text, file)
    lines.findings += problems
    found = node.get("clauses") if isinstance(node, Mapping) else None
    return (found if isinstance(found, Sequence) else Sequence((), lines.place(1), False)), lines


def _clause(node: Mapping) -> Clause:
    check = node.get("check")
    return Clause(
        id=_text(node.get("id")),
        title=_text(node.get("title")),
        chapter=int(_text(node.get("chapter")) or WEB),
        wcag=_text(node.get("wcag")),
        level=_text(node.get("level")),
        status=_text(node.get("status")),
        meaning=_text(node.get("meaning")),
        look_at=_text(node.get("suggested_check")),
        check={e.key.text: _text(e.value) for e in check.entries} if isinstance(check, Mapping) else {},
    )


def _text(node: Node | None) -> str:
    """The text, "" for YAML's null, which content files read as a word."""
    return " ".join(node.text.split()) if isinstance(node, Scalar) and node.text != "null" else ""
