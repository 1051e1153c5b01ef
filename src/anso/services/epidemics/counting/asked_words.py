"""What is asked about counts, in other languages than English, and why a value is refused."""

import difflib
from collections.abc import Sequence

from anso import language as lang
from anso.product import FieldWords
from anso.services.epidemics.asked import FIELDS as SITUATION

__all__ = ["FIELDS", "FILE_NEEDED", "no_hub", "not_a_mapping", "only_with"]

Localised = dict[str, str]

_source = SITUATION["source"]

FIELDS = {
    "source": FieldWords(
        label=_source.label,
        help={
            "zh": "采用谁的统计：随软件提供的数据（2020年1月至6月8日）、实时来源、本站的预测平台，或您自己的文件",
            "ru": "Чьи данные: встроенные (с января по 8 июня 2020 года), один из обновляемых источников, платформа прогнозов этой установки или ваш файл",
            "fr": "D’où viennent les chiffres\u00a0: les données fournies avec le logiciel (de janvier au 8 juin 2020), une source en ligne, une plateforme de prévision de cette installation ou votre propre fichier",
        },
        choices={
            **_source.choices,
            "hub": {
                "en": "A hub of this installation",
                "zh": "本站的预测平台",
                "ru": "Платформа прогнозов этой установки",
                "fr": "Une plateforme de prévision de cette installation",
            },
            "file": {
                "en": "A file of your own",
                "zh": "您自己的文件",
                "ru": "Ваш файл",
                "fr": "Votre propre fichier",
            },
        },
    ),
    "issued": FieldWords(
        label={"en": "Day of issue", "zh": "发布日", "ru": "День выпуска", "fr": "Jour d’émission"},
        help={
            "zh": "发布日；只使用此前已知的数据",
            "ru": "День выпуска; используется только то, что было известно до него",
            "fr": "Jour d’émission\u00a0; seul ce qui était connu avant ce jour est utilisé",
        },
    ),
    "region": SITUATION["region"],
    "countries": FieldWords(
        label={"en": "Countries", "zh": "国家数量", "ru": "Число стран", "fr": "Nombre de pays"},
        help={
            "zh": "取受影响最重的多少个国家（预测平台或文件中的地点全部采用）",
            "ru": "Сколько стран: наиболее затронутые (с платформы или из файла берутся все места)",
            "fr": "Combien de pays\u00a0: les plus touchés (d’une plateforme ou d’un fichier, tous les lieux sont pris)",
        },
    ),
    "hub": FieldWords(
        label={"en": "Hub", "zh": "预测平台", "ru": "Платформа прогнозов", "fr": "Plateforme de prévision"},
        help={
            "zh": "来源为预测平台时：采用哪个平台的统计（填其简称）",
            "ru": "Для источника «платформа прогнозов»: короткое имя платформы, чьи данные берутся",
            "fr": "Avec la source «\u00a0plateforme de prévision\u00a0»\u00a0: nom court de la plateforme dont on prend les données",
        },
    ),
    "file": FieldWords(
        label={"en": "File", "zh": "文件", "ru": "Файл", "fr": "Fichier"},
        help={
            "zh": "来源为文件时：一张计数表，每行为一个地点的一天或一周",
            "ru": "Для источника «файл»: таблица, где строка — место и день или неделя",
            "fr": "Avec la source «\u00a0fichier\u00a0»\u00a0: un tableau, une ligne par lieu et par jour ou semaine",
        },
    ),
    "columns": FieldWords(
        label={"en": "Columns", "zh": "各列含义", "ru": "Столбцы", "fr": "Colonnes"},
        help={
            "zh": "来源为文件时：哪一列是什么，例如 location=Country, date=Day, cases=New cases；未说明时按列名推测",
            "ru": "Для источника «файл»: что в каком столбце, например location=Country, date=Day, cases=New cases; без указаний угадывается по названиям",
            "fr": "Avec la source «\u00a0fichier\u00a0»\u00a0: le rôle de chaque colonne, par exemple location=Country, date=Day, cases=New cases\u00a0; deviné d’après les noms si rien n’est dit",
        },
    ),
    "counted": FieldWords(
        label={"en": "Numbers are", "zh": "数字为", "ru": "Числа — это", "fr": "Les nombres sont"},
        help={
            "zh": "来源为文件时：数字是各时段的新增数，还是截至当日的累计数",
            "ru": "Для источника «файл»: новые случаи за период или итог с начала",
            "fr": "Avec la source «\u00a0fichier\u00a0»\u00a0: nombres de chaque période ou totaux cumulés",
        },
        choices={
            "new": {
                "en": "New counts of each day or week",
                "zh": "每日或每周新增数",
                "ru": "Новые за день или неделю",
                "fr": "Nouveaux, par jour ou par semaine",
            },
            "cumulative": {
                "en": "Totals so far",
                "zh": "累计数",
                "ru": "Итог с начала",
                "fr": "Totaux cumulés",
            },
        },
    ),
}

