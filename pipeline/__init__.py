"""The pipeline: what arrives as PDF or DOCX becomes content that people own, and that becomes editions that all can read.

    source_docs/ ─extract─▶ content/*.yaml ─(people edit)─▶ check ─▶ set out ─▶ build ─▶ verify ─▶ output/

L0  place, findings, model                      where, what is wrong, what a document is
    rules/                                      every rule that a finding can name
L1  walk, show, placed_yaml, markdown, content  the tree, its debug format, YAML with places ⇄ model
L2  kinds/, extractors/, passes/, checks/       what the papers mean; source → document; document → document; document → findings
    looks, site, words, assets                  how an edition is set; the council; words we add; fonts, templates
    dates, library, status, link, diff          all papers together: what is due, what became of it, what changed
    edition, set_out                            a document set out for one reader
    reading, contrast                           its canonical text, in reading order; colours that can be told apart
L3  builders/, verifiers/                       edition → file; file → what it says
    proof, verify, conformance/                 that both say the same; which requirement each build has shown
L4  verbs/, cli                                 disk, clock and terminal
    project, extracting, checking, building     what verbs share: folders, sources, content, editions and their cache
    scanned                                     pictures of pages, recognised where OCRmyPDF is installed

A plural folder holds interchangeable parts; its `__init__.py` opens with the table of them. Imports go down only;
`tests/test_architecture.py` proves it.
"""

__version__ = "1.0.0"
