"""The assumptions of a run, as a text beside its charts: what happens, and what that means for each group of industries.

In: the shock and what was asked. Out: Markdown by language, with the numbers that were used.
"""

from anso import language as lang
from anso.services.epidemics.economy.model.dynamic import REMAINING
from anso.services.epidemics.economy.sectors import groups
from anso.services.epidemics.economy.shocks.ends import HIGH, LOW
from anso.services.epidemics.economy.shocks.named import Shock

__all__ = ["asked", "assumptions", "industries", "ranges"]

Localised = dict[str, str]

HEADS: dict[str, tuple[str, ...]] = {
    "en": ("Industries", "goes on when closed", "done from home", "demand changes by", "weeks in store"),
    "zh": ("行业", "关闭时仍进行", "可居家完成", "需求变化", "库存周数"),
    "ru": ("Отрасли", "идёт при закрытии", "из дома", "изменение спроса", "запас, недель"),
    "fr": (
        "Branches",
        "continue en cas de fermeture",
        "à domicile",
        "variation de la demande",
        "semaines en stock",
    ),
}
SOURCES: Localised = {
    "en": "Done from home: Dingel & Neiman (2020), for the United States. How demand changes in a severe pandemic, what goes on when closed and what is in store are assumptions of ours.",
    "zh": "可居家完成的比例：Dingel & Neiman（2020），美国数据。严重大流行中的需求变化、关闭时仍进行的比例和库存均为本平台的假设。",
    "ru": "Работа из дома: Dingel & Neiman (2020), для США. Как меняется спрос при тяжёлой пандемии, что продолжается при закрытии и сколько есть в запасе \u2014 наши допущения.",
    "fr": "À domicile\u00a0: Dingel & Neiman (2020), pour les États-Unis. La variation de la demande lors d’une pandémie sévère, ce qui continue en cas de fermeture et les stocks sont des hypothèses de notre part.",
}


def assumptions(
    shock: Shock, weeks: int, severity: float, recovery: float, notes: tuple[str, ...]
) -> Localised:
    """`notes`: what was mended in the table; they are in English, as those of every reader are."""

    def text(code: str) -> str:
        colon = lang.mark(":", code)
        lines = [
            f"- {shock.names[code]}{colon}{shock.meaning[code]}{lang.mark('.', code)}",
            f"- {asked(weeks, severity, recovery, code)}",
            f"- {ranges(code)}",
            *(f"- {note}" for note in notes),
            "",
        ]
        return "\n".join(lines) + "\n" + industries(code)

    return lang.in_all(text)


def industries(code: str) -> str:
    """What is assumed of each group of industries, and where it comes from."""
    lines = [f"| {' | '.join(HEADS[code])} |", f"|{'---|' * len(HEADS[code])}"]
    for group in groups():
        figures = [lang.percent(value, code, 0) for value in (group.essential, group.remote)]
        figures.append(lang.percent(group.demand, code, 0, signed=True))
        figures.append(lang.number(group.stocks, code))
        lines.append(f"| {' | '.join([group.names[code], *figures])} |")
    return "\n".join([*lines, "", SOURCES[code], ""])


def asked(weeks: int, severity: float, recovery: float, code: str) -> str:
    long, back = lang.number(weeks, code), lang.number(recovery, code)
    times, left = lang.number(severity, code, 2), lang.percent(REMAINING, code, 0)
    match code:
        case "zh":
            return f"持续周数：{long}；严重程度：{times}；一个行业的损失降至{left}所需周数：{back}。"
        case "ru":
            return f"Недель: {long}; тяжесть: {times}; недель, за которые от потерь отрасли остаётся {left}: {back}."
        case "fr":
            return f"Semaines\u00a0: {long}\u00a0; sévérité\u00a0: {times}\u00a0; semaines au bout desquelles il reste {left} de la perte d’une branche\u00a0: {back}."
        case _:
            return (
                f"Weeks: {long}; severity: {times}; weeks until {left} of an industry’s loss is left: {back}."
            )


def ranges(code: str) -> str:
    less, more = (lang.percent(abs(strength - 1), code, 0) for strength in (LOW.strength, HIGH.strength))
    fast, slow = (lang.number(pace, code, 1) for pace in (LOW.pace, HIGH.pace))
    match code:
        case "zh":
            return f"区间：低值为冲击弱{less}、恢复时间为{fast}倍、缺少的投入都能替代（只有订单减少会波及）；高值为冲击强{more}、恢复时间为{slow}倍、没有库存；居中值使用下表的库存。"
        case "ru":
            return f"Диапазон: внизу шок слабее на {less}, время восстановления — {fast} от названного, любые недостающие поставки заменимы (передаётся лишь потеря заказов); вверху шок сильнее на {more}, время восстановления — {slow} от названного, запасов нет; посередине — запасы из таблицы ниже."
        case "fr":
            return f"Fourchette : en bas, choc plus faible de {less}, durée de reprise multipliée par {fast}, tout intrant manquant remplacé (seules les commandes perdues se répercutent) ; en haut, choc plus fort de {more}, durée de reprise multipliée par {slow}, aucun stock ; au milieu, les stocks ci-dessous."
        case _:
            return f"Range: at the low end the shock is {less} weaker, recovery takes {fast} of the time and every missing input is replaced (only lost orders spread); at the high end the shock is {more} stronger, recovery takes {slow} times as long and nothing is in store; in the middle the stores below are used."
