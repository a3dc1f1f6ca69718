"""Translates the words of plans' tables from other languages to English: labels of columns, colours, and words of dates.

So `reports status`, the checks and the coloured labels of statuses need only one set of rules:

"Swyddog arweiniol"   a label of the column `officer`
"Wedi'i gwblhau"      complete
"erbyn 31 Mawrth 2026"  by 31 march 2026
"2026年3月"            2026-3

The names of the months come from the locale data. No speaker of these languages but English has checked the words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from babel import Locale

from pipeline.kinds import status_words

EUROPEAN = ("cs", "cy", "da", "de", "en", "es", "fi", "fr", "it", "nb", "nl", "pl", "pt", "sv")
LANGUAGES = ("ar", "bn", "cy", "ne", "pa", "pl", "ro", "uk", "ur", "zh")

LABELS = {
    "reference": "Cyfeirnod | Cyf | Rhif | Numer | Nr ref | Lp | Nr crt | Număr | Referință | Номер | الرقم | المرجع | رقم"
    " | نمبر | حوالہ | حوالہ نمبر | ਨੰਬਰ | ਹਵਾਲਾ | নম্বর | ক্রমিক নং | সূত্র | क्रमसंख्या | नम्बर | 编号"
    " | 序号",
    "objective": "Amcan | Amcanion | Amcan cydraddoldeb | Amcanion cydraddoldeb | Ein hamcan | Ein hamcanion"
    " | Nod | Nodau | Blaenoriaeth | Thema | Cel | Cele | Priorytet | Obiectiv"
    " | Obiective | Prioritate | Ціль | Цілі | Мета | Пріоритет | الهدف | الأهداف | هدف | الأولوية | مقصد"
    " | مقاصد | ہدف | ترجیح | ਉਦੇਸ਼ | ਟੀਚਾ | উদ্দেশ্য | লক্ষ্য | उद्देश्य | लक्ष्य | 目标 | 重点",
    "action": "Gweithredu | Camau i'w cymryd | Camau y byddwn yn eu cymryd | Camau y cytunwyd arnynt | Tasgau"
    " | Gweithred | Gweithredoedd | Camau gweithredu | Cam gweithredu | Camau | Yr hyn y byddwn yn ei wneud"
    " | Beth fyddwn ni'n ei wneud | Tasg | Działanie | Działania | Zadanie | Zadania | Co zrobimy"
    " | Acțiune | Acțiuni | Acţiune | Acţiuni | Măsură | Sarcină | Ce vom face | Дія | Дії | Захід"
    " | Заходи | Завдання | Що ми зробимо | الإجراء | الإجراءات | إجراء | ما سنفعله | المهمة | النشاط"
    " | عمل | اقدام | اقدامات | کارروائی | ہم کیا کریں گے | ਕਾਰਵਾਈ | ਕਾਰਵਾਈਆਂ | ਅਸੀਂ ਕੀ ਕਰਾਂਗੇ | কর্ম"
    " | পদক্ষেপ | কার্যক্রম | আমরা কী করব | कार्य | कार्यहरू | कारबाही | हामी के गर्नेछौं | 行动 | 措施 | 任务",
    "officer": "Pwy sy'n gyfrifol | Pwy fydd yn gwneud hyn | Y swyddog cyfrifol | Person cyfrifol | Gwasanaeth arweiniol"
    " | Swyddog | Swyddogion | Swyddog cyfrifol | Swyddog arweiniol | Arweinydd | Pwy | Cyfrifoldeb"
    " | Yn gyfrifol | Tîm | Tîm arweiniol | Gwasanaeth | Perchennog | Osoba odpowiedzialna"
    " | Odpowiedzialny | Odpowiedzialność | Właściciel | Kto | Responsabil | Persoana responsabilă | Cine"
    " | Відповідальний | Відповідальна особа | Виконавець | Хто | المسؤول | الشخص المسؤول"
    " | الجهة المسؤولة | الفريق المسؤول | المسؤولية | ذمہ دار | ذمہ دار افسر | افسر | کون | ਜ਼ਿੰਮੇਵਾਰ"
    " | ਜ਼ਿੰਮੇਵਾਰ ਅਧਿਕਾਰੀ | ਅਧਿਕਾਰੀ | ਕੌਣ | দায়িত্বপ্রাপ্ত কর্মকর্তা | কর্মকর্তা | দায়িত্ব | কে"
    " | जिम्मेवार अधिकारी | जिम्मेवार | अधिकारी | को | 负责人 | 责任人 | 负责部门 | 谁",
    "measure": "Canlyniadau | Sut byddwn ni'n gwybod | Mesurau llwyddiant"
    " | Mesur | Mesurau | Mesur llwyddiant | Sut byddwn yn gwybod | Canlyniad | Targed | Miernik | Wskaźnik"
    " | Indicator de succes | Показник | مؤشر | مقياس النجاح | پیمانہ | ਮਾਪ | পরিমাপ | मापन | 指标 | 衡量标准",
    "by": "I'w gyflawni erbyn | I'w gwblhau erbyn | Cwblhau erbyn | Amserlenni"
    " | Erbyn | Erbyn pryd | Pryd | Dyddiad | Dyddiad targed | Dyddiad cwblhau | Terfyn amser | Amserlen"
    " | Dyddiad cau | Termin | Termin realizacji | Data realizacji | Data zakończenia | Do kiedy | Kiedy"
    " | Termen | Termen limită | Până când | Când | Data finalizării | Строк | Термін | Термін виконання"
    " | Дата | Коли | الموعد | الموعد النهائي | التاريخ | تاريخ الإنجاز | متى | تاریخ | آخری تاریخ"
    " | کب تک | کب | ਤਾਰੀਖ਼ | ਤਾਰੀਖ | ਕਦੋਂ ਤੱਕ | ਕਦੋਂ | তারিখ | সময়সীমা | কখন | কবে | मिति | समयसीमा"
    " | कहिले | 日期 | 期限 | 完成时间 | 何时",
    "progress": "Cynnydd | Cynnydd hyd yma | Diweddariad | Y sefyllfa bresennol | Postęp | Postępy | Progres"
    " | Progrese | Stadiul realizării | Прогрес | Хід виконання | التقدم | التقدم المحرز | پیش رفت"
    " | ਪ੍ਰਗਤੀ | ਤਰੱਕੀ | অগ্রগতি | प्रगति | 进展",
    "next": "Camau nesaf | Y camau nesaf | Beth nesaf | Następne kroki | Kolejne kroki | Pașii următori"
    " | Paşii următori | Наступні кроки | الخطوات التالية | اگلے اقدامات | ਅਗਲੇ ਕਦਮ | পরবর্তী পদক্ষেপ"
    " | अर्को कदम | 下一步",
    "status": "Statws | Statws CAG | CAG | Cyflwr | Stan | Stan realizacji | Stare | Stadiu | Статус | Стан"
    " | الحالة | حالة | حیثیت | صورتحال | ਸਥਿਤੀ | অবস্থা | স্ট্যাটাস | स्थिति | अवस्था | 状态",
}  # fmt: skip
"""Labels of known columns. A word that means something else in English ("Data", "Plan") is left out."""
RISKS = r"tebygolrwydd|prawdopodobieństwo|probabilitate|ймовірність|الاحتمالية|احتمال|امکان|ਸੰਭਾਵਨਾ|সম্ভাবনা|सम्भावना|可能性"
REACHED = r"ffôn|e-bost|telefon\w*|телефон\w*|هاتف|الهاتف|فون|ਫ਼ੋਨ|ফোন|फोन|电话"

WORDS = {
    "complete": "wedi'i gwblhau | wedi'i chwblhau | wedi'u cwblhau | wedi ei gwblhau | cwblhawyd | cyflawnwyd | wedi'i gyflawni",
    "cancelled": "wedi'i ganslo | wedi'i chanslo | wedi'u canslo | canslwyd | wedi'i ddiddymu | wedi'i diddymu | diddymwyd"
    " | wedi'i dynnu'n ôl | wedi'i thynnu'n ôl | wedi'u tynnu'n ôl | tynnwyd yn ôl | wedi'i atal | wedi'i hatal | wedi stopio"
    " | wedi'i stopio | wedi dod i ben | daeth i ben | wedi'i ollwng | gollyngwyd | wedi rhoi'r gorau iddo"
    " | nid oes ei angen mwyach | ddim ei angen mwyach",
    "red": "coch | czerwony | czerwone | roșu | roşu | червоний | أحمر | سرخ | ਲਾਲ | লাল | रातो | 红 | 红色",
    "amber": "ambr | melyn | oren | bursztynowy | pomarańczowy | żółty | galben | portocaliu | жовтий"
    " | бурштиновий | أصفر | برتقالي | كهرماني | زرد | ਪੀਲਾ | হলুদ | পীত | पहेँलो | 黄 | 黄色 | 琥珀色",
    "green": "gwyrdd | zielony | zielone | verde | зелений | أخضر | سبز | ਹਰਾ | সবুজ | हरियो | 绿 | 绿色",
    "ongoing": "parhaus | yn barhaus | yn parhau | na bieżąco | ciągłe | w sposób ciągły | permanent"
    " | în mod continuu | постійно | مستمر | مستمرة | مسلسل | ਨਿਰੰਤਰ | চলমান প্রক্রিয়া | निरन्तर | 持续"
    " | 持续进行",
    "yearly": "bob blwyddyn | yn flynyddol | co roku | corocznie | anual | щороку | سنويا | سنويًا | ہر سال"
    " | ਹਰ ਸਾਲ | প্রতি বছর | प्रत्येक वर्ष | 每年",
    "to be confirmed": "i'w gadarnhau | i'w gytuno | i'w benderfynu | do ustalenia | do potwierdzenia | de stabilit"
    " | de confirmat | буде визначено | уточнюється | يحدد لاحقا | يحدد لاحقًا | سيحدد لاحقا"
    " | بعد میں طے ہوگا | ਬਾਅਦ ਵਿੱਚ | পরে জানানো হবে | पछि तय हुने | 待定 | 待确认",
    "immediately": "ar unwaith | natychmiast | imediat | негайно | فورا | فورًا | فوری | ਤੁਰੰਤ | অবিলম্বে | तुरुन्त | 立即",
}  # fmt: skip
"""Words of colours and dates, by their English meaning. For other statuses see `status_words`."""

_MEANT = {status_words.DONE: "complete", status_words.CLOSED: "cancelled"}
BEFORE = (
    r"\b(?:previous(?:ly)?|prior|last|earlier|former(?:ly)?|old"
    r"|blaenorol|flaenorol|gynt|diwethaf|ddiwethaf|hen"
    r"|poprzedni\w*|uprzedni\w*|wcześniejsz\w*|star[yea]|dotychczasow\w*"
    r"|anterio[ar]\w*|precedent\w*|vech[ei]\w*|trecut\w*"
    r"|попередн\w*|минул\w*|колишн\w*|стар(?:ий|а|е)|раніше)\b"
    r"|ਪਿਛਲ[ਾੀੇ]|ਪਹਿਲਾਂ|ਪੁਰਾਣ[ਾੀੇ]|سابق|پچھل[اےی]|گزشتہ|پران[اےی]|پہلے"
    r"|(?<!\S)(?:পূর্বের|পূর্ববর্তী|আগের|গত|পুর[নোা]+|पूर्व|पहिलेको|अघिल्लो|गत|पुरानो)(?!\S)"
    r"|الماضي|القديم|之前|以前|上(?:一?[次期季月年]|个|個)|先前|前[期次]|原(?:先|状态|狀態)"
)
"""Words that mean "earlier" in a label: "Previous status", "Statws blaenorol"."""

_YEAR_FIRST = re.compile(r"(\d{4})\s*年\s*(?:(\d{1,2})\s*月)?\s*(?:(\d{1,2})\s*日)?")
# "Ch3 2024/25", "III kwartał 2024", "trimestrul 3", "III квартал", "第三季度"
_QUARTER = re.compile(
    r"(?:\bch(?:warter )?|\btrimestrul |\bkw(?:\.|artał) ?|第)(?P<before>[1-4]|iv|i{1,3}|[一二三四])(?:\b|季度)"
    r"|\b(?P<behind>[1-4]|iv|i{1,3}) (?:kw(?:\.|artał)|квартал)",
    re.IGNORECASE,
)
_NUMBERS = {"i": "1", "ii": "2", "iii": "3", "iv": "4", **dict(zip("一二三四", "1234", strict=True))}
_YEAR_QUARTER = re.compile(r"(\d{4})\s*年\s*(第?[1-4一二三四]季度)")
_WORD = re.compile(r"[^\s\d.,;:/()\[\]–—-]+")
# The ending of a Welsh ordinal number: "31ain o Fawrth".
_ORDINAL = re.compile(r"(?<=\d)(?:af|il|ydd|edd|ed|eg|fed|ain)(?: o)?(?= )")
_MORE = {
    "fawrth": "march", "fai": "may", "fehefin": "june", "orffennaf": "july", "fedi": "september", "dachwedd": "november",
    "ragfyr": "december", "gwanwyn": "spring", "haf": "summer", "gaeaf": "winter", "wiosna": "spring", "lato": "summer",
    "jesień": "autumn", "zima": "winter", "primăvara": "spring", "vara": "summer", "toamna": "autumn", "iarna": "winter",
}  # fmt: skip
"""Welsh months in their mutated forms, and seasons."""


@cache
def labels_of(key: str) -> tuple[str, ...]:
    """Returns the labels of a known column in the other languages."""
    return tuple(label.strip() for label in LABELS.get(key, "").split("|") if label.strip())


def english_words(text: str) -> str:
    """Returns a status or a date with its first words in English, if they are known in another language."""
    head = re.split(r"\s*[(,;:–—]|\s-\s", text, maxsplit=1)[0]
    folded = _folded(head)
    english = _words().get(folded) or _MEANT.get(status_words.meaning_of(folded), "")
    return english + text[len(head) :] if english else text


def english_date(text: str) -> str:
    """Returns a date with English names of months and European digits: "31 Mawrth 2026", "٣١ مارس ٢٠٢٦"."""
    text = english_words(text)
    if status_words.meaning_of(_folded(text)) == status_words.UNDER_WAY:
        return "ongoing"  # "جاری" in place of a date
    if not text.isascii():
        text = _YEAR_QUARTER.sub(r"\2 \1", _european(text))
        text = _YEAR_FIRST.sub(lambda match: "-".join(filter(None, match.groups())), text)
    text = _QUARTER.sub(_quarter, text)
    return _WORD.sub(lambda match: _english_month(match[0]), _ORDINAL.sub("", text))


def _english_month(word: str) -> str:
    folded = _folded(word)
    return word if folded in _NO_MONTHS else _months().get(folded, word)  # the names of the months take long to load


def _quarter(match: re.Match[str]) -> str:
    number = (match["before"] or match["behind"]).casefold()
    return f"Q{_NUMBERS.get(number, number)}"


def _european(text: str) -> str:
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).replace("’", "'").replace("‘", "'")
    return " ".join(plain.casefold().split()).strip(" .●◐◆■○□")


@cache
def _words() -> dict[str, str]:
    return {_folded(word): english for english, words in WORDS.items() for word in words.split("|")}


_NO_MONTHS = frozenset((
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "to", "by", "from", "until", "the", "of", "end", "each", "every", "year", "month", "quarter", "spring", "autumn", "winter",
))  # fmt: skip
"""Words of English dates. None is the name of another month in any of the languages."""


@cache
def months_of_europe() -> frozenset[str]:
    """The names of the months, in small letters, in languages of Europe."""
    return frozenset(
        name.casefold()
        for language in EUROPEAN
        for form in ("format", "stand-alone")
        for name in Locale(language).months[form]["wide"].values()
    )


def is_month(word: str) -> bool:
    """Whether a word names a month in a language other than English that the program or the locale data knows."""
    return _folded(word) in _months() or (_folded(word) in months_of_europe() and _folded(word) not in _NO_MONTHS)


@cache
def _months() -> dict[str, str]:
    """Maps the names of months in other languages to English ones, except those that are also English names."""
    english = Locale("en").months["format"]["wide"]
    english_names = {name.casefold() for name in english.values()}
    names: dict[str, str] = dict(_MORE)
    for language in LANGUAGES:
        for form in ("format", "stand-alone"):
            for number, name in Locale(language).months[form]["wide"].items():
                folded = _folded(name)
                if folded not in english_names and _WORD.fullmatch(folded):
                    names.setdefault(folded, english[number].lower())
    return names
