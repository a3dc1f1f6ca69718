"""A page at each old address of a renamed publication that leads to the new one, for web servers without rules."""

from __future__ import annotations

from html import escape

from pipeline.builders import Built, SiteJob
from pipeline.builders.html.metadata import full_title

PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{address}">
<meta http-equiv="refresh" content="0; url={file}">
</head>
<body>
<main><h1>{title}</h1>
<p><a href="{file}">{title}</a></p></main>
</body>
</html>
"""


def build(job: SiteJob) -> Built:
    """`OLD.html` for each name under `formerly:`, and for each page of a publication in parts."""
    files: dict[str, bytes] = {}
    names = {publication.document.name for publication in job.publications}
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
                    title=escape(full_title(document)),
                    file=escape(file),
                    address=escape(base + file),
                )
                files[old + file.removeprefix(document.name)] = text.encode("utf-8")
    return Built(files)
