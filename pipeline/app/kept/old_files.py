"""Files of an older build that a newer one of the same edition could not make again, such as an M4B where ffmpeg is gone."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.app.cache import Cache
from pipeline.builders import BUILDERS
from pipeline.model.findings import Finding, warning


def without_old(cache: Cache, edition: str, format: str) -> Iterator[Finding]:
    """Removes what an older build wrote beside an edition in another kind and the newest one has not; its words are old."""
    newest = cache.made[edition].files
    for one in BUILDERS[format].more:
        own = [file for file, name in cache.written.items() if name == edition and file.endswith(one.ending)]
        if not any(file in newest for file in own):
            there = [file for file in own if (cache.folder / file).exists()]
            cache.remove(there)
            for file in there:
                message = f"{file} was removed: an older build wrote it, and it was not made again"
                yield warning("old-file", message, hint="build the pages that link to it again: reports build")
