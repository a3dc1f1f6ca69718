"""Tables for English readings: months, abbreviations, signs. The rules are in `english.py`."""

from __future__ import annotations

MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
]  # fmt: skip
SHORT_MONTHS = {name[:3]: name for name in MONTHS} | {"Sept": "September"}
MONTH = "|".join([*MONTHS, *map(str.upper, MONTHS), *(f"(?:{short}|{short.upper()})\\b\\.?" for short in SHORT_MONTHS)])
DAYS = {
    "Mon": "Monday",
    "Tue": "Tuesday",
    "Tues": "Tuesday",
    "Weds": "Wednesday",
    "Thur": "Thursday",
    "Wed": "Wednesday",
    "Thu": "Thursday",
    "Thurs": "Thursday",
    "Fri": "Friday",
    "Sat": "Saturday",
    "Sun": "Sunday",
}
DASH = r"\s?[-–—]\s?"
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
YEAR = r"(?:1[1-9]|20)\d\d"
SCALES = {
    "k": "thousand",
    "m": "million",
    "bn": "billion",
    "tn": "trillion",
    "thousand": "thousand",
    "million": "million",
    "billion": "billion",
    "mn": "million",
    "mil": "million",
    "mill": "million",
}
SCALE = r"(?:\s?(?P<scale>thousand|million|billion|mn|mill?)\b|(?P<short>k|m|bn|tn|K|M)\b)?"
MONEY = {"£": ("pound", "pounds"), "€": ("euro", "euros"), "$": ("dollar", "dollars"), "¥": ("yen", "yen")}
DOLLARS = {
    "US": "U S",
    "AU": "Australian",
    "A": "Australian",
    "CA": "Canadian",
    "C": "Canadian",
    "NZ": "New Zealand",
    "HK": "Hong Kong",
}
# Before the number of a king, queen or pope.
MONARCHS = "|".join(
    rf"(?<=\b{name} )"
    for name in (
        "Elizabeth",
        "Henry",
        "George",
        "Edward",
        "William",
        "Charles",
        "James",
        "Richard",
        "Mary",
        "John Paul",
        "Louis",
        "Philip",
        "Robert",
        "Alexander",
        "Catherine",
        "Frederick",
        "Napoleon",
        "Malcolm",
    )
)


def after(*words: str) -> str:
    """Returns a pattern for a place after one of some words of fixed length, and a space."""
    behind = "|".join(rf"(?<=\b{word} )" for word in words)
    return f"(?:{behind})"


