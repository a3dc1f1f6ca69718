"""Checks the content files of a project: their form, then what readers would stumble over, beside all the other documents."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline import checks
from pipeline.app import plain_file
from pipeline.app.project import PICTURES, SIGNED, ContentFile, Project, Refused
from pipeline.checks import easy_read
from pipeline.editions import words
from pipeline.library.languages import original_of
from pipeline.library.library import ContentDocument, Library
from pipeline.library.neighbours import Neighbours
from pipeline.model.findings import Findings
from pipeline.model.with_findings import Collector, carrying


@dataclass(frozen=True)
class Checked:
    """A content file, all that was found in it, and what was found and is switched off (the reason is the hint)."""

    file: ContentFile
    findings: Findings = ()
    off: Findings = ()


def library(project: Project, files: list[ContentFile]) -> Library:
    """All documents that can be read, those of the project and the given ones; a given one stands for that of its name."""
    given = {file.name for file in files}
    others = [project.read_content(path) for path in project.content_paths() if path.stem not in given]
    documents = tuple(content for file in (*files, *others) if (content := content_of(file)))
    return Library(documents, project.site, pictures(project))


def content_of(file: ContentFile) -> ContentDocument | None:
    """The document of a content file with its lines, None where nothing could be made of it."""
    if file.document is None:
        return None
    return ContentDocument(file.document, tuple(file.data.decode("utf-8-sig", "replace").splitlines()))


def pictures(project: Project) -> frozenset[str]:
    """The pictures below `content/`, by their path there; links that lead out of it are none."""
    paths = (path for path in project.content.rglob("*") if path.suffix.lower() in PICTURES | SIGNED)
    return frozenset(
        path.relative_to(project.content).as_posix() for path in paths if plain_file.lies_in(path, project.content)
    )


def check(project: Project, files: list[ContentFile], library: Library) -> list[Checked]:
    """Each file with everything that is wrong with it. Links into a document that cannot be read are not called broken."""
    return [checked(project, library.neighbours, file) for file in files]


def checked(project: Project, neighbours: Neighbours, file: ContentFile) -> Checked:
    """One file with everything that is wrong with it beside its neighbours."""
    one = _checked(project, neighbours, file)
    every = sorted(one.findings, key=lambda finding: (finding.place.file, finding.place.line, finding.place.column))
    return replace(one, findings=tuple(every))


COLOURS = "brand-colour", "brand-contrast"


@carrying
def _checked(into: Collector, project: Project, neighbours: Neighbours, file: ContentFile) -> Checked:
    into.add(*file.findings)
    content = content_of(file)
    if content is None:
        return Checked(file)
    off = checks.check(neighbours, content, file.findings).take(into)
    into.add(*_language(project, content), *_stale(project, neighbours, content))
    if file.easy_read:
        off += easy_read.check(neighbours, content.document, file.easy_read).take(into)
    return Checked(file, off=off)


def _stale(project: Project, neighbours: Neighbours, content: ContentDocument) -> Findings:
    """What has changed in the original of a language version; what compares them is loaded only where there is one."""
    name = original_of(content.name, neighbours.names()) if "." in content.name else ""
    original = project.read_content(project.content / f"{name}.yaml").document if name else None
    if original is None:
        return ()
    from pipeline.app import translations

    return translations.stale(project, original, content)


def _language(project: Project, content: ContentDocument) -> Findings:
    """A warning where the program lacks words in the language of a document, for it will add English ones."""
    language = content.document.language
    missing = words.lacking(project.assets, language)
    if not missing:
        return ()
    known, all_words = words.languages(project.assets), len(words.lacking(project.assets, ""))
    if len(missing) == all_words:
        message = f"the words that the program adds are missing in “{language}”; English ones will be added"
        hint = f"there are {', '.join(known)}; to add a language, write templates/words/{language.lower()}.yaml"
    else:
        message = (
            f"{len(missing)} of the words that the program adds are missing in “{language}”; English ones will be added"
        )
        hint = f"add them to templates/words/{language.split('-')[0].lower()}.yaml: {', '.join(missing[:6])}"
        hint += f" and {len(missing) - 6} more" if len(missing) > 6 else ""
    return (content.tell("words-english", message, content.document.place, hint, "language:"),)


def wrong_brand(project: Project) -> Findings:
    """What is wrong with the colours and the logo of the brand, which stops every edition."""
    rules = (*COLOURS, "missing-picture", "picture-unusable")
    return tuple(one for one in project.site_with_findings.findings if one.rule in rules)


def need_colours(project: Project) -> None:
    """Refuses to make a page while colours of the brand cannot be used or read together. Raises Refused."""
    if wrong := [one for one in wrong_brand(project) if one.rule in COLOURS]:
        raise Refused(wrong[0])
