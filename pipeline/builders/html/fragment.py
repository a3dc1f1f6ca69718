"""The content of a publication alone, for a CMS that has its own title, navigation and style sheet; and all of it in one ZIP."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import replace

from pipeline.builders import Built, Job
from pipeline.builders import data as open_data
from pipeline.builders.html.assets import asset
from pipeline.builders.html.metadata import full_title
from pipeline.builders.markup.blocks import PageRenderer, PageSetting
from pipeline.builders.markup.chrome import Download, data_download, download
from pipeline.builders.markup.notes import notes_reading
from pipeline.builders.markup.text import marked_words, site_address
from pipeline.editions.assets import Assets
from pipeline.editions.edition import HeadingView, Views
from pipeline.editions.reading import Voice, added
from pipeline.editions.site import Site
from pipeline.editions.words import Words, load
from pipeline.model.direction import direction

TOP = 2
"""The level that the first headings of a publication have under its title."""
EARLIEST = (1980, 1, 1, 0, 0, 0)
ABOUT = """{title}

1. Make a page in the CMS and give it the title above.
2. Paste {name}.fragment.html into its body, as HTML source.
3. {files}
4. Once for the whole site: add fragment.css to its style sheet.
"""
UPLOAD = "Upload everything in files/ (pictures, other formats, data) to {folder}."
ON_SITE = (
    "The links lead to {url}. To use the copies in files/ instead, write the folder of the CMS behind cms_files: in "
    "content/site.yaml, and build this again."
)


def build(job: Job, heading_level: int = TOP) -> Built:
    """`NAME.fragment.html`: text, notes and the other formats, without title and frame.

    The first headings are of `heading_level` (1 to 6), and every id starts with the name of the publication and a hyphen, so
    that several fragments can stand on one page. Pictures and files have the addresses that they get in the CMS
    (`cms_files:`), else those on the site.
    """
    edition = job.edition
    prefix = f"{edition.name}-"
    words = load(job.assets, edition.language)

    page = PageRenderer(job.assets, edition, _setting(job, words, prefix, heading_level - TOP))
    front = without_title(edition.front)
    formats = HeadingView(TOP, "formats", (words.whole("formats", "meta"),), "", contents=False)
    files = downloads(job)
    text = page.template("fragment.jinja").render(
        language=edition.language,
        direction=direction(edition.language),
        front=page.views(front),
        body=page.views(edition.body),
        notes_heading=page.view(edition.notes_heading) if edition.notes_heading else "",
        notes=page.notes(edition.notes) if edition.notes else "",
        formats_heading=page.view(formats) if files else "",
        files=files,
    )
    voice = Voice(edition, words.texts)
    pieces = [*voice.views(front), *voice.views(edition.body)]
    pieces += voice.view(edition.notes_heading) if edition.notes_heading else ()
    pieces += notes_reading(edition, voice, words.texts, page.marks)
    pieces += (
        [added(words("formats"), "meta"), *(added(file.words, "meta", link=file.address) for file in files)]
        if files
        else []
    )
    pictures = {
        asset(name, job.assets): job.assets.pictures[name] for name in page.pictures if name in job.assets.pictures
    }
    return Built(
        {f"{edition.name}.fragment.html": text.encode("utf-8"), **pictures}, tuple(page.findings), tuple(pieces)
    )


def _setting(job: Job, words: Words, prefix: str, shift: int) -> PageSetting:
    """How a page for a CMS differs: ids of its own, whole addresses, labels in words."""

    def address(target: str) -> str:
        file, mark, anchor = target.partition("#")
        if mark and file in ("", job.edition.name):
            return f"#{prefix}{anchor}"
        found = site_address(target)
        return found if found == target else on_site(job.site, found)

    def picture(file: str) -> str:
        return uploaded(job.site, asset(file, job.assets))

    return PageSetting(marked_words(words), prefix=prefix, shift=shift, address=address, picture=picture, labelled=True)


def downloads(job: Job) -> list[Download]:
    """The links to the other formats and to the data of a publication."""
    words = load(job.assets, job.edition.language)
    captions = {table.file: table.caption for table in open_data.tables(job.document)}
    data = open_data.files(job.document, job.site, words)
    found = [download(fact, words, full_title(job.document)) for fact in job.facts if fact.format != "html"]
    found += [data_download(file, len(content), words, captions.get(file, "")) for file, content in data.items()]
    return [replace(one, address=uploaded(job.site, one.address)) for one in found]


def on_site(site: Site, file: str) -> str:
    """The full address of a file of the site; as it is while the site has none."""
    return f"{site.url.rstrip('/')}/{file}" if site.url else file


def uploaded(site: Site, file: str) -> str:
    """The address of a file in the CMS, which puts all files into one folder; else its full address on the site."""
    return f"{site.cms_files.rstrip('/')}/{posixpath.basename(file)}" if site.cms_files else on_site(site, file)


def bundle(name: str, title: str, files: Mapping[str, bytes], site: Site, assets: Assets) -> bytes:
    """A ZIP for the editors of a CMS: the fragment, its style sheet, a note, and below `files/` all that is uploaded."""
    fragment = f"{name}.fragment.html"
    of_site = bool(site.url) and not site.cms_files
    files_of = ON_SITE.format(url=site.url) if of_site else UPLOAD.format(folder=site.cms_files or "the CMS")
    about = ABOUT.format(title=title, name=name, files=files_of)
    parts = {
        "READ-ME.txt": about.encode(),
        fragment: files[fragment],
        "fragment.css": assets.templates["fragment.css"],
        **{f"files/{posixpath.basename(file)}": data for file, data in sorted(files.items()) if file != fragment},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for file, data in parts.items():
            package.writestr(zipfile.ZipInfo(file, EARLIEST), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def without_title(front: Views) -> Views:
    """What stands before the text but the title, which the CMS shows itself."""
    return tuple(view for view in front if not isinstance(view, HeadingView))
