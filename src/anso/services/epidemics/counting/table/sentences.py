"""What is said of how a user's table was read, in the four interface languages."""

from collections.abc import Mapping, Sequence

from anso import language as lang
from anso.errors import AnsoError

__all__ = [
    "dates_read",
    "guessed",
    "marks_read",
    "one_place",
    "told_twice",
    "unread",
    "wrong_width",
]

Localised = dict[str, str]

WAYS: Mapping[str, Localised] = {
    "day-month": {
        "en": "with the day before the month",
        "zh": "日在月前",
        "ru": "день перед месяцем",
        "fr": "avec le jour avant le mois",
    },
    "month-day": {
        "en": "with the month before the day",
        "zh": "月在日前",
        "ru": "месяц перед днём",
        "fr": "avec le mois avant le jour",
    },
    "excel": {
        "en": "as a spreadsheet’s numbers of days",
        "zh": "电子表格的日期序号",
        "ru": "порядковые номера дней электронной таблицы",
        "fr": "comme numéros de jour d’un tableur",
    },
    "words": {
        "en": "with the month in words",
        "zh": "月份为文字",
        "ru": "месяц словом",
        "fr": "avec le mois en lettres",
    },
}
MARKS: Mapping[str, Localised] = {
    "thousands": {
        "en": "marks that part thousands",
        "zh": "千位分隔符",
        "ru": "разделители тысяч",
        "fr": "séparateurs de milliers",
    },
    "decimal comma": {
        "en": "decimal commas",
        "zh": "小数逗号",
        "ru": "десятичные запятые",
        "fr": "virgules décimales",
    },
}


def guessed(roles: Mapping[str, str]) -> Localised:
    """Which columns were taken for what without being told."""

    def sentence(code: str) -> str:
        pairs = lang.listing([f"{role} = {column}" for role, column in roles.items()], code)
        match code:
            case "zh":
                return f"各列含义按列名推测：{pairs}。"
            case "ru":
                return f"Назначение столбцов угадано по их названиям: {pairs}."
            case "fr":
                return f"Le rôle des colonnes a été deviné d’après leurs noms\u00a0: {pairs}."
            case _:
                return f"What the columns are was guessed from their names: {pairs}."

    return lang.in_all(sentence)


def dates_read(column: str, how: str) -> Localised:
    def sentence(code: str) -> str:
        name, way = lang.quoted(column, code), WAYS[how][code]
        match code:
            case "zh":
                return f"{name}列的日期读法：{way}。"
            case "ru":
                return f"Даты столбца {name} прочитаны так: {way}."
            case "fr":
                return f"Les dates de la colonne {name} ont été lues {way}."
            case _:
                return f"The dates of column {name} were read {way}."

    return lang.in_all(sentence)


def marks_read(column: str, marks: str) -> Localised:
    def sentence(code: str) -> str:
        name, what = lang.quoted(column, code), MARKS[marks][code]
        match code:
            case "zh":
                return f"{name}列的数字按{what}读取。"
            case "ru":
                return f"В числах столбца {name} учтены {what}."
            case "fr":
                return f"Les nombres de la colonne {name} ont été lus avec des {what}."
            case _:
                return f"The numbers of column {name} were read with {what}."

    return lang.in_all(sentence)


def one_place(name: str) -> Localised:
    def sentence(code: str) -> str:
        said = lang.quoted(name, code)
        match code:
            case "zh":
                return f"文件没有地点列，全部计数按文件名归于{said}。"
            case "ru":
                return f"Столбца с местами нет; все числа отнесены к месту {said} по имени файла."
            case "fr":
                return f"Le fichier n’a pas de colonne de lieux\u00a0; d’après son nom, tout est attribué à {said}."
            case _:
                return f"The file has no column of places; all its counts are taken to be of {said}, by its name."

    return lang.in_all(sentence)


def unread(file: str, column: str, shown: Sequence[tuple[int, str]], more: int) -> Localised:
    """Cells that cannot be read, by row and column."""

    def sentence(code: str) -> str:
        name = lang.quoted(column, code)
        match code:
            case "zh":
                cells = "、".join(f"第{row}行{lang.quoted(value, code)}" for row, value in shown)
                rest = f"等，另有{more}处" if more else ""
                return f"{file} 的{name}列无法读取：{cells}{rest}；已略去。"
            case "ru":
                cells = ", ".join(f"строка {row}: {lang.quoted(value, code)}" for row, value in shown)
                rest = f" и ещё {lang.number(more, code)}" if more else ""
                return f"{file}, столбец {name}: не читается {cells}{rest}; эти значения пропущены."
            case "fr":
                cells = ", ".join(f"ligne {row}\u00a0: {lang.quoted(value, code)}" for row, value in shown)
                rest = f" et {lang.number(more, code)} autres" if more else ""
                return f"{file}, colonne {name}\u00a0: illisible, {cells}{rest}\u00a0; ces valeurs sont laissées de côté."
            case _:
                cells = ", ".join(f"row {row}: {lang.quoted(value, code)}" for row, value in shown)
                rest = f" and {more:,} more" if more else ""
                return f"{file}, column {name}: {cells}{rest} cannot be read; left out."

    return lang.in_all(sentence)


