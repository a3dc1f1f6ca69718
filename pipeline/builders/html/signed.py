"""The video in British Sign Language beside a web page: links only, so that the page asks no other host for anything."""

from __future__ import annotations

import re

from pipeline.builders import Job
from pipeline.builders.html.assets import asset
from pipeline.builders.markup.chrome import Signed, Way
from pipeline.editions.words import Words
from pipeline.library.covers import ALL, every, parts
from pipeline.model.document import Bsl

ADDRESS = re.compile(r"https?://", re.IGNORECASE)
SHOWN = ("yes", "true")
"""What stands behind `captions:` where the video shows its own."""


def signed(job: Job, words: Words) -> Signed | None:
    """The links to the video, its captions and its transcript, and what else is known of it."""
    bsl = job.document.bsl
    if bsl is None or not _address(job, bsl.video):
        return None
    facts = [bsl.length] if bsl.length else []
    facts += [words("bsl_captioned")] if bsl.captions.lower() in SHOWN else []
    name = words("bsl_watch") + (f" ({', '.join(facts)})" if facts else "")
    links = [(name, bsl.video), (words("bsl_captions"), bsl.captions), (words("bsl_transcript"), bsl.transcript)]
    language = words.language_of("bsl_watch")
    ways = tuple(Way("", text, _address(job, target), language) for text, target in links if _address(job, target))
    return Signed(ways, tuple(_lines(job, bsl, words)))


def _lines(job: Job, bsl: Bsl, words: Words) -> list[str]:
    covered = [part.name for part in every(parts(job.document)) if part.id in bsl.covers]
    lines = [words("bsl_covers", parts="; ".join(covered))] if covered and ALL not in bsl.covers else []
    return lines + ([words("bsl_signed_by", who=bsl.signed_by)] if bsl.signed_by else [])


def _address(job: Job, target: str) -> str:
    """Where a link leads, "" where it would lead nowhere."""
    if ADDRESS.match(target):
        return target
    return asset(target, job.assets) if target in job.assets.pictures else ""


def files(job: Job) -> dict[str, bytes]:
    """The files of the video that lie below `content/`, by where the page looks for them."""
    bsl = job.document.bsl
    names = (bsl.video, bsl.captions, bsl.transcript) if bsl else ()
    return {asset(name, job.assets): job.assets.pictures[name] for name in names if name in job.assets.pictures}
