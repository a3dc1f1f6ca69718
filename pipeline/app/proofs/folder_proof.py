"""The proof of the folder to upload as a whole: each file is in the record, is the one that was built, and leads nowhere in vain.

Editions are proved one by one (`verify.py`), and so are the pages of the site (`site_proof.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

from lxml import etree, html

from pipeline.app.kept import recorded
from pipeline.app.project import Project, sha256
from pipeline.app.site_proof import parsed
from pipeline.model.findings import Finding, error
from pipeline.model.place import Place

NOWHERE = "https://folder.invalid/"


def folder(project: Project) -> Iterator[Finding]:
    """What is wrong with the folder to upload, compared with its record; the record itself must be there."""
    public = project.public
    known = {name: str(one["sha256"]) for name, one in recorded.entries(public).items()} | recorded.pages(public)
    found = {path.relative_to(public).as_posix(): path for path in sorted(public.rglob("*")) if not path.is_dir()}
    found.pop(recorded.NAME, None)
    for name in sorted(known.keys() | found.keys()):
        path = found.get(name)
        if path is None:
            yield error("file-changed", f"{name} is in the record and not in the folder", Place(name), "build it again")
        elif name not in known:
            hint = "remove it, or build again; files that the build did not make are not checked"
            yield error("file-unknown", f"{name} lies in {project.shown(public)} and in no record", Place(name), hint)
        elif path.is_symlink() or sha256(path.read_bytes()) != known[name]:
            yield error("file-changed", f"{name} is not the file that was built", Place(name), "build it again")
    yield from addresses(found, project.site.url)


def addresses(found: Mapping[str, Path], site: str) -> Iterator[Finding]:
    """An error for each address in a page, list or feed of the folder at which the folder has no file.

    `site` is where the folder is published, "" where nobody knows yet.
    """
    base = site.rstrip("/") + "/" if site else NOWHERE
    for name, path in found.items():
        for address in sorted(_addresses(name, path.read_bytes())):
            whole = urldefrag(urljoin(base + name, address)).url
            if whole.startswith(base):
                target = unquote(whole.removeprefix(base).partition("?")[0])
                if (target or "index.html") not in found and f"{target.rstrip('/')}/index.html" not in found:
                    message = f"{name} leads to {address}, where the folder has no file"
                    yield error(
                        "address-dead", message, Place(name), "build again; if the message stays, correct the link"
                    )


def _addresses(name: str, data: bytes) -> set[str]:
    """The addresses in a page, a list of pages or a feed."""
    try:
        root = html.fromstring(data) if name.endswith(".html") else parsed(data) if name.endswith(".xml") else None
    except (etree.ParserError, etree.XMLSyntaxError):  # reported where its words are proved
        return set()
    found = [] if root is None else root.xpath("//@href | //@src | //*[local-name() = 'loc']/text()")
    return {str(one).strip() for one in found} if isinstance(found, list) else set()
