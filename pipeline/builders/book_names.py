"""What the file of an e-book is called: by the title of its publication, so that people find it among their files.

Where two publications of a project have the same title, and where a title has no words, the id of the publication says which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipeline.builders import Job
from pipeline.builders.html.metadata import full_title
from pipeline.editions.site import EditionName, title_name
from pipeline.model.document import Document


def book_names(documents: Iterable[Document]) -> dict[str, str]:
    """How the names of the e-books of each publication of a project begin, by its id; no two begin alike."""
    titles = {document.name: title_name(full_title(document)) for document in documents}
    count = Counter(title or name.lower() for name, title in titles.items())
    return {
        name: name if not title else f"{title}-{name}" if count[title] > 1 else title for name, title in titles.items()
    }


def book_file(job: Job, ending: str) -> str:
    """The name of the file of an e-book."""
    name = job.book or book_names([job.document])[job.document.name]
    return EditionName("epub", job.look.name).file(name, ending)
