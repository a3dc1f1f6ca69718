"""Writes a document as JSON and reads it back; each node carries its type, and places are left out.

The last extraction of a document is stored in this form, so that a later one can be merged with what people edited.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from pipeline.model import document as model
from pipeline.model.document import Document

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
        field_value = getattr(value, field.name)
        if field.name != "place" and field_value != field.default:
            data[field.name] = _plain(field_value)
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


@cache
def _types(node: type) -> dict[str, Any]:
    return {name: kind for name, kind in get_type_hints(node).items() if name != "place"}


def _fits(value: object, kind: Any) -> bool:
    """Whether a value has a type in the forms that the model uses: a class, a union, or a tuple of these."""
    inner = get_args(kind)
    if get_origin(kind) is Literal:
        return value in inner
    if get_origin(kind) is tuple:
        parts = (inner[0],) * len(value) if isinstance(value, tuple) and inner[-1] is ... else inner
        return isinstance(value, tuple) and len(value) == len(parts) and all(map(_fits, value, parts))
    if inner:
        return any(_fits(value, option) for option in inner)
    return type(value) is kind or (kind is float and type(value) is int)


def _node(value: object) -> Any:
    if isinstance(value, list):
        return tuple(_node(part) for part in value)
    if not isinstance(value, dict):
        return value
    node = NODES[value["type"]]
    types, parts = _types(node), {}
    for key, part in value.items():
        if key != "type":
            parts[key] = _enumerated(_node(part), types[key])
            if not _fits(parts[key], types[key]):
                raise TypeError(f"{value['type']}.{key} is of another type")
    return node(**parts)


def _enumerated(value: Any, kind: Any) -> Any:
    """Turns text into a member of the enumeration that a field has, if any. Raises ValueError if there is no such member."""
    for arg in get_args(kind) or (kind,):
        if isinstance(value, str) and isinstance(arg, type) and issubclass(arg, Enum):
            return arg(value)
    return value
