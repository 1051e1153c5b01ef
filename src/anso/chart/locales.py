"""How charts write numbers and dates in each language: d3's locale definitions, for Vega's configuration.

In: a language. Out: the `locale` of a configuration; none for English, which is Vega's own. The marks and
months are those of `anso.language`, so that a chart and the sentence beside it agree. Months stand in the
form that follows a day (`8 июня`), as the house's date formats do.
"""

from functools import cache
from typing import Any

from anso.language import DECIMAL_MARKS, GROUP_MARKS, MONTHS, PERCENT_SIGNS

__all__ = ["locale_of"]

MINUS = "\u2212"
# Unicode CLDR 48, abbreviated forms that stand with a day.
SHORT_MONTHS = {
    "zh": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
    "ru": "янв. февр. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек.",
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
}
DAYS = {
    "zh": "星期日 星期一 星期二 星期三 星期四 星期五 星期六",
    "ru": "воскресенье понедельник вторник среда четверг пятница суббота",
    "fr": "dimanche lundi mardi mercredi jeudi vendredi samedi",
}
SHORT_DAYS = {
    "zh": "周日 周一 周二 周三 周四 周五 周六",
    "ru": "вс пн вт ср чт пт сб",
    "fr": "dim. lun. mar. mer. jeu. ven. sam.",
}
FORMATS = {
    "zh": ("%Y年%-m月%-d日 %H:%M", "%Y年%-m月%-d日", "%H:%M:%S"),
    "ru": ("%-d %B %Y, %H:%M", "%d.%m.%Y", "%H:%M:%S"),
    "fr": ("%-d %B %Y %H:%M", "%d/%m/%Y", "%H:%M:%S"),
}
PERIODS = {"zh": ("上午", "下午"), "ru": ("AM", "PM"), "fr": ("AM", "PM")}


@cache
def locale_of(language: str) -> dict[str, Any] | None:
    if language not in FORMATS:
        return None
    moment, day, time = FORMATS[language]
    return {
        "number": {
            "decimal": DECIMAL_MARKS[language],
            "thousands": GROUP_MARKS[language],
            "grouping": [3],
            "currency": ["", ""],
            "percent": PERCENT_SIGNS[language],
            "minus": MINUS,
        },
        "time": {
            "dateTime": moment,
            "date": day,
            "time": time,
            "periods": list(PERIODS[language]),
            "days": DAYS[language].split(),
            "shortDays": SHORT_DAYS[language].split(),
            "months": MONTHS.get(language, SHORT_MONTHS[language]).split(),
            "shortMonths": SHORT_MONTHS[language].split(),
        },
    }
