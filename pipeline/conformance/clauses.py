"""The requirements as data: EN 301 549 chapters 9, 10 and 12, and what WCAG 2.2 adds, from `templates/standards/`."""

from __future__ import annotations

from pipeline.conformance import Clause
from pipeline.content.yaml import nodes as placed_yaml
from pipeline.content.yaml.nodes import Mapping, Node, Scalar, Sequence
from pipeline.editions.assets import Assets

FILE = "standards/en301549.yaml"
WEB = 9  # the chapter for web pages, where criteria that WCAG 2.2 adds belong


def clauses(assets: Assets) -> tuple[Clause, ...]:
    """Every clause that says something; void ones are left out."""
    node, _ = placed_yaml.read(assets.text(FILE), FILE)
    found = node.get("clauses") if isinstance(node, Mapping) else None
    assert isinstance(found, Sequence)
    read = (_clause(item) for item in found.items if isinstance(item, Mapping))
    return tuple(clause for clause in read if clause.status != "void")


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
