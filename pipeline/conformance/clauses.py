"""Reads the requirements in `templates/standards/`: EN 301 549 v3.2.1, the additions of WCAG 2.2, and v4.1.1."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from pipeline.conformance import FORMATS, Clause, Successor
from pipeline.content.yaml import nodes as placed_yaml
from pipeline.content.yaml.nodes import Lines, Mapping, Node, Scalar, Sequence
from pipeline.editions.assets import Assets
from pipeline.model.findings import Findings
from pipeline.model.with_findings import Collector, collecting, reported_elsewhere

FILE = "standards/en301549.yaml"
NEXT_FILE = "standards/en301549-v4.1.1.yaml"
WEB = 9  # the chapter for web pages, where criteria that WCAG 2.2 adds belong
DOCUMENTS = 10
KEYS = (
    "id", "title", "chapter", "wcag", "wcag22", "level", "status", "void_source", "meaning", "suggested_check", "check",
    "was", "sourced",
)  # fmt: skip
"""The keys of a clause in both files."""


def clauses(assets: Assets) -> tuple[Clause, ...]:
    """Returns every clause that is not void."""
    return _clauses(assets.templates[FILE])


@lru_cache(maxsize=2)
def _clauses(data: bytes) -> tuple[Clause, ...]:
    root = _keys_of(data)
    read = [_clause(item) for item in _items(root, "clauses")]
    rules = _items(root, "formats")
    web = {clause.wcag: clause.check.get("html", "") for clause in read if clause.chapter == WEB}
    complete = (
        replace(clause, check=_all_formats(clause, rules, web)) if clause.chapter == DOCUMENTS else clause
        for clause in read
    )
    return tuple(clause for clause in complete if clause.status != "void")


def _all_formats(clause: Clause, rules: Iterable[Mapping], web: dict[str, str]) -> dict[str, str]:
    """Returns who can decide a clause for documents, by format; `web` has this for web pages, by criterion."""
    check = dict(clause.check)
    for rule in rules:
        like = _text(rule.get("as"))
        decided = next((key for key in ("automatic", "manual") if clause.wcag in _text(rule.get(key)).split()), "")
        if like:
            decided = web.get(clause.wcag, "") if like == "html" else clause.check.get(like, "")
        check[_text(rule.get("format"))] = decided or "not_applicable"
    return check


def slips(assets: Assets) -> Findings:
    """Returns the findings about the files: wrong form, and clauses without id or title."""
    return tuple(
        finding for name in (FILE, NEXT_FILE) if name in assets.templates for finding in _checked(assets, name).findings
    )


@collecting
def _checked(into: Collector, assets: Assets, name: str) -> None:
    root, lines = placed_yaml.read(assets.templates[name], f"templates/{name}", into)
    value = root.get("clauses") if isinstance(root, Mapping) else None
    items = value.items if isinstance(value, Sequence) else ()
    if not items and not lines.findings:
        lines.error("not-content", "this file has no clauses:", lines.place(1))
    for item in items:
        if not isinstance(item, Mapping):
            lines.error("wrong-form", "expected: keys such as id:", item.place, "check the indent")
            continue
        _keys(item, lines, KEYS)
        for key in ("id", "title"):
            if not _text(item.get(key)):
                lines.error("missing-key", f"this clause has no “{key}”", item.place, f"add {key}:")
        chapter = item.get("chapter")
        if not _text(chapter).isdigit() and _text(chapter):
            lines.error("bad-value", f"the chapter “{_text(chapter)}” is not a number", item.place)


def _keys(item: Mapping, lines: Lines, allowed: Iterable[str]) -> None:
    """Reports unknown keys of a clause, and values of the wrong form."""
    for entry in item.entries:
        key, value = entry.key, entry.value
        if key.text not in allowed:
            message = f"a clause has no “{key.text}”; it has {', '.join(allowed)}"
            lines.error("unknown-key", message, key.place, "compare it with the clause before", len(key.text))
        elif isinstance(value, Mapping) and key.text == "check":
            _keys(value, lines, FORMATS)
        elif not isinstance(value, Scalar) or key.text == "check":
            lines.error("wrong-form", "expected a text here, not a list or keys, or the other way round", value.place,
                        "compare it with the clause before")  # fmt: skip


def _keys_of(data: bytes) -> Mapping | None:
    """Returns the root mapping of a file, or None."""
    node = reported_elsewhere(placed_yaml.root(data), slips)
    return node if isinstance(node, Mapping) else None


def _items(root: Mapping | None, key: str) -> list[Mapping]:
    value = root.get(key) if root else None
    return [item for item in value.items if isinstance(item, Mapping)] if isinstance(value, Sequence) else []


def successors(assets: Assets) -> tuple[Successor, ...]:
    """Returns the clauses of the next version of the standard; none without its file."""
    if NEXT_FILE not in assets.templates:
        return ()
    return tuple(
        Successor(
            _text(item.get("id")), _text(item.get("title")), _text(item.get("was")), _text(item.get("sourced")),
            _text(item.get("meaning")),
        )
        for item in _items(_keys_of(assets.templates[NEXT_FILE]), "clauses")
    )  # fmt: skip


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
    """Returns the text of a node, "" for YAML's null, which content files read as a word."""
    return " ".join(node.text.split()) if isinstance(node, Scalar) and node.text != "null" else ""
