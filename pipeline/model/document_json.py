"""A document as JSON and back, every node with its type; places are left out. This is how the last extraction is kept."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from pipeline.model import document as model
from pipeline.model.document import Document, Role

NODES = {
    name: node
    for name, node in vars(model).items()
    if isinstance(node, type) and is_dataclass(node) and node.__module__ == model.__name__
}


class WrongJson(Exception):
    """The text is not the JSON of a document; its message says what is wrong."""


def dump(document: Document) -> str:
    """The document as JSON. Fields with their default values are left out."""
    return json.dumps(_plain(document), ensure_ascii=False, indent=1) + "\n"


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Enum):
        return str(value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    data: dict[str, object] = {"type": type(value).__name__}
    for field in fields(value):
        own = getattr(value, field.name)
        if field.name != "place" and own != field.default:
            data[field.name] = _plain(own)
    return data


def load(text: str) -> Document:
    """The document that `dump` wrote. Raises WrongJson for anything else."""
    try:
        document = _node(json.loads(text))
    except (ValueError, TypeError, KeyError, RecursionError) as wrong:
        raise WrongJson(f"this is not the JSON of a document ({wrong})") from wrong
    if not isinstance(document, Document):
        raise WrongJson("this is not the JSON of a document")
    return document


def _node(value: object) -> Any:
    if isinstance(value, list):
        return tuple(_node(part) for part in value)
    if not isinstance(value, dict):
        return value
    node = NODES[value["type"]]
    parts = {key: _node(part) for key, part in value.items() if key != "type"}
    if node is model.Box:
        parts["role"] = Role(parts["role"])
    return node(**parts)
