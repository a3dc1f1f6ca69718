"""What a failed build leaves for readers: the last good editions, which stay listed as they were when they were built.

A publication with a mistake is not built, and its files of before stay in the folder. The home page, the lists for search
engines and feed readers, the redirects and the build record go on naming them: by the document that they were built from,
which is kept in the cache, or else by the content of today where it can be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pipeline.app.building import Workshop
from pipeline.app.cache import Made
from pipeline.app.kept import documents, recorded
from pipeline.app.orders import Done, Edition, Order
from pipeline.app.project import ContentFile, remove, write_kept
from pipeline.app.settling import publications
from pipeline.builders import EASY_READ, EASY_READ_FORMATS, Publication
from pipeline.content.easy_read import ENDING
from pipeline.editions.looks import easy_read
from pipeline.model import document_json
from pipeline.model.document import Document
from pipeline.model.findings import failed


@dataclass(frozen=True)
class EditionFolder:
    """The editions of one folder: those of this build, and after `with_left` also those that an older one has left."""

    shop: Workshop
    orders: list[Order]
    done: dict[str, Done]

    @property
    def publications(self) -> tuple[Publication, ...]:
        """The publications that readers find in the folder."""
        return publications(self.orders, self.done)

    def with_left(self, files: Iterable[ContentFile], editions: Sequence[Edition]) -> EditionFolder:
        """The folder with what lies there of editions that could not be built now; keeps the documents of the others."""
        built = {order.content: order for order in self.orders}
        orders = [order for file in files if file.name not in self.names for order in self._orders(file, editions)]
        wanted = {self._path(content) for content in (*built, *(order.content for order in orders))}
        for path in set(self._path("").parent.glob("*")) - wanted:
            remove(path)
        every = [*map(self._as_left, self.orders), *orders]
        return EditionFolder(
            self.shop, every, {**self.done, **{done.name: done for done in filter(None, map(self._done, every))}}
        )

    def _as_left(self, order: Order) -> Order:
        """The order with the document that the files of its publication were built from, where none of them is of this build."""
        own = [self.done[other.file] for other in self.orders if other.content == order.content]
        kept = None if any(done.written for done in own) else self._kept(order.content)
        return replace(order, document=kept) if kept else order

    @cached_property
    def _record(self) -> dict[str, dict[str, object]]:
        return recorded.entries(self.shop.folder)

    def keep(self) -> None:
        """Keeps the documents of this build; before the cache, so that a run that is killed between the two builds them again."""
        documents: dict[Path, Document] = {}
        for order in self.orders:
            done, path = self.done[order.file], self._path(order.content)
            if done.written and (done.built or not path.is_file()):
                documents[path] = order.document
        for path, document in documents.items():
            write_kept(path, document_json.dump(document).encode())

    @property
    def names(self) -> set[str]:
        """The names of its publications."""
        return {order.document.name for order in self.orders}

    def cannot_list(self, files: Iterable[ContentFile], editions: Sequence[Edition]) -> list[str]:
        """The publications of which older files lie there, and nothing says how they were listed."""
        found = []
        held = {order.document.name for order in self.orders if self.done[order.file].held}
        for file in files:
            names = {name for format, look in editions for name in Order.names_of(file.name, format, look.name)}
            unknown = (file.document is None or file.name in held) and not self._kept(f"{file.name}.yaml")
            if unknown and self._files(names):
                found.append(file.name)
        return found

    def _orders(self, file: ContentFile, editions: Iterable[Edition]) -> Iterator[Order]:
        """The editions that the last good build of a content file with errors has left."""
        if file.document and self.shop.project.folder_of(file.document).name != self.shop.folder.name:
            return  # nobody wants its files there any more
        document = self._kept(f"{file.name}.yaml") or file.document
        easy = self._kept(f"{file.name}{ENDING}") or (file.easy_read and file.easy_read.document)
        for format, look in editions:
            found: list[Order] = []
            if format != EASY_READ and document:
                found = [Order(document, format, look)]
            elif format == EASY_READ and easy:
                found = [Order(easy, one, easy_read(look)) for one in EASY_READ_FORMATS]
            yield from (order for order in found if self._files([order.file]))

    def _done(self, order: Order) -> Done | None:
        """What the last good build has left of an edition that could not be built now; it is not newly written."""
        now = self.done.get(order.file)
        if (now and (now.written or not (now.held or failed(now.findings)))) or not (
            there := self._files([order.file])
        ):
            return None
        facts = self.shop.cache.made[order.file].facts if order.file in self.shop.cache.made else {}
        sizes = {file: (self.shop.folder / file).stat().st_size for file in there}
        size = sizes.get(order.file) or sum(sizes.values())
        last = Made("", dict.fromkeys(there, ""), now.findings if now else (), {**facts, "size": size})
        return replace(self.shop.done(order, last, built=False), written=False, older=self._is_older(order))

    def _is_older(self, order: Order) -> bool:
        """Whether other editions of its publication were built from another text; a page stays listed, as its address counts."""
        entries = (self._record[file] for file in self._files([order.file]) if file in self._record)
        before = next((entry["content_sha256"] for entry in entries), order.digest)
        others = (self.done.get(other.file) for other in self.orders if other.content == order.content)
        return order.format != "html" and before != order.digest and any(other and other.written for other in others)

    def _files(self, names: Iterable[str]) -> list[str]:
        """The files of some editions that lie there."""
        wanted, written = set(names), self.shop.cache.written
        return [file for file, name in written.items() if name in wanted and (self.shop.folder / file).is_file()]

    def _path(self, content: str) -> Path:
        return documents.path(self.shop.cache, content)

    def _kept(self, content: str) -> Document | None:
        return documents.last(self.shop.cache, content)