# Before a number of five figures or more that names a thing, such as that of a charity.
NUMBERED = after(
    *(
        form
        for name in (
            "[Nn]umber",
            "[Rr]eference",
            "[Rr]ef",
            "[Nn]o",
            "[Aa]ccount",
            "[Aa]/[Cc]",
            "[Cc]ompany",
            "[Cc]harity",
            "[Cc]ode",
            "[Ee]asting",
            "[Nn]orthing",
            "[ENXY]",
        )
        for form in (name, f"{name}:", rf"{name}\.")
    )
)
# Before a name.
RANKS = {
    "Col": "Colonel", "Maj": "Major", "Gen": "General", "Brig": "Brigadier", "Cdr": "Commander", "Cpl": "Corporal",
    "Supt": "Superintendent",
}  # fmt: skip
# What a street is called behind its name: “12 Kings Ct”.
STREETS = {
    "St": "Street", "Gdns": "Gardens", "Ct": "Court", "Cl": "Close", "Pl": "Place", "Sq": "Square", "Terr": "Terrace",
    "Tce": "Terrace", "Pk": "Park", "Gr": "Grove", "Dr": "Drive",
}  # fmt: skip
# Two words with a stroke, of which a reader chooses one.
EITHER = [
    "he/she", "she/he", "his/her", "her/his", "him/her",
    "her/him", "He/she", "She/he", "His/her", "yes/no", "Yes/No",
]  # fmt: skip
# What comes before the dash of "5th–9th", "2024/25–2026/27" or "10a–12".
TO_FIGURE = r"(?<=\d)|(?<=\d(?:st|nd|rd|th))|(?<=\d[a-z])"
# The reference of a file: parts with strokes, one of them a number of three figures or more, such as "MBC/24/001".
FILE = (
    r"\b(?=[A-Z\d/-]*\d)(?=(?:[A-Z\d-]+/)+(?:\d{3,}|[A-Z]{2,}\b))(?:[A-Z]{1,7}\d{0,4}|\d{2,4})/"
    r"(?:[A-Z\d]+/[A-Z\d]+(?:/[A-Z\d]+)*|\d{5,})(?:-\d{2,4})?\b"
)
SHORT = {
    "e.g.": "for example", "e.g": "for example", "eg": "for example", "i.e.": "that is", "i.e": "that is",
    "ie": "that is", "etc.": "et cetera", "etc": "et cetera", "Cllr": "Councillor", "Cllrs": "Councillors",
    "Mr": "Mister", "Mrs": "Missus", "Ms": "Miz", "Dr": "Doctor", "Prof": "Professor", "Rev": "Reverend",
    "Revd": "Reverend", "Rev'd": "Reverend", "Sgt": "Sergeant", "Insp": "Inspector", "Capt": "Captain",
    "Lt": "Lieutenant", "Lt Col": "Lieutenant Colonel", "Hon": "Honourable", "vs": "versus", "approx": "approximately",
    "Approx": "Approximately", "abst": "abstained", "Abst": "Abstained", "Reg. charity": "Registered charity",
    "Reg charity": "Registered charity", "Reg'd": "Registered", "req'd": "required", "r'bout": "roundabout",
    "dia": "diameter", "Amdt": "Amendment", "Flr": "Floor", "Hse": "House", "Bldg": "Building", "Bldgs": "Buildings",
    "Stn": "Station",
    "Messrs": "Messers", "b'fast": "breakfast", "c.o.b": "close of business",
    "cob": "close of business", "COB": "close of business", "resp": "respectively", "Std": "Standard", "std": "standard",
    "nem. con": "nem con", "nem con": "nem con",
    "Dept": "Department", "dept": "department", "Govt": "Government", "govt": "government", "Ltd": "Limited",
    "plc": "P L C", "incl": "including", "inc": "including", "excl": "excluding", "exc": "excluding",
    "Cttee": "Committee", "Ch. Exec": "Chief Executive", "Ch Exec": "Chief Executive", "Rd": "Road", "Ave": "Avenue",
    "Ln": "Lane", "Cres": "Crescent", "Asst": "Assistant", "tel": "telephone", "Tel": "Telephone", "ext": "extension",
    "Ext": "Extension", "Fig": "Figure", "cf": "compare", "No": "Number", "w/e": "week ending", "c/o": "care of",
    "C/O": "care of",
    "w/c": "week commencing", "N/A": "not applicable", "n/a": "not applicable", "N/K": "not known", "n/k": "not known",
    "chq": "cheque", "Chq": "Cheque", "chqs": "cheques", "Chqs": "Cheques",
    "a/c": "account", "A/c": "Account", "a/cs": "accounts",
    "c/f": "carried forward", "b/f": "brought forward", "c/fwd": "carried forward", "b/fwd": "brought forward",
    "t/a": "trading as", "T/A": "trading as", "A/L": "annual leave", "Y/E": "year ending", "y/e": "year ending",
    "w/day": "working day", "w/days": "working days", "yoy": "year on year", "YoY": "year on year", "y-o-y": "year on year",
    "s/t": "short-term", "l/t": "long-term", "S/T": "short-term", "L/T": "long-term", "Qtr": "Quarter", "qtr": "quarter",
    "Qtrs": "Quarters", "hhds": "households", "hhlds": "households", "jnr": "junior", "Jnr": "Junior", "abs": "abstentions",
    "conc": "concession", "concs": "concessions", "C/f": "Carried forward", "B/f": "Brought forward",
    "Bal": "Balance", "bal": "balance",
    "jct": "junction", "Jct": "Junction", "Rt Hon": "Right Honourable", "Rt. Hon": "Right Honourable",
    "Ald": "Alderman", "Snr": "Senior", "Jr": "Junior", "viz": "namely", "et al": "and others",
    "asap": "as soon as possible", "ht": "height", "Mtg": "Meeting", "mtg": "meeting", "Mtgs": "Meetings",
    "mtgs": "meetings", "Nr": "Near", "nr": "near", "Dwg": "Drawing", "Txt": "Text", "txt": "text",
    "ASAP": "as soon as possible", "F/T": "full-time", "P/T": "part-time", "tba": "T B A", "tbc": "T B C",
    "w.e.f": "with effect from", "wef": "with effect from", "dwgs": "dwellings", "prev": "previous", "Prev": "Previous",
    "apols": "apologies", "Apols": "Apologies", "Bt": "Baronet", "req's": "requirements", "reqs": "requirements",
    "Exec": "Executive", "Dir": "Director", "Mgr": "Manager", "Dep": "Deputy", "cont": "continued",
    "cont'd": "continued", "contd": "continued", "pop": "population", "Pop": "Population",
    "org": "organisation", "orgs": "organisations", "Mgt": "Management", "mgt": "management", "Mgmt": "Management",
    "mgmt": "management", "Grp": "Group", "Grps": "Groups",
    "grp": "group", "grps": "groups", "Corp": "Corporate", "Hsg": "Housing", "Svc": "Service", "Svcs": "Services",
    "Ctr": "Centre", "Cte": "Committee", "Ctte": "Committee", "Assoc": "Association", "Univ": "University", "Hosp": "Hospital",
    "Bros": "Brothers", "Educ": "Education", "Wkly": "Weekly", "wkly": "weekly", "Mthly": "Monthly", "mthly": "monthly",
    "Qtrly": "Quarterly", "qtrly": "quarterly", "Rec'd": "Received", "rec'd": "received", "Recd": "Received",
    "recd": "received", "Acct": "Account", "acct": "account", "Accts": "Accounts", "accts": "accounts", "Amt": "Amount",
    "amt": "amount", "Mgrs": "Managers", "Depts": "Departments", "depts": "departments", "accom": "accommodation",
    "Accom": "Accommodation", "Dev": "Development", "Env": "Environment", "w/b": "week beginning", "W/B": "Week beginning",
    "W/C": "Week commencing", "W/E": "Week ending", "Prov": "Provisional", "Perm": "Permanent",
    "Hd": "Head", "Blk": "Block", "trng": "training", "Trng": "Training", "amdt": "amendment", "amdts": "amendments",
    "Amdts": "Amendments", "Res'd": "Resolved", "subj": "subject", "Subj": "Subject", "f/t": "full-time", "p/t": "part-time",
    "r/o": "rear of", "prov": "provisional", "perm": "permanent", "Regs": "Regulations", "D/K": "don't know", "d/k": "don't know",
}  # fmt: skip
WITH_POINT = [
    "Cllr", "Cllrs", "Mr", "Mrs", "Ms", "Dr", "Prof", "Rev", "Revd", "Sgt", "Insp", "Capt", "Lt", "Hon", "Ald", "vs",
    "approx", "Approx", "abst", "Abst", "dia",
    "Dept", "dept", "Govt", "govt", "Ltd", "incl", "inc", "excl", "exc", "Ch. Exec", "Rd", "Ave", "Ln", "Cres", "Asst",
    "tel", "Tel", "ext", "Ext", "Fig", "cf", "Rt Hon", "Rt. Hon", "Snr", "Jr", "viz", "et al", "w.e.f", "prev", "Prev",
    "Exec", "Dir", "Mgr", "Dep", "cont", "pop", "Pop", "Bal", "bal", "abs", "conc", "concs", "Jnr",
    "apols", "Apols", "Bt", "Bldg", "Bldgs", "Stn", "Hse", "Nr", "nr", "Messrs", "c.o.b", "resp", "Std", "std", "nem. con",
    "org", "orgs", "subj", "Subj", "prov", "perm", "Hd", "Corp", "Dev", "Env", "Prov", "Perm", "Assoc", "Univ", "Hosp",
    "Bros", "Educ", "Mgt", "Mgmt", "Grp", "Hsg",
    "Svcs", "Recd", "accom", "Accom", "Mgrs", "Depts", "depts",
]  # fmt: skip
# Words of their own, or names, where no point follows.
ONLY_WITH_POINT = {
    "Ch. Exec", "Fig", "Hon", "Insp", "Jr", "No", "Rev", "Rt. Hon", "Snr", "abst", "Abst", "cf", "dia", "e.g", "e.g.", "et al",
    "etc.", "i.e", "i.e.", "viz", "w.e.f", "prev", "Prev", "Exec", "Dir", "Dep", "cont", "pop", "Pop", "Bal", "bal",
    "abs", "conc", "resp", "c.o.b", "nem. con", "Std", "std", "cob", "org",
    "Corp", "Dev", "Env", "Prov", "Perm", "subj", "Subj", "prov", "perm",
}  # fmt: skip
# Forms with an apostrophe are listed with the curved one too.
SHORT |= {form.replace("'", "’"): meaning for form, meaning in SHORT.items()}
BARE = SHORT.keys() - ONLY_WITH_POINT
REFERENCES = {
    "para": "paragraph",
    "paras": "paragraphs",
    "s": "section",
    "ss": "sections",
    "p": "page",
    "pp": "pages",
    "no": "number",
    "nos": "numbers",
    "n.": "note",
    "nn.": "notes",
    "No": "number",
    "Nos": "numbers",
    "reg": "regulation",
    "regs": "regulations",
    "art": "article",
    "Art": "Article",
    "sch": "schedule",
    "Sch": "Schedule",
    "figs": "figures",
    "Figs": "Figures",
    "r": "rule",
    "rr": "rules",
    "Pt": "Part",
    "Pts": "Parts",
    "Yr": "Year",
    "Yrs": "Years",
    "Wk": "Week",
    "Wks": "Weeks",
    "Appx": "Appendix",
    "Tbl": "Table",
    "Nr": "Number",
    "Cl": "Clause",
    "No.s": "Numbers",
    "chs": "chapters",
    "Chs": "Chapters",
    "ch": "chapter",
    "Ch": "Chapter",
    "vol": "volume",
    "Vol": "Volume",
    "fig": "figure",
    "Fig": "Figure",
    "Para": "Paragraph",
    "Paras": "Paragraphs",
    "Regs": "Regulations",
    "Pp": "Pages",
    "Opt": "Option",
    "fn": "footnote",
    "Fn": "Footnote",
    "Jct": "Junction",
    "jct": "junction",
    "Reg": "Regulation",
    "cl": "clause",
    "App": "Appendix",
    "Sched": "Schedule",
    "opt": "option",
    "pt": "part",
    "Sec": "Section",
    "Sect": "Section",
    "sect": "section",
    "arts": "articles",
    "Arts": "Articles",
    "cls": "clauses",
    "Gr": "Grade",
    "Rm": "Room",
    "Apt": "Apartment",
    "Cond": "Condition",
    "Conds": "Conditions",
    "Jn": "Junction",
    "Fl": "Floor",
    "Plat": "Platform",
    "diag": "diagram",
    "Diag": "Diagram",
    "col": "column",
    "Col": "Column",
    "cols": "columns",
    "Cols": "Columns",
    "pg": "page",
    "pgs": "pages",
    "Pg": "Page",
    "Rec": "Recommendation",
    "Recs": "Recommendations",
    "recs": "recommendations",
}
PARTED = [
    "Part", "Appendix", "Chapter", "Schedule", "Volume", "Phase", "Stage", "Annex", "Annexe", "Type", "Tier", "Section",
    "Article", "Title", "Book", "Class", "Grade", "PART", "APPENDIX", "ANNEX", "SCHEDULE", "CHAPTER", "SECTION",
]  # fmt: skip
# Words in capitals that are words, where the words beside them are not in capitals: short words, short forms said as words, and
# what stands before numbers. Of longer ones, those are words that are as common as COMMON.
SAID_AS_WORDS = frozenset([
    "AND", "OR", "NOT", "ALL", "THE", "MUST", "OF", "IN", "TO", "FOR", "WILL", "NO", "YES", "NEW", "ONLY", "WE", "BE",
    "ANY", "ARE", "BY", "ON", "AT", "IS", "DO", "MAY", "NOW", "OUR", "YOU", "WHO", "NOTE", "PIN", "RED", "CAN", "HAS", "WAS",
    "BUT", "HOW", "WHY", "DUE", "END", "DAY", "OFF", "USE", "SUB", "ACT", "NON", "PRE", "SEE", "PAY", "BUS", "CAR", "WAY", "TOO",
    "ACAS", "ASBO", "DEFRA", "MARAC", "NATO", "OFCOM", "OFGEM", "OFSTED", "OFWAT", "RIDDOR",
    "SWOT", "SAT", "CAFCASS", "COSHH", "LADO", "MAPPA", "RIPA", "TUPE", "UCAS", "UNESCO", "UNICEF",
    "ANNEX", "FORM", "INDEX", "ITEM", "ITEMS", "MAP", "NOTES", "PAGE", "PART", "PARTS", "PLAN", "ROOM", "TABLE", "TITLE", "WARD",
    "ZONE",
])  # fmt: skip
COMMON = 1_000_000  # uses in a trillion words of print
LONG_ENOUGH = 4  # letters of a word in capitals that is told from a short form by how common it is
# The share of capitals from which on a text is a heading in capitals, not full of short forms.
IN_CAPITALS = 0.9
SPELLED_ANYWAY = frozenset(["US", "IT", "UK", "EU", "UN", "HR"])
COUNTED = (
    "people|residents?|staff|children|adults|households?|homes?|properties|responses?|employees?|members?|visitors?|jobs?|words|"
    "pages|pupils|women|men|patients|tonnes|miles|dwellings|units|businesses|respondents|councillors|volunteers|places|hours|"
    "applications|trees|days"
)
SIGNS = {
    "&": "and",
    "£": "pounds",
    "€": "euros",
    "$": "dollars",
    "+": "plus",
    "=": "equals",
    "×": "times",
    "÷": "divided by",
    "§": "section",
    "@": "at",
    "%": "per cent",
    "~": "about",
    "≥": "at least",
    "≤": "at most",
    ">": "greater than",
    "<": "less than",
    "±": "plus or minus",
    "©": "copyright",
    "®": "registered",
    "™": "trade mark",
    "•": "",
    "→": "to",
    "←": "from",
    "↔": "both ways",
    "↑": "up",
    "↓": "down",
    "≈": "about",
    "≠": "is not",
    "√": "the square root of",
    "∞": "infinity",
    "π": "pi",
    "χ": "chi",
    "Δ": "delta",
    "σ": "sigma",
    "∑": "the sum of",
    "‰": "per thousand",
    "¥": "yen",
    "¢": "cents",
    "−": "minus",
    "☐": "empty box",
    "☑": "ticked box",
    "☒": "crossed box",
    "☎": "telephone",
    "✉": "mail",
    "★": "star",
    "†": "",
    "‡": "",
    "▲": "up",
    "▼": "down",
    "▪": "",
    "■": "",
    "●": "",
    "◦": "",
    "‣": "",
    "¶": "paragraph",
    "#": "hash",
    "*": "",
    "_": " ",
    "|": ",",
    "✓": "yes",
    "✔": "yes",
    "✗": "no",
    "✘": "no",
    "…": ".",
    "\\": "backslash",
    "^": "",
    "°": "degrees",
    "№": "number",
}
