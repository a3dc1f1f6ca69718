"""The words of statuses in the languages that councils translate into, by their meaning. No speaker has checked them.

A status must match completely: "nie rozpoczęto" is not "rozpoczęto". Welsh and English words are in `ratings`. Each entry is
a regular expression for one language.
"""

from __future__ import annotations

import re
from functools import cache

DONE, ON_TRACK, UNDER_WAY, LATE, WAITING, PAUSED = "done", "on track", "under way", "late", "waiting", "paused"
CLOSED = "closed"
"""Nobody will do it any more."""
_WORDS = {
    DONE: (
        r"(?:za|u)kończon[yeao]|zakończono|wykonan[yeao]|wykonano|zrealizowan[yeao]|zrealizowano"
        r"|osiągnięt[yeao]|gotow[yea]|zrobione",  # pl
        r"(?:finalizat|încheiat|realizat|terminat|îndeplinit|gata)[ăe]?",  # ro
        r"завершен[оийа]+|виконан[оийа]+|закінчен[оийа]+|зроблено|досягнуто|готово",  # uk
        r"ਮੁਕੰਮਲ(?: ਹੋ(?:ਇਆ|ਈ| ਗਿਆ))?|ਪੂਰ[ਾੀ](?: ਹੋ(?:ਇਆ|ਈ| ਗਿਆ))?|ਹੋ ਗਿਆ",  # pa
        r"مکمل(?: ہو (?:گیا|گئی|چکا))?|ہو گیا|پورا ہو گیا|ختم",  # ur
        r"সম্পন্ন(?: হয়েছে)?|সমাপ্ত|সম্পূর্ণ|শেষ(?: হয়েছে)?",  # bn
        r"सम्पन्न(?: भयो)?|पूरा(?: भयो)?|समाप्त|सकियो",  # ne
        r"مكتملة?|اكتملت?|منجزة?|أنجزت?|تمت?|تم (?:ال)?(?:إنجاز|انتهاء|تنفيذ)(?: منه)?|منتهية?",  # ar
        r"已?完成|已?达成|已?達成|已结束|已結束",  # zh
    ),
    ON_TRACK: (
        r"zgodnie z (?:planem|harmonogramem)|na dobrej drodze|zielon[yea]",
        r"conform (?:planului|programului)|verde",
        r"за (?:планом|графіком)|зелен(?:ий|а|е)",
        r"ਯੋਜਨਾ ਅਨੁਸਾਰ|ਹਰਾ",
        r"منصوبے کے مطابق|سبز",
        r"পরিকল্পনা অনুযায়ী|সবুজ",
        r"योजना अनुसार|हरियो",
        r"(?:وفق|حسب) (?:الخطة|الجدول)|على المسار الصحيح|أخضر",
        r"按(?:计划|計劃)(?:进行|進行)?|[绿綠]色?",
    ),
    UNDER_WAY: (
        r"w (?:toku|trakcie)(?: realizacji)?|rozpoczęt[yeao]|częściowo \w+|trwa"
        r"|żółt[yea]|bursztynow[yea]|pomarańczow[yea]|zagrożon[yea]",
        r"în (?:curs|desfășurare|derulare|lucru)(?: de \w+)?|început[ăe]?|parțial(?: \w+)?|galben|portocaliu|chihlimbar",
        r"виконується|[ву] (?:процесі|роботі)|триває|розпочато|частково \w+|жовт(?:ий|а|е)|бурштинов(?:ий|а|е)",
        r"ਜਾਰੀ(?: ਹੈ)?|ਚੱਲ ਰਿਹਾ(?: ਹੈ)?|ਪ੍ਰਗਤੀ ਅਧੀਨ|ਸ਼ੁਰੂ ਹੋ(?:ਇਆ| ਗਿਆ)|ਪੀਲਾ",
        r"جاری(?: ہے)?|زیر (?:عمل|تکمیل)|شروع ہو (?:گیا|چکا)|جزوی(?: طور پر مکمل)?|زرد|پیلا",
        r"চলমান|চলছে|প্রক্রিয়াধীন|শুরু হয়েছে|আংশিক(?:ভাবে)?(?: সম্পন্ন)?|হলুদ",
        r"जारी(?: छ)?|चालु|भइरहेको|प्रगतिमा|सुरु भयो|आंशिक(?: रूपमा सम्पन्न)?|पहेँलो",
        r"قيد (?:التنفيذ|الإنجاز|العمل)|جار(?:ٍ|ية?|ي)?(?: التنفيذ| العمل)?|بدأت?|مكتملة? جزئي[اةًا]+|أصفر|كهرماني|برتقالي",
        r"(?:正在)?(?:进行|進行)中?|正在(?:进行|進行)中|部分完成|已(?:开始|開始)|[黄黃]色?|琥珀色",
    ),
    LATE: (
        r"(?:o|s)późnion[yeao]|po terminie|zaległ[yea]|z opóźnieniem|niezrealizowan[yea]|nie (?:zrealizowano|wykonano)"
        r"|czerwon[yea]",
        r"întârziat[ăe]?|(?:cu|în) întârziere|restant[ăe]?|nerealizat[ăe]?|depășit[ăe]?|roșu",
        r"запізнюється|із запізненням|прострочен[оийа]+|затримано|затримується|не виконан[оийа]+|червон(?:ий|а|е)",
        r"ਦੇਰੀ(?: ਨਾਲ)?|ਦੇਰ(?: ਨਾਲ)?|ਲੇਟ|ਪਛੜਿਆ|ਲਾਲ",
        r"تاخیر(?: (?:کا شکار|سے))?|دیر(?: سے)?|لیٹ|سرخ",
        r"বিলম্ব(?:িত)?|দেরি(?: হচ্ছে)?|লাল",
        r"ढिल(?:ा|ो|ाइ)(?: भएको)?|विलम्ब|रातो",
        r"متأخرة?|تأخرت?|متعثرة?|لم (?:ينجز|تنجز|يكتمل|تكتمل)|أحمر",
        r"(?:已)?(?:延误|延誤|延迟|延遲|逾期|落后|落後)|[红紅]色?",
    ),
    WAITING: (
        r"(?:jeszcze )?nie ?rozpoczęt[yeao]|(?:za)?planowan[yea]|oczekuje|do zrobienia|szar[yea]",
        r"neînceput[ăe]?|nu a început(?: încă)?|planificat[ăe]?|în așteptare|gri",
        r"(?:ще )?не (?:розпочат[оийа]+|почато)|заплановано|очікується|сірий",
        r"(?:ਅਜੇ )?ਸ਼ੁਰੂ ਨਹੀਂ(?: ਹੋ(?:ਇਆ|ਈ))?|ਯੋਜਨਾਬੱਧ",
        r"(?:ابھی )?شروع نہیں(?: ہو(?:ا|ئی))?|منصوبہ بند|زیر التوا",
        r"(?:এখনও )?শুরু হয়নি|পরিকল্পিত|অপেক্ষমাণ",
        r"(?:अझै )?सुरु (?:भएको छैन|नभएको|भएन)|योजनामा|प्रतीक्षामा",
        r"لم (?:يبدأ|تبدأ|يبدا|تبدا)(?: بعد)?|مخطط(?: له[ا]?)?|قيد الانتظار",
        r"(?:尚)?未(?:开始|開始)|(?:计划|計劃)中|待定|灰色?",
    ),
    PAUSED: (
        r"wstrzyman[yea]|odroczon[yea]",
        r"suspendat[ăe]?|amânat[ăe]?",
        r"призупинен[оийа]+|відкладен[оийа]+",
        r"ਮੁਲਤਵੀ|ਰੋਕਿਆ",
        r"ملتوی",
        r"স্থগিত",
        r"स्थगित",
        r"مؤجلة?|معلقة?",
        r"暂停|暫停|推迟|推遲",
    ),
    CLOSED: (
        r"(?:anulowan|odwołan|wycofan|zaniechan|przerwan|zatrzyman|porzucon|skreślon|usunięt)[yeao]|anulowano|wycofano|zaniechano"
        r"|zrezygnowano|nieaktualn[yea]|już niepotrzebn[yea]",
        r"(?:anulat|retras|oprit|abandonat|sistat|eliminat|încetat)[ăe]?|s-a renunțat|nu mai este necesar[ăe]?",
        r"(?:скасован|відкликан|припинен|зупинен|відмінен|вилучен)[оийа]+|знят[оийа]+|більше не потрібн[оийа]+",
        r"ਰੱਦ(?: ਕੀਤ[ਾੀ](?: ਗ(?:ਿਆ|ਈ))?| ਕਰ ਦਿੱਤ[ਾੀ](?: ਗ(?:ਿਆ|ਈ))?| ਹੋ ਗ(?:ਿਆ|ਈ))?|ਵਾਪਸ ਲ(?:ਿਆ|ਈ)(?: ਗ(?:ਿਆ|ਈ))?"
        r"|ਬੰਦ(?: ਕੀਤ[ਾੀ](?: ਗ(?:ਿਆ|ਈ))?| ਕਰ ਦਿੱਤ[ਾੀ](?: ਗ(?:ਿਆ|ਈ))?)?|ਛੱਡ ਦਿੱਤ[ਾੀ](?: ਗ(?:ਿਆ|ਈ))?",
        r"منسوخ(?: (?:شدہ|کر دی?ا? گ(?:یا|ئی)|ہو گ(?:یا|ئی)))?|واپس لے لی?ا? گ(?:یا|ئی)|واپس لے لیا گیا"
        r"|(?:بند|ترک|روک)(?: کر)? دی?ا? گ(?:یا|ئی)|بند|متروک",
        r"(?:বাতিল|প্রত্যাহার|বন্ধ)(?: করা (?:হয়েছে|হলো)| হয়েছে| হয়ে গেছে)?|পরিত্যক্ত|প্রত্যাহৃত",
        r"(?:रद्द|बन्द|परित्याग|खारेज)(?: (?:गरि(?:एको|यो)|भयो|भएको))?|फिर्ता(?: लि(?:इयो|इएको))?|रोकियो",
        r"ملغ(?:ى|اة|ي|ية|اه)|[أاُ]+لغيت?|منسوخة?|مسحوبة?|سُ?حبت?|متوقفة?|توقفت?|متروكة?|تم (?:إلغاؤ|سحب|إيقاف|وقف)ه[ا]?"
        r"|تم ال(?:إلغاء|سحب|إيقاف)|لم تعد? (?:مطلوبة?|ضرورية?)|لم يعد (?:مطلوبا|ضروريا)ً?",
        r"已?(?:取消|撤回|撤[销銷]|停止|[终終]止|中止|放[弃棄]|作[废廢])|不再(?:需要|[进進]行|推[进進])",
    ),
}  # fmt: skip
_SPELLED = str.maketrans({"ş": "ș", "ţ": "ț", "’": "'"})


@cache
def meaning_of(text: str) -> str:
    """Returns the meaning of a status in lower case, or "" if it is not in the table."""
    text = text.translate(_SPELLED)
    return next((meaning for meaning, pattern in _patterns() if pattern.fullmatch(text)), "")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((meaning, re.compile("|".join(words))) for meaning, words in _WORDS.items())
