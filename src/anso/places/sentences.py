"""What is said of a text that is no place, or more than one, in the four interface languages."""

from collections.abc import Callable, Sequence

from anso.language import in_all, listing, quoted

__all__ = ["many_places", "no_place"]

Localised = dict[str, str]
Described = Callable[[str], Sequence[str]]
"""The names of the places meant, in a language."""

UNKNOWN: dict[str, Localised] = {
    "country": {
        "en": "{text} is no country known here",
        "zh": "这里没有名为{text}的国家或地区",
        "ru": "{text}: такая страна здесь неизвестна",
        "fr": "{text}\u00a0: aucun pays n’est connu ici sous ce nom",
    },
    "region": {
        "en": "{text} is no region known here",
        "zh": "这里没有名为{text}的区域",
        "ru": "{text}: такой регион здесь неизвестен",
        "fr": "{text}\u00a0: aucune région n’est connue ici sous ce nom",
    },
    "province": {
        "en": "{text} is no province known here",
        "zh": "这里没有名为{text}的一级行政区",
        "ru": "{text}: такая провинция здесь неизвестна",
        "fr": "{text}\u00a0: aucune province n’est connue ici sous ce nom",
    },
    "place": {
        "en": "{text} is no place known here",
        "zh": "这里没有名为{text}的地点",
        "ru": "{text}: такое место здесь неизвестно",
        "fr": "{text}\u00a0: aucun lieu n’est connu ici sous ce nom",
    },
}
MEANT: Localised = {
    "en": "; did you mean {names}?",
    "zh": "；您指的是{names}吗？",
    "ru": "; возможно, имеется в виду {names}?",
    "fr": "\u00a0; vouliez-vous dire {names}\u00a0?",
}
MEND: Localised = {
    "en": "; give a code, or a name in one of the six UN languages",
    "zh": "；请给出代码，或以联合国六种正式语文之一给出名称",
    "ru": "; укажите код или название на одном из шести языков ООН",
    "fr": "\u00a0; donnez un code, ou un nom dans l’une des six langues de l'ONU",
}
MANY: Localised = {
    "en": "{text} names {count} provinces: {names}; give the code of one",
    "zh": "有{count}个一级行政区名为{text}：{names}；请给出其中一个的代码",
    "ru": "{text}: так называются несколько провинций ({count}): {names}; укажите код одной из них",
    "fr": "{text} désigne {count} provinces\u00a0: {names}\u00a0; donnez le code de l’une d’elles",
}


def no_place(kind: str, text: str, proposals: Described) -> Localised:
    """No place of the kind goes by the text; `proposals` were perhaps meant."""

    def sentence(language: str) -> str:
        found = UNKNOWN[kind][language].format(text=quoted(text, language))
        names = proposals(language)
        if not names:
            return found + MEND[language]
        return found + MEANT[language].format(names=listing(names, language, last="or"))

    return in_all(sentence)


def many_places(text: str, found: Described) -> Localised:
    """Several provinces go by the text."""

    def sentence(language: str) -> str:
        names = found(language)
        return MANY[language].format(
            text=quoted(text, language), count=len(names), names=listing(names, language)
        )

    return in_all(sentence)
