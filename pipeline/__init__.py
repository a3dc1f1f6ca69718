"""The pipeline: PDF and Word files become content that people edit, and that content becomes editions that everyone can read.

    source_docs/ ─extract─▶ content/*.yaml ─(people edit)─▶ check ─▶ set out ─▶ build ─▶ verify ─▶ output/

L0  model/        what a document is, places, findings, the flow of a source, the debug format
L1  content/      YAML and Markdown ⇄ model; content/yaml/ is the only room that knows PyYAML
    ooxml/        the XML of Word files: package, elements, styles, numbering
    braille/      the codes, the tables of liblouis, the signs of braille files
    kinds/ rules/ what the kinds of document mean; every rule that a finding can name
L2  sources/      bytes → Flow: pdf/{file, text, tags, tables}, docx/, xlsx/, word_edition/ (our own Word file coming back)
    assemble/     Flow → Document and the account of every word: headings, sections, lists, records, notes, ids
    merge/        old extraction + edited file + new extraction → edited file
    library/      all documents together: status, links, comparison
    checks/       documents → findings;  passes/: document → document
    translation/  document ⇄ phrases for translators (PO, XLIFF), and what a translation must keep
    editions/     the document set out for one reader: style, added words, reading order, contrast; paper/: what fits a
                  printed page; spoken/: as one line of words
L3  builders/     edition → file: html/ epub/ print/ docx/ odt/ text/ braille/ audio/, with office/ and markup/ shared
    verifiers/    finished file → what it says;  conformance/: which requirement each build has shown
L4  app/          project folders, extracting, building, cache, proof, build record;  web/: the preview
    batch/        thousands of documents, on one machine or on many
    verbs/ cli    the command line; only L4 touches disk, clock and terminal

Where is …                               Look in
a row of a PDF table cut                 sources/pdf/tables/rows.py (README there), at a page break in join.py
a heading found and given its level      assemble/outline/headings.py, heading_styles.py; nested in assemble/sections.py
the word of a message                    where its rule is reported: search for the rule's name, `docs/rules.md` lists all
a word that an edition adds              templates/words/LANGUAGE.yaml, read by editions/words.py
a format to be added                     builders/__init__.py, with CONTRIBUTING

A plural folder holds interchangeable parts; its `__init__.py` opens with the table of them. Imports go down only;
`tests/test_architecture.py` proves it.
"""

__version__ = "1.0.0"
