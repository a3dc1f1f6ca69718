"""Translation: exports a publication as phrases for translators, and imports them as content in another language.

    units.py      document → phrases with their addresses; phrases → the same document in another language
    exchange.py   the contents of a file for translators, in any format
    po.py         gettext PO ⇄ exchange, for translators and their programs
    xliff.py      XLIFF 2.1 ⇄ exchange, for agencies
    memory.py     which translated phrases are still valid when the original has changed
    facts.py      numbers, months, addresses and notes that a translation must keep
    quantities.py numbers with their signs, currencies and units, times, telephone numbers
    locale_words.py  how a language writes them, by the Unicode locale data
    back.py       a translated file, checked phrase by phrase → the document in another language
    glossary.py   `templates/glossary/LANGUAGE.yaml`: how a council's terms are translated

The program never translates. It lists every phrase, and reports those that are missing, out of date or have lost a number.
"""
