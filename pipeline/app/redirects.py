"""Rules by which a web server leads readers from the old addresses of a renamed publication to its new ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.app.building import Order
from pipeline.app.project import Project, remove, write
from pipeline.builders import data
from pipeline.editions import words
from pipeline.model.document import Document

FILES = ("apache.conf", "nginx.conf", "localgov-drupal.csv")


def write_rules(project: Project, documents: Sequence[Document], folder: Path) -> None:
    """Writes the rules for Apache, nginx and LocalGov Drupal (Path Redirect Import); none where nothing was renamed."""
    pairs = dict(pair for document in documents for old in document.formerly for pair in _pairs(project, document, old))
    if not pairs:
        for name in FILES:
            remove(folder / name)
        return
    base = f"/{project.site.url.split('://', 1)[-1].partition('/')[2].strip('/')}/".replace("//", "/")
    rules = {
        "apache.conf": [f"Redirect permanent {base}{old} {base}{new}" for old, new in pairs.items()],
        "nginx.conf": [f"location = {base}{old} {{ return 301 {base}{new}; }}" for old, new in pairs.items()],
        "localgov-drupal.csv": ["from,to,redirect_code,language"]
        + [f"{base[1:]}{old},{base[1:]}{new},301,und" for old, new in pairs.items()],
    }
    for name, lines in rules.items():
        write(folder / name, ("\n".join(lines) + "\n").encode())


def _pairs(project: Project, document: Document, old: str) -> Iterator[tuple[str, str]]:
    """The old and the new name of every file of a publication: its editions, and the data of its tables."""
    for edition in project.site.editions:
        new = Order.names_of(document.name, edition.format, edition.look)
        yield from zip(Order.names_of(old, edition.format, edition.look), new, strict=True)
    for new_name in data.files(document, project.site, words.load(project.assets, document.language)):
        yield old + new_name.removeprefix(document.name), new_name