FILE_NEEDED: Localised = {
    "en": "is needed when the source is file: give a table of counts (CSV, Excel or Parquet), or choose another source",
    "zh": "来源为文件时必须给出：请上传计数表（CSV、Excel或Parquet），或选择其他来源",
    "ru": "нужен, если источник — файл: дайте таблицу (CSV, Excel или Parquet) или выберите другой источник",
    "fr": "est à donner quand la source est un fichier\u00a0: joignez un tableau (CSV, Excel ou Parquet) ou choisissez une autre source",
}


def only_with(source: str, given: str) -> Localised:
    """A field that belongs to another source than the one chosen."""
    return {
        "en": f"belongs to the source {source}, and the source chosen is {given}; leave it empty or choose source {source}",
        "zh": f"只用于来源 {source}，而所选来源为 {given}；请留空或改选来源 {source}",
        "ru": f"относится к источнику {source}, а выбран {given}; оставьте поле пустым или выберите источник {source}",
        "fr": f"va avec la source {source}, et la source choisie est {given}\u00a0; laissez ce champ vide ou choisissez la source {source}",
    }


def no_hub(asked: str, slugs: Sequence[str]) -> Localised:
    """No hub goes by that name, or none was named."""
    near = difflib.get_close_matches(asked, slugs, n=1, cutoff=0.5) if asked else []
    known = ", ".join(slugs)

    def sentence(code: str) -> str:
        name = lang.quoted(asked, code)
        match code:
            case "zh":
                start = f"没有名为{name}的预测平台" if asked else "来源为预测平台时必须指明是哪一个"
                end = f"您指的是 {near[0]} 吗？" if near else f"现有：{known or '尚无'}"
                return f"{start}；{end}"
            case "ru":
                start = (
                    f"платформы {name} нет"
                    if asked
                    else "укажите платформу, если источник — платформа прогнозов"
                )
                end = f"возможно, имеется в виду {near[0]}?" if near else f"есть: {known or 'пока ни одной'}"
                return f"{start}; {end}"
            case "fr":
                start = (
                    f"il n’y a pas de plateforme {name}"
                    if asked
                    else "est à donner quand la source est une plateforme de prévision"
                )
                end = (
                    f"vouliez-vous dire {near[0]}\u00a0?"
                    if near
                    else f"il y a\u00a0: {known or 'aucune encore'}"
                )
                return f"{start}\u00a0; {end}"
            case _:
                start = f"there is no hub {name}" if asked else "is needed when the source is hub"
                end = f"did you mean {near[0]}?" if near else f"there are: {known or 'none yet'}"
                return f"{start}; {end}"

    return lang.in_all(sentence)


def not_a_mapping(part: str, known: Sequence[str]) -> Localised:
    """A part of `columns` that says of no column what it is."""
    roles = ", ".join(known)

    def sentence(code: str) -> str:
        said = lang.quoted(part, code)
        match code:
            case "zh":
                return f"{said}没有说明哪一列是什么；请写成 cases=New cases，等号左边为：{roles}"
            case "ru":
                return f"{said} не говорит, что в каком столбце; пишите cases=New cases, слева от знака равенства одно из: {roles}"
            case "fr":
                return f"{said} ne dit d’aucune colonne ce qu’elle est\u00a0; écrivez cases=New cases, avec à gauche du signe égal\u00a0: {roles}"
            case _:
                return f"{said} does not say what a column is; write cases=New cases, with one of these before the equals sign: {roles}"

    return lang.in_all(sentence)