def told_twice(count: int) -> Localised:
    def sentence(code: str) -> str:
        much = lang.number(count, code)
        match code:
            case "zh":
                return f"有{much}个计数给出了两次且不一致；以后面的行为准。"
            case "ru":
                return f"Даны дважды и по-разному: {much}; в счёт идёт более поздняя строка."
            case "fr":
                return f"Décomptes donnés deux fois et différemment\u00a0: {much}\u00a0; la dernière ligne l’emporte."
            case _:
                return f"Counts given twice and differently: {much}; the later row counts."

    return lang.in_all(sentence)


def wrong_width(file: str, columns: int, shown: Sequence[tuple[int, int]], more: int) -> Localised:
    """Lines with another number of cells than the first."""

    def sentence(code: str) -> str:
        match code:
            case "zh":
                lines = "、".join(f"第{line}行（{cells}格）" for line, cells in shown)
                rest = f"等，另有{more}行" if more > 0 else ""
                return f"{file}：首行有{columns}列，而{lines}{rest}格数不同；这些行已略去。"
            case "ru":
                lines = ", ".join(f"{line} ({cells})" for line, cells in shown)
                rest = f" и ещё {lang.number(more, code)}" if more > 0 else ""
                return f"{file}: в первой строке столбцов {columns}, а ячеек в строках {lines}{rest} иное число; эти строки пропущены."
            case "fr":
                lines = ", ".join(f"{line} ({cells})" for line, cells in shown)
                rest = f" et {lang.number(more, code)} autres" if more > 0 else ""
                return f"{file}\u00a0: la première ligne nomme {columns} colonnes, et le nombre de cellules diffère aux lignes {lines}{rest}\u00a0; elles sont laissées de côté."
            case _:
                lines = ", ".join(f"line {line} has {cells} cells" for line, cells in shown)
                rest = f" and {more:,} more {'is' if more == 1 else 'are'} like that" if more > 0 else ""
                return f"{file}: {lines}{rest}, where the first line names {columns} columns; left out."

    return lang.in_all(sentence)


def kept_stranger(error: AnsoError) -> Localised:
    """A place that is no country here, with what may have been meant."""
    kept = {
        "en": "Until then it is a place of its own.",
        "zh": "在更正之前，它自成一个地点。",
        "ru": "Пока это отдельное место.",
        "fr": "En attendant, c’est un lieu à part.",
    }

    def sentence(code: str) -> str:
        said = error.said_in(code)
        end = "" if said.endswith(("?", "？", ".", "。")) else {"zh": "。"}.get(code, ".")
        return f"{said}{end}{'' if code == 'zh' else ' '}{kept[code]}"

    return lang.in_all(sentence)


def more_strangers(count: int) -> Localised:
    def sentence(code: str) -> str:
        much = lang.number(count, code)
        match code:
            case "zh":
                return f"另有{much}个地点不是这里已知的国家，自成地点。"
            case "ru":
                return (
                    f"Ещё мест, которые здесь не известны как страны: {much}; они взяты под своими именами."
                )
            case "fr":
                return f"Autres lieux qui ne sont pas des pays connus ici\u00a0: {much}\u00a0; ils gardent leur nom."
            case _:
                return f"More places that are no countries known here: {much}; they keep their names."

    return lang.in_all(sentence)


def totals_by_name(columns: Sequence[str]) -> Localised:
    """Columns whose names say that they hold totals so far."""

    def sentence(code: str) -> str:
        named = lang.listing([lang.quoted(column, code) for column in columns], code)
        match code:
            case "zh":
                return f"按列名，{named}为累计数，已据此换算为新增数。"
            case "ru":
                return f"Судя по названию, в {named} — итоги с начала; из них получены новые числа."
            case "fr":
                return f"D’après leur nom, {named} sont des totaux cumulés\u00a0; les nombres de chaque période en sont tirés."
            case _:
                return f"By their names, {named} hold totals so far; new counts are made of them."

    return lang.in_all(sentence)
