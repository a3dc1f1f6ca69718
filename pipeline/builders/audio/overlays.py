"""An e-book that reads itself aloud: pages of text, a clip for each sentence, and which belongs to which (EPUB 3.3 section 9).

It is packed from the clips of the recording, one page, one SMIL file and one MP3 a chapter. Reading systems mark the sentence
that is being read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from pipeline.builders import Job
from pipeline.builders.audio.clips import Clip
from pipeline.builders.audio.daisy import Part
from pipeline.builders.epub.package import Overlay, Pairs, Point, metadata, ncx, package, sounds, zipped
from pipeline.builders.markup.text import clean
from pipeline.editions.spoken import pronunciation
from pipeline.editions.spoken.passages import Kind
from pipeline.editions.words import Words
from pipeline.model.direction import direction

ACTIVE = "being-read"
STYLE = f"body {{ margin: 0 5%; line-height: 1.5; }}\n.{ACTIVE} {{ text-decoration: underline; }}\n"
OF_PICTURES = (("schema:accessMode", "visual"), ("schema:accessibilityFeature", "alternativeText"))
FEATURES = (
    ("schema:accessMode", "auditory"),
    ("schema:accessModeSufficient", "auditory"),
    ("schema:accessibilityFeature", "synchronizedAudioText"),
)


def file(job: Job, words: Words, parts: Sequence[Part], name: str) -> tuple[bytes, Pairs]:
    """The book of a recording whose chapters these are, and what it says of itself."""
    language = job.document.language
    lexicon, said = sounds(pronunciation.lexicon(job.assets, language))
    contents = words("contents")
    pages = {f"chapter-{number}.xhtml": _page(part, number, language) for number, part in enumerate(parts, 1)}
    names = dict(zip(pages, parts, strict=True))
    points = _points([(max(2, part.level), part.chapter.title, page) for page, part in names.items()])
    body = f'<nav epub:type="toc" role="doc-toc" aria-label="{_text(contents)}"><h2>{_text(contents)}</h2>{_listed(points)}</nav>'
    files = {"nav.xhtml": _framed(contents, body, language), **pages}
    about = tuple(_about(job, words, name))
    smils = {f"chapter-{number}.smil": _smil(part, number) for number, part in enumerate(parts, 1)}
    lengths = {f"chapter-{number}": part.length for number, part in enumerate(parts, 1)}
    recorded = {f"chapter-{number}.mp3": part.sound for number, part in enumerate(parts, 1)}
    rest = {"toc.ncx": ncx(about, points, places=list(names)), "style.css": STYLE.encode(), **lexicon}
    every = {**{page: _linked(data, language, lexicon) for page, data in files.items()}, **smils, **recorded, **rest}
    data = zipped({"package.opf": package(about, list(every), list(files), Overlay(ACTIVE, lengths)), **every})
    times = (*lengths.values(), sum(lengths.values()))
    own = (("media:active-class", ACTIVE), *(("media:duration", f"{seconds:.3f}s") for seconds in times))
    return data, (*about, *own, *said)


def _linked(page: bytes, language: str, lexicon: Mapping[str, bytes]) -> bytes:
    """A page that names the file that says how words are said."""
    link = "".join(
        f'<link rel="pronunciation" type="application/pls+xml" hreflang="{language}" href="{name}"/>'
        for name in lexicon
    )
    return page.replace(b"</head>", f"{link}</head>".encode(), 1)


def _points(chapters: Sequence[tuple[int, str, str]]) -> tuple[Point, ...]:
    """The contents as a tree of (level, title, page): what follows a heading and is of a lower level stands under it."""
    made: list[Point] = []
    rest = list(chapters)
    while rest:
        level, title, page = rest.pop(0)
        end = next((at for at, (other, _, _) in enumerate(rest) if other <= level), len(rest))
        made.append(Point(title, page, _points(rest[:end])))
        rest = rest[end:]
    return tuple(made)


def _listed(points: Sequence[Point]) -> str:
    """The contents as nested lists of links."""
    items = (f'<li><a href="{one.target}">{_text(one.words)}</a>{_listed(one.points)}</li>' for one in points)
    return f"<ol>{''.join(items)}</ol>" if points else ""


def _about(job: Job, words: Words, name: str) -> Iterator[tuple[str, str]]:
    """What the book says of itself. It has headings and paragraphs only, and the words of pictures in their place."""
    own = {
        "schema:accessModeSufficient": "textual",
        "schema:accessibilitySummary": words("accessibility_summary_aloud"),
    }
    for key, value in metadata(job, words, name):
        if (key, value) not in OF_PICTURES:
            yield key, own.get(key, value)
    yield from FEATURES


def words_of(words: Words, parts: Sequence[Part]) -> str:
    """What the book says: its contents, then every clip."""
    titles = [part.chapter.title for part in parts]
    return "\n".join([words("contents"), *titles, *(clip.sentence.text for part in parts for clip in part.clips)])


def _page(part: Part, chapter: int, language: str) -> bytes:
    body = []
    named = [(f"t{chapter}-{index}", one) for index, one in enumerate(part.clips)]
    for _, some in groupby(named, key=lambda pair: id(pair[1].sentence.passage)):
        clips = list(some)
        passage = clips[0][1].sentence.passage
        tag = f"h{max(1, passage.level)}" if passage.kind is Kind.HEADING else "p"
        body.append(f"<{tag}>{' '.join(_span(one, name) for name, one in clips)}</{tag}>\n")
    return _framed(part.chapter.title, "".join(body), language)


def _span(one: Clip, name: str) -> str:
    own = one.sentence.language
    spoken = f' id="{name}"' if len(one.samples) else ""
    language = f' lang="{own}" xml:lang="{own}" dir="{direction(own)}"' if own else ""
    return f"<span{spoken}{language}>{_text(one.sentence.text)}</span>"


def _framed(title: str, body: str, language: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" xml:lang="{language}" dir="{direction(language)}">\n'
        f'<head><meta charset="utf-8"/><title>{_text(title)}</title><link rel="stylesheet" type="text/css" href="style.css"/>'
        f"</head>\n<body>\n{body}</body>\n</html>\n"
    ).encode()


def _smil(part: Part, number: int) -> bytes:
    spoken = [(index, clip) for index, clip in enumerate(part.clips) if len(clip.samples)]
    pars = [
        f'<par id="p{index}"><text src="chapter-{number}.xhtml#t{number}-{index}"/><audio src="chapter-{number}.mp3" '
        f'clipBegin="{begin:.3f}s" clipEnd="{end:.3f}s"/></par>\n'
        for (index, _), (begin, end) in zip(spoken, part.times([clip for _, clip in spoken]), strict=True)
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<smil xmlns="http://www.w3.org/ns/SMIL" '
        'xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">\n<body>\n'
        f'<seq id="s" epub:textref="chapter-{number}.xhtml">\n{"".join(pars)}</seq>\n</body>\n</smil>\n'
    ).encode()


def _text(words: str) -> str:
    return escape(clean(words))
