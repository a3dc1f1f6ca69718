"""What the file of an e-book is called: by the title of its publication, so that people find it among their files.

Where two publications of a project have the same title, and where a title has no words, the id of the publication says which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from pipeline.builders import Job
from pipeline.builders.html.metadata import full_title
from pipeline.editions.site import EditionName, title_name
from pipeline.model.document import Document

ENDS = ("easy-read", "read-aloud")
"""What stands behind the title in names of e-books of a publication, beside the names of looks."""


def book_names(documents: Iterable[Document], looks: Collection[str] = ()) -> dict[str, str]:
    """How the names of the e-books of each publication of a project begin, by its id.

    No two begin alike, and none is that of another one in one of these looks: beside the large print of "Housing plan", the id
    stands behind the title "Housing plan: large print".
    """
    titles = {document.name: title_name(full_title(document)) for document in documents}
    count = Counter(title or name.lower() for name, title in titles.items())
    doubtful = {
        title for title in titles.values() if count[title] > 1 or _is_in_a_look(title, set(titles.values()), looks)
    }
    found = {name: f"{title}-{name}" if title in doubtful else title or name for name, title in titles.items()}
    taken = Counter(found.values())
    return {
        name: f"{file}-{name}" if taken[file] > 1 and file == titles[name] else file for name, file in found.items()
    }


def _is_in_a_look(title: str, titles: Collection[str], looks: Collection[str]) -> bool:
    """Whether a title reads as the name of another publication's e-book in a look, or as what stands behind one."""
    ends = [f"-{end}" for end in (*ENDS, *looks)]
    starts = (title[:at] for end in ends for at in range(1, len(title)) if f"{title}-".startswith(f"{end}-", at))
    return any(start in titles for start in starts)


def book_file(job: Job, ending: str) -> str:
    """The name of the file of an e-book."""
    name = job.book or book_names([job.document])[job.document.name]
    return EditionName("epub", job.look.name).file(name, ending)
