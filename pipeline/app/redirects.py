"""Rules by which a web server leads readers from the old addresses of a renamed publication to its new ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.app.building import Order
from pipeline.app.project import Project, remove, write
from pipeline.model.document import Document

FILES = ("apache.conf", "nginx.conf", "localgov-drupal.csv")


def write_rules(project: Project, documents: Sequence[Document], folder: Path) -> None:
    """Writes the rules for Apache, nginx and LocalGov Drupal (Path Redirect Import); none where nothing was renamed."""
    pairs = [
        pair
        for document in documents
        for old in document.formerly
        for edition in project.site.editions
        for pair in zip(
            Order.names_of(old, edition.format, edition.look),
            Order.names_of(document.name, edition.format, edition.look),
            strict=True,
        )
    ]
    if not pairs:
        for name in FILES:
            remove(folder / name)
        return
    base = f"/{project.site.url.split('://', 1)[-1].partition('/')[2].strip('/')}/".replace("//", "/")
    rules = {
        "apache.conf": [f"Redirect permanent {base}{old} {base}{new}" for old, new in pairs],
        "nginx.conf": [f"location = {base}{old} {{ return 301 {base}{new}; }}" for old, new in pairs],
        "localgov-drupal.csv": ["from,to,redirect_code,language"]
        + [f"{base[1:]}{old},{base[1:]}{new},301,und" for old, new in pairs],
    }
    for name, lines in rules.items():
        write(folder / name, ("\n".join(lines) + "\n").encode())
