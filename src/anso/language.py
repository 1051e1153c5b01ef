"""Numbers, dates, lists and plurals as the four interface languages write them.

Findings and other sentences of a release are made from numbers, in every language at once, on machines
without a locale database; the few rules they need are here. In: plain values and a language (`en`, `zh`,
`ru`, `fr`). Out: text to put into a sentence. The rules are those of Unicode CLDR 48.
"""

import math
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal

__all__ = [
    "DECIMAL_MARKS",
    "GROUP_MARKS",
    "LANGUAGES",
    "MONTHS",
    "NO_BREAK",
    "PERCENT_SIGNS",
    "Plural",
    "called",
    "day",
    "filesize",
    "in_all",
    "known_language",
    "large",
    "listing",
    "mark",
    "month",
    "number",
    "percent",
    "plural",
    "quoted",
    "sort_key",
]

LANGUAGES = ("en", "zh", "ru", "fr")

Plural = Literal["one", "few", "many", "other"]

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"
MINUS = "\u2212"
GROUP_MARKS = {"en": ",", "zh": ",", "ru": NO_BREAK, "fr": NARROW_NO_BREAK}
DECIMAL_MARKS = {"en": ".", "zh": ".", "ru": ",", "fr": ","}
PERCENT_SIGNS = {"en": "%", "zh": "%", "ru": f"{NO_BREAK}%", "fr": f"{NARROW_NO_BREAK}%"}
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
# As a month is called by itself; only Russian calls it otherwise within a date.
_MONTHS_ALONE = MONTHS | {
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
}
_QUOTES = {"en": ("'", "'"), "zh": ("“", "”"), "ru": ("«", "»"), "fr": (f"«{NO_BREAK}", f"{NO_BREAK}»")}
_LAST = {
    "and": {"en": " and ", "zh": "和", "ru": " и ", "fr": " et "},
    "or": {"en": " or ", "zh": "或", "ru": " или ", "fr": " ou "},
}
# What stands between two texts. Chinese tells the comma within a list (、) from that within a sentence.
_MARKS = {
    "、": {"zh": "、"},
    ",": {"zh": "，"},
    ";": {"zh": "；", "fr": f"{NO_BREAK}; "},
    ":": {"zh": "：", "fr": f"{NO_BREAK}: "},
    ".": {"zh": "。"},
    "(": {"zh": "（"},
    ")": {"zh": "）"},
}
_PLAIN_MARKS = {"、": ", ", ",": ", ", ";": "; ", ":": ": ", ".": ".", "(": " (", ")": ")"}
_BYTES = {
    "en": ("B", "kB", "MB", "GB"),
    "zh": ("B", "kB", "MB", "GB"),
    "ru": ("Б", "кБ", "МБ", "ГБ"),
    "fr": ("o", "ko", "Mo", "Go"),
}
_LARGE = {
    "en": ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")),
    "zh": ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")),
    "ru": ((1e12, f"{NO_BREAK}трлн"), (1e9, f"{NO_BREAK}млрд"), (1e6, f"{NO_BREAK}млн")),
    "fr": ((1e9, f"{NO_BREAK}milliard"), (1e6, f"{NO_BREAK}million")),
}


def known_language(tag: str) -> str:
    """The language of a tag such as `zh-hans` or `fr_CA`, where it is one of ours; else English."""
    short = tag.replace("_", "-").partition("-")[0].lower()
    return short if short in LANGUAGES else "en"


def in_all(sentence: Callable[[str], str]) -> dict[str, str]:
    """The sentence in every language."""
    return {language: sentence(language) for language in LANGUAGES}


def number(value: float, language: str, decimals: int = 0, *, signed: bool = False) -> str:
    """`12345.6` is `12,346`, `12 346` in Russian and French; minus is a minus sign, not a hyphen."""
    rounded = round(float(value), decimals)
    text = f"{abs(rounded):,.{decimals}f}"
    text = text.translate({ord(","): GROUP_MARKS[language], ord("."): DECIMAL_MARKS[language]})
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return sign + text


