"""What every document needs: templates, site and its pictures, as one ZIP file below the target for every machine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from pipeline.app.project import Project, Refused
from pipeline.batch.folders import Folder
from pipeline.batch.job import BatchRequest
from pipeline.builders import BUILDERS
from pipeline.editions import looks, site_read
from pipeline.editions.assets import Assets
from pipeline.editions.site import Site
from pipeline.model.findings import error
from pipeline.model.with_findings import reported_elsewhere

SITE = "content/site.yaml"
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Kit:
    """The templates, the pictures that the site names, and the site."""

    templates: Mapping[str, bytes]
    pictures: Mapping[str, bytes]
    site: Site


def pack(assets: Assets, site: bytes) -> bytes:
    """The kit as a file: the same bytes for the same templates and site."""
    files = {f"templates/{name}": data for name, data in assets.templates.items()}
    files |= {f"content/{name}": data for name, data in assets.pictures.items() if name.encode() in site}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in sorted({**files, SITE: site}.items()):
            package.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def path_of(project: str) -> str:
    """Where the kit with a fingerprint lies below the target."""
    return f"manifest/kit-{project[:24]}.zip"


def kit_of(order: BatchRequest) -> Kit:
    """The kit of a run, read from the target once for each process. Raises Refused where it is not the one that was meant."""
    return _kit(order.target, order.project)


@lru_cache(maxsize=2)
def _kit(target: str, project: str) -> Kit:
    data = Folder(target).read(path_of(project))
    if sha256(data).hexdigest() != project:
        raise Refused(
            error("folder-failed", f"{path_of(project)} below {target} was changed", hint="start the run again")
        )
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    templates = {name.removeprefix("templates/"): data for name, data in files.items() if name.startswith("templates/")}
    pictures = {name.removeprefix("content/"): data for name, data in files.items() if name.startswith("content/")}
    site_text = pictures.pop("site.yaml")
    found = site_read.read(site_text, SITE, list(BUILDERS), looks.names(Assets(templates)))
    site = reported_elsewhere(found, Project.site_with_findings)
    return Kit(templates, pictures, site)
