"""What is said of a value that a request does not take: one table of sentences, in the four interface languages.

In: the kind of sentence, the language, and what stands in it. Out: the sentence. Whatever was typed is
quoted as the language quotes; field names, codes and file endings stay as they are.
"""

from collections.abc import Callable, Sequence
from typing import Any

from anso.errors import BadValueError
from anso.language import DECIMAL_MARKS, in_all, quoted

__all__ = ["SENTENCES", "bad_value", "figure", "one_of", "sentence", "shown"]

Localised = dict[str, str]

SENTENCES: dict[str, Localised] = {
    "missing": {
        "en": "is needed ({help})",
        "zh": "必须填写（{help}）",
        "ru": "нужно указать ({help})",
        "fr": "est à renseigner ({help})",
    },
    "missing_unexplained": {
        "en": "is needed",
        "zh": "必须填写",
        "ru": "нужно указать",
        "fr": "est à renseigner",
    },
    "no_field": {
        "en": "is no field of this request; {hint}",
        "zh": "不是本请求的字段；{hint}",
        "ru": "такого поля в этом запросе нет; {hint}",
        "fr": "n’est pas un champ de cette demande\u00a0; {hint}",
    },
    "no_choice": {
        "en": "{value} is not one of the values taken; {hint}",
        "zh": "{value}不在可选值之列；{hint}",
        "ru": "{value} — не одно из допустимых значений; {hint}",
        "fr": "{value} n’est pas une des valeurs admises\u00a0; {hint}",
    },
    "meant": {
        "en": "did you mean {near}?",
        "zh": "您指的是{near}吗？",
        "ru": "возможно, имеется в виду {near}?",
        "fr": "vouliez-vous dire {near}\u00a0?",
    },
    "options": {
        "en": "there are: {options}",
        "zh": "可选：{options}",
        "ru": "можно указать: {options}",
        "fr": "sont possibles\u00a0: {options}",
    },
    "no_options": {
        "en": "there are: none",
        "zh": "没有可选项",
        "ru": "выбирать не из чего",
        "fr": "aucune n’est possible",
    },
    "whole_number": {
        "en": "{value} is not a whole number",
        "zh": "{value}不是整数",
        "ru": "{value} — не целое число",
        "fr": "{value} n’est pas un nombre entier",
    },
    "number": {
        "en": "{value} is not a number",
        "zh": "{value}不是数字",
        "ru": "{value} — не число",
        "fr": "{value} n’est pas un nombre",
    },
    "finite": {
        "en": "{value} is not a finite number",
        "zh": "{value}不是有限数",
        "ru": "{value} — не конечное число",
        "fr": "{value} n’est pas un nombre fini",
    },
    "yes_or_no": {
        "en": "{value} is neither yes nor no",
        "zh": "{value}既不是 yes 也不是 no",
        "ru": "{value} — не yes и не no",
        "fr": "{value} n’est ni yes ni no",
    },
    "date": {
        "en": "{value} is not a date such as 2020-06-08",
        "zh": "{value}不是 2020-06-08 这样的日期",
        "ru": "{value} — не дата вида 2020-06-08",
        "fr": "{value} n’est pas une date telle que 2020-06-08",
    },
    "moment": {
        "en": "{value} is not a date and time such as 2020-09-03T06:00Z",
        "zh": "{value}不是 2020-09-03T06:00Z 这样的日期和时间",
        "ru": "{value} — не дата и время вида 2020-09-03T06:00Z",
        "fr": "{value} n’est pas une date avec heure telle que 2020-09-03T06:00Z",
    },
    "too_small": {
        "en": "{value} is below {limit}, the least allowed",
        "zh": "{value}低于允许的最小值{limit}",
        "ru": "{value} меньше наименьшего допустимого значения, {limit}",
        "fr": "{value} est inférieur à {limit}, le minimum admis",
    },
    "not_above": {
        "en": "{value} is not above {limit}",
        "zh": "{value}不大于{limit}",
        "ru": "{value} не больше, чем {limit}",
        "fr": "{value} n’est pas supérieur à {limit}",
    },
    "too_large": {
        "en": "{value} is above {limit}, the most allowed",
        "zh": "{value}高于允许的最大值{limit}",
        "ru": "{value} больше наибольшего допустимого значения, {limit}",
        "fr": "{value} est supérieur à {limit}, le maximum admis",
    },
    "not_below": {
        "en": "{value} is not below {limit}",
        "zh": "{value}不小于{limit}",
        "ru": "{value} не меньше, чем {limit}",
        "fr": "{value} n’est pas inférieur à {limit}",
    },
    "not_multiple": {
        "en": "{value} is not a multiple of {step}",
        "zh": "{value}不是{step}的倍数",
        "ru": "{value} не делится на {step}",
        "fr": "{value} n’est pas un multiple de {step}",
    },
    "text": {
        "en": "{value} is not a text",
        "zh": "{value}不是文本",
        "ru": "{value} — не текст",
        "fr": "{value} n’est pas un texte",
    },
    "too_long": {
        "en": "is {length} characters long; {limit} are allowed",
        "zh": "有{length}个字符，最多允许{limit}个",
        "ru": "число знаков: {length}; допускается не больше {limit}",
        "fr": "nombre de caractères\u00a0: {length}\u00a0; {limit} au plus sont admis",
    },
    "too_short": {
        "en": "is {length} characters long; at least {limit} are needed",
        "zh": "有{length}个字符，至少需要{limit}个",
        "ru": "число знаков: {length}; нужно не меньше {limit}",
        "fr": "nombre de caractères\u00a0: {length}\u00a0; il en faut au moins {limit}",
    },
    "form": {
        "en": "{value} is not of the form {pattern}",
        "zh": "{value}不符合格式 {pattern}",
        "ru": "{value} не соответствует образцу {pattern}",
        "fr": "{value} n’est pas de la forme {pattern}",
    },
    "list": {
        "en": "{value} is not a list of values",
        "zh": "{value}不是一组值",
        "ru": "{value} — не список значений",
        "fr": "{value} n’est pas une liste de valeurs",
    },
    "too_many": {
        "en": "holds {length} values; {limit} are allowed",
        "zh": "有{length}个值，最多允许{limit}个",
        "ru": "число значений: {length}; допускается не больше {limit}",
        "fr": "nombre de valeurs\u00a0: {length}\u00a0; {limit} au plus sont admises",
    },
    "too_few": {
        "en": "holds {length} values; at least {limit} are needed",
        "zh": "有{length}个值，至少需要{limit}个",
        "ru": "число значений: {length}; нужно не меньше {limit}",
        "fr": "nombre de valeurs\u00a0: {length}\u00a0; il en faut au moins {limit}",
    },
    "other": {
        "en": "{message} (it is {value})",
        "zh": "{value}不被接受：{message}",
        "ru": "{value} не принимается: {message}",
        "fr": "{value} n’est pas admis\u00a0: {message}",
    },
    "place": {
        "en": "{value} is not the code or name of a place",
        "zh": "{value}不是地点的代码或名称",
        "ru": "{value} — не код и не название места",
        "fr": "{value} n’est ni le code ni le nom d’un lieu",
    },
    "file_as_text": {
        "en": "a file is needed here, not a text",
        "zh": "此处需要文件，而不是文本",
        "ru": "здесь нужен файл, а не текст",
        "fr": "il faut ici un fichier, non un texte",
    },
    "file_not_there": {
        "en": "there is no file {name}",
        "zh": "没有文件{name}",
        "ru": "файла {name} нет",
        "fr": "il n’y a pas de fichier {name}",
    },
    "file_type": {
        "en": "{name} is not of a type taken here; files may end in {endings}",
        "zh": "{name}的类型不被接受；文件名可以这样结尾：{endings}",
        "ru": "файлы такого типа, как {name}, здесь не принимаются; имя может оканчиваться на {endings}",
        "fr": "{name} n’est pas d’un type admis ici\u00a0; les noms peuvent finir par {endings}",
    },
    "file_too_large": {
        "en": "{name} holds {size} MB, above the {limit} MB allowed; compress it or give it in parts",
        "zh": "{name}有 {size} MB，超过允许的 {limit} MB；请压缩或分几部分提供",
        "ru": "{name} занимает {size} МБ, допускается {limit} МБ; сожмите файл или передайте его по частям",
        "fr": "{name} fait {size} Mo, au-delà des {limit} Mo admis\u00a0; compressez-le ou donnez-le en plusieurs parties",
    },
    "file_empty": {
        "en": "{name} is empty",
        "zh": "{name}是空文件",
        "ru": "файл {name} пуст",
        "fr": "{name} est vide",
    },
    "file_as_part": {
        "en": "is a file; send it as a part of a multipart form, not as text",
        "zh": "是文件；请作为 multipart 表单的一部分发送，而不是作为文本",
        "ru": "это файл; передайте его частью формы multipart, а не текстом",
        "fr": "est un fichier\u00a0; envoyez-le comme partie d’un formulaire multipart, non comme texte",
    },
    "takes_no_file": {
        "en": "takes no file; files belong to: {fields}",
        "zh": "不接受文件；接受文件的字段：{fields}",
        "ru": "файл сюда не подходит; файлы принимают поля: {fields}",
        "fr": "ne prend pas de fichier\u00a0; les fichiers vont dans\u00a0: {fields}",
    },
    "no_field_takes_files": {
        "en": "takes no file; files belong to: none of the fields",
        "zh": "不接受文件；没有字段接受文件",
        "ru": "файл сюда не подходит; ни одно поле не принимает файлов",
        "fr": "ne prend pas de fichier\u00a0; aucun champ n’en prend",
    },
}


def sentence(kind: str, language: str, **parts: object) -> str:
    return SENTENCES[kind][language].format(**parts)


def bad_value(kind: str, parts: Callable[[str], dict[str, object]] = lambda _: {}) -> BadValueError:
    """The error of a validator, said in every language; `parts` are what stands in the sentence of each."""
    return BadValueError(in_all(lambda language: sentence(kind, language, **parts(language))))


def shown(value: Any, language: str) -> str:
    """A value as it was given, a text in quotes."""
    return quoted(value, language) if isinstance(value, str) and language != "en" else repr(value)


def figure(value: float, language: str, decimals: int | None = None) -> str:
    """A measure, such as megabytes, with the language's decimal mark."""
    text = f"{value:g}" if decimals is None else f"{value:.{decimals}f}"
    return text.replace(".", DECIMAL_MARKS[language])


def one_of(near: str | None, options: Sequence[str], language: str) -> str:
    """A hint at what could have been given instead."""
    if near is not None:
        return sentence("meant", language, near=shown(near, language))
    if not options:
        return sentence("no_options", language)
    return sentence("options", language, options=", ".join(options))
