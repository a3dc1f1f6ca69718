"""Rules by which a web server leads readers from the old addresses of a renamed publication to its new ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.app.orders import Order
from pipeline.app.project import Project, remove, write
from pipeline.builders import Publication, data
from pipeline.editions import words

FILES = ("apache.conf", "nginx.conf", "localgov-drupal.csv")


def write_rules(project: Project, publications: Sequence[Publication], folder: Path) -> None:
    """Writes the rules for Apache, nginx and LocalGov Drupal (Path Redirect Import); none where nothing was renamed.

    A name that a content file has today leads nowhere else; of two publications with one earlier name the first has it.
    """
    taken = {path.stem for path in project.content_paths()}
    pairs: dict[str, str] = {}
    for publication in publications:
        for old in publication.document.formerly:
            if old not in taken:
                pairs |= _pairs(project, publication, old)
                taken.add(old)
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


def _pairs(project: Project, publication: Publication, old: str) -> Iterator[tuple[str, str]]:
    """The old and the new name of every file of a publication: its editions, the parts of its page, the data of its tables."""
    document = publication.document
    for edition in project.site.editions:
        new = Order.names_of(document.name, edition.format, edition.look)
        yield from zip(Order.names_of(old, edition.format, edition.look), new, strict=True)
    files = data.files(document, project.site, words.load(project.assets, document.language))
    for name in (*publication.parts, *files):
        yield old + name.removeprefix(document.name), name