def percent(fraction: float, language: str, decimals: int = 1, *, signed: bool = False) -> str:
    """`0.016` is `1.6%`."""
    return number(fraction * 100, language, decimals, signed=signed) + PERCENT_SIGNS[language]


def large(value: float, language: str, digits: int = 3) -> str:
    """A count rounded to so many digits, with a word for its size: `251 million`, `2.51亿`, `251 млн`."""
    if value <= 0:
        return number(value, language)
    rounded = round(value, digits - 1 - math.floor(math.log10(value)))
    for size, word in _LARGE[language]:
        if rounded >= size:
            scaled = rounded / size
            decimals = max(0, digits - 1 - math.floor(math.log10(scaled)))
            text = number(scaled, language, decimals)
            if decimals:
                text = text.rstrip("0").rstrip(DECIMAL_MARKS[language])
            ending = "s" if language == "fr" and scaled >= 2 else ""
            return text + word + ending
    return number(rounded, language)


def day(value: date, language: str, *, year: bool = True) -> str:
    """`8 June 2020`, `2020年6月8日`, `8 июня 2020 года`, `8 juin 2020`; or without the year."""
    if language == "zh":
        return (f"{value.year}年" if year else "") + f"{value.month}月{value.day}日"
    month = MONTHS[language].split()[value.month - 1]
    first = "1er" if language == "fr" and value.day == 1 else str(value.day)
    ending = f" {value.year}" + (" года" if language == "ru" else "")
    return f"{first} {month}" + (ending if year else "")


def month(value: date, language: str, *, year: bool = True) -> str:
    """`June 2020`, `2020年6月`, `июнь 2020`, `juin 2020`; or without the year."""
    if language == "zh":
        return (f"{value.year}年" if year else "") + f"{value.month}月"
    return _MONTHS_ALONE[language].split()[value.month - 1] + (f" {value.year}" if year else "")


def filesize(count: int, language: str) -> str:
    """Bytes in the units that downloads are spoken of: `2.5 MB`, `2,5 Mo`, `2,5 МБ`."""
    power = max((power for power in (1, 2, 3) if count >= 1000**power), default=0)
    scaled = count / 1000**power
    decimals = 1 if power and scaled < 10 else 0
    return f"{number(scaled, language, decimals)}{NO_BREAK}{_BYTES[language][power]}"


def mark(sign: str, language: str) -> str:
    """A punctuation mark that joins two texts, with its spaces: `: ` in English, `：` in Chinese.

    The signs are `,` within a sentence, `、` within a list, `;`, `:`, `.` at a sentence's end, and `(` with `)`.
    """
    return _MARKS[sign].get(language, _PLAIN_MARKS[sign])


def sort_key(name: str) -> str:
    """By which names stand as readers look for them: Åland under A, Ё under Е; Й stays a letter of its own."""
    return "".join(map(_base_letter, name.casefold()))


def _base_letter(letter: str) -> str:
    base = unicodedata.normalize("NFKD", letter)[0]
    return base if base.isascii() or letter == "ё" else letter


def quoted(text: str, language: str) -> str:
    """`'a'`, `“a”`, `«a»`, `« a »`."""
    before, after = _QUOTES[language]
    return f"{before}{text}{after}"


def called(text: str, language: str) -> str:
    """What somebody or something is called, in a sentence for print: quotation marks that English curls."""
    return f"\u2018{text}\u2019" if language == "en" else quoted(text, language)


def listing(items: Sequence[str], language: str, *, last: Literal["and", "or"] = "and") -> str:
    """`a, b and c`, or `a, b or c`."""
    if len(items) < 2:
        return "".join(items)
    return mark("、", language).join(items[:-1]) + _LAST[last][language] + items[-1]


def plural(count: int, language: str) -> Plural:
    """The form of the noun that a whole number asks for."""
    if language == "ru":
        tens, units = count % 100, count % 10
        if units == 1 and tens != 11:
            return "one"
        return "few" if 2 <= units <= 4 and not 12 <= tens <= 14 else "many"
    if language == "fr":
        return "one" if count in (0, 1) else "other"
    return "one" if language == "en" and count == 1 else "other"
