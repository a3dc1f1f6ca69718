"""A page at each old address of a renamed publication that leads to the new one, for web servers without rules."""

from __future__ import annotations

from html import escape

from pipeline.builders import Built, SiteJob
from pipeline.builders.html.assets import style_address
from pipeline.builders.html.metadata import full_title
from pipeline.model.direction import direction

PAGE = """<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{address}">
<meta http-equiv="refresh" content="0; url={file}">
<link rel="stylesheet" href="{style}">
</head>
<body>
<main><div class="frame"><h1>{title}</h1>
<p class="before_title"><a href="{file}">{title}</a></p></div></main>
</body>
</html>
"""


def build(job: SiteJob) -> Built:
    """`OLD.html` for each name under `formerly:`, and for each page of a publication in parts."""
    files: dict[str, bytes] = {}
    names = {publication.document.name for publication in job.publications}
    style = style_address(job.assets, job.site)
    base = job.site.url.rstrip("/") + "/" if job.site.url else ""
    for publication in job.publications:
        document = publication.document
        page = next((fact.file for fact in publication.facts if fact.format == "html"), "")
        for old in document.formerly if page else ():
            if old in names or f"{old}.html" in files:
                continue  # `reports check` tells it
            for file in (page, *publication.parts):
                text = PAGE.format(
                    language=escape(document.language),
                    direction=direction(document.language),
                    style=style,
                    title=escape(full_title(document)),
                    file=escape(file),
                    address=escape(base + file),
                )
                files[old + file.removeprefix(document.name)] = text.encode("utf-8")
    return Built(files)
