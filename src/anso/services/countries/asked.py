"""What is asked of `countries.profile`, in other languages than English, and why a country is refused."""

from collections.abc import Mapping

from anso.language import in_all
from anso.product import FieldWords

__all__ = ["FIELDS", "nobody_counted"]

FIELDS = {
    "country": FieldWords(
        label={"en": "Country", "zh": "国家或地区", "ru": "Страна", "fr": "Pays"},
        help={
            "zh": "国家或地区，用代码或名称均可",
            "ru": "Страна, по коду или названию",
            "fr": "Pays, par son code ou son nom",
        },
    ),
    "year": FieldWords(
        label={"en": "Year", "zh": "年份", "ru": "Год", "fr": "Année"},
        help={
            "zh": "所述人口的年份，1950年至2100年，每五年一个",
            "ru": "Год, за который указано население: каждый пятый с 1950 по 2100",
            "fr": "Année de la population indiquée, de cinq en cinq de 1950 à 2100",
        },
    ),
}
NOBODY = {
    "en": "{name} is not in the United Nations' population tables: nobody lives there, or its people are counted with another country",
    "zh": "{name}不在联合国人口表中：那里无人居住，或其人口计入别国",
    "ru": "{name}: нет в таблицах населения ООН \u2014 там никто не живёт, или жителей учитывают вместе с другой страной",
    "fr": "{name} n’est pas dans les tables de population des Nations unies\u00a0: personne n’y vit, ou ses habitants sont comptés avec un autre pays",
}


def nobody_counted(names: Mapping[str, str]) -> dict[str, str]:
    """The country has no people in the tables."""
    return in_all(lambda code: NOBODY[code].format(name=names.get(code) or names["en"]))
