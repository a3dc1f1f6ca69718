"""The publications of a folder as the lists for readers name them: each with its document and the files that there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.builders import Publication

if TYPE_CHECKING:
    from pipeline.app.building import Done, Order


def publications(orders: Sequence[Order], done: Mapping[str, Done]) -> tuple[Publication, ...]:
    """Each publication with its editions, but for those of an older text than the others."""
    made = [(order, done[order.file]) for order in orders if order.file in done]
    found = []
    for name, document in {one.document.name: one.document for one, _ in made if not one.is_easy_read}.items():
        own = [edition for order, edition in made if order.document.name == name and not edition.older]
        parts = tuple(file for edition in own for file in edition.beside if file.endswith(".html"))
        found.append(Publication(document, tuple(fact for each in own for fact in each.facts), parts))
    return tuple(found)
