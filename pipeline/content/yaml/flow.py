"""Rewrites what a person wrote in { } or [ ] on few lines, so that each text has lines of its own.

- {id: A1, action: Ask}        - id: A1
                                 action: Ask
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import yaml

from pipeline.content.yaml.nodes import Loader, block, quoted


def without_flow(text: str, keys: Collection[str], ids: Collection[str]) -> str:
    """A content file in which the texts below these keys, and those of the entries with these ids, have lines of their own.

    So have lists of entries. Every other line stays, as do lists of words, such as `formerly: [a, b]`.
    """
    lines = text.split("\n")
    try:
        root = yaml.compose(text, Loader)
    except yaml.YAMLError:  # a slip that is mended where the file is read
        return text
    for node, key in sorted(_flow(root, ""), key=lambda pair: -pair[0].start_mark.index):
        own, below = set(_ids(node)), {key, *_keys(node)}
        stays = below.isdisjoint(keys) and (own.isdisjoint(ids) if own else bool(key))
        if not _has_texts(node) or (stays and isinstance(node, yaml.MappingNode)):
            continue
        first, last = node.start_mark, node.end_mark
        before, behind = lines[first.line][: first.column], lines[last.line][last.column :].strip()
        start = len(before) - len(before.lstrip(" -"))
        if before.strip(" -"):
            made = [before.rstrip(), *_lines(node, start + 2)]
        else:
            made = _lines(node, start)
            made[0] = before + made[0][start:]
        comment = [" " * (len(before) - len(before.lstrip(" "))) + behind] if behind else []
        lines[first.line : last.line + 1] = [*comment, *made]
    return "\n".join(lines)


def _flow(node: yaml.Node | None, key: str) -> Iterator[tuple[yaml.Node, str]]:
    """The outermost collections in { } or [ ], each with the key before it, "" for an entry of a list."""
    if isinstance(node, yaml.CollectionNode) and node.flow_style:
        yield node, key
    elif isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from _flow(value, name.value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _flow(value, "")


def _has_texts(node: yaml.Node) -> bool:
    """Whether there is a mapping in it."""
    if isinstance(node, yaml.SequenceNode):
        return any(map(_has_texts, node.value))
    return isinstance(node, yaml.MappingNode) and bool(node.value)


def _ids(node: yaml.Node) -> Iterator[str]:
    for one in node.value if isinstance(node, yaml.CollectionNode) else ():
        name, value = one if isinstance(node, yaml.MappingNode) else (None, one)
        if name is not None and name.value == "id":
            yield str(value.value)
        yield from _ids(value)


def _keys(node: yaml.Node) -> Iterator[str]:
    """The keys of collections in it."""
    for one in node.value if isinstance(node, yaml.CollectionNode) else ():
        name, value = one if isinstance(node, yaml.MappingNode) else (None, one)
        if name is not None and isinstance(value, yaml.CollectionNode):
            yield name.value
        yield from _keys(value)


def _lines(node: yaml.Node, column: int) -> list[str]:
    """A collection in lines that begin at a column."""
    indent = " " * column
    made: list[str] = []
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(value, yaml.ScalarNode) or not _has_texts(value):
                made += f"{indent}{key.value}: {_value(value, indent + '  ')}".rstrip(" ").split("\n")
            else:
                made += [f"{indent}{key.value}:", *_lines(value, column + 2)]
        return made
    for value in node.value:
        inner = _lines(value, column + 2) if _has_texts(value) else [f"{indent}  {_value(value, indent + '    ')}"]
        made += [f"{indent}- {inner[0][column + 2 :]}", *inner[1:]]
    return made


def _value(node: yaml.Node, indent: str) -> str:
    if isinstance(node, yaml.SequenceNode):
        return f"[{', '.join(_value(one, indent) for one in node.value)}]"
    if isinstance(node, yaml.MappingNode):
        return "{}"
    text: str = node.value
    return block(text, indent) if "\n" in text else quoted(text) if text else ""
