"""The counts behind a release, beside what was made of them: text `counts`, tables `changes` and `weekdays`."""

from collections.abc import Mapping

import polars as pl

from anso import language as lang
from anso.product import Run
from anso.services.epidemics.counting.counted import Counted, Localised
from anso.services.epidemics.counting.showing import words
from anso.services.epidemics.counting.showing.weekdays import NAMES, weekday_ratios

__all__ = ["shown"]


def shown(run: Run, counted: Counted) -> None:
    """Write whose counts a release stands on, and what was done to them."""
    if counted.synthetic:
        run.made_from_synthetic_data()
    names = {place.names["en"]: place.names for place in counted.places.values()}
    targets = {target: words.KINDS[target] for target in counted.kinds if target in words.KINDS}
    by_code = {code: place.names["en"] for code, place in counted.places.items()}
    if not counted.changes.is_empty():
        changed = counted.changes.with_columns(
            pl.col("location").replace_strict(by_code, default=pl.col("location")).alias("name")
        )
        run.table(
            "changes",
            changed.select(list(words.CHANGED)),
            title=words.TITLES["changes"],
            columns=words.CHANGED,
            words={**words.WHY, **names, **targets},
        )
    ratios = None if counted.daily is None else weekday_ratios(counted.daily, counted.issued)
    if ratios is not None and not ratios.is_empty():
        run.table(
            "weekdays",
            ratios.with_columns(pl.col("location").replace_strict(by_code).alias("name")).select(
                "location", "name", "target", *NAMES
            ),
            title=words.TITLES["weekdays"],
            columns={**_heads(), **dict(zip(NAMES, words.WEEKDAYS, strict=True))},
            words={**names, **targets},
        )
    run.text("counts", lang.in_all(lambda code: _text(counted, ratios, code)), title=words.TITLES["counts"])


def _heads() -> Mapping[str, Localised]:
    return {name: words.CHANGED[name] for name in ("location", "name", "target")}


def _text(counted: Counted, ratios: pl.DataFrame | None, code: str) -> str:
    parts = [_source(counted, code), _versions(counted, code), _changed(counted, code)]
    if ratios is not None and not ratios.is_empty():
        parts.append(_weekday(ratios, code))
    parts += [f"- {note[code]}" for note in counted.notes]
    return "\n\n".join(parts[: -len(counted.notes) or None]) + (
        "\n\n" + "\n".join(parts[-len(counted.notes) :]) if counted.notes else ""
    )


def _source(counted: Counted, code: str) -> str:
    count = lang.number(len(counted.places), code)
    kinds = lang.listing(
        [words.KINDS[kind][code] if kind in words.KINDS else kind for kind in counted.kinds], code
    )
    when = lang.day(counted.issued, code)
    match code:
        case "zh":
            return (
                f"数据来源：{counted.title}；地点{count}个；统计对象：{kinds}。只使用{when}之前已知的数据。"
            )
        case "ru":
            return f"Источник: {counted.title}; мест: {count}; считаются: {kinds}. Используется только то, что было известно до {when}."
        case "fr":
            return f"Source\u00a0: {counted.title}\u00a0; lieux\u00a0: {count}\u00a0; sont comptés\u00a0: {kinds}. Seul ce qui était connu avant le {when} est utilisé."
        case _:
            return f"Source: {counted.title}; places: {count}; counted are: {kinds}. Only what was known before {when} is used."


def _versions(counted: Counted, code: str) -> str:
    exact: Localised = {
        "en": "What was known on earlier days is kept, so past days are judged by what was known then.",
        "zh": "保存了以往各日所知的数据，因此对过去的判断只依据当时所知。",
        "ru": "Сохранено, что было известно раньше, поэтому о прошлых днях судят по тому, что знали тогда.",
        "fr": "Ce qui était connu auparavant est conservé\u00a0: les jours passés sont jugés selon ce qu’on savait alors.",
    }
    revised: Localised = {
        "en": "No earlier versions are kept: what was known on earlier days cannot be told, and past days are seen with what was learnt since.",
        "zh": "没有保存旧版本：无法得知以往各日所知，过去各日反映的是后来所知。",
        "ru": "Прежние версии не хранятся: что было известно раньше, узнать нельзя, и прошлые дни видны с тем, что стало известно потом.",
        "fr": "Aucune version antérieure n’est conservée\u00a0: on ne peut dire ce qui était connu auparavant, et les jours passés sont vus avec ce qui a été appris depuis.",
    }
    return (exact if counted.versions else revised)[code]


def _changed(counted: Counted, code: str) -> str:
    count, places = len(counted.changes), counted.changes["location"].n_unique()
    if not count:
        return {
            "en": "All counts are used as they were told.",
            "zh": "所有计数均按报告采用。",
            "ru": "Все числа взяты так, как сообщены.",
            "fr": "Tous les décomptes sont retenus tels que rapportés.",
        }[code]
    much, where = lang.number(count, code), lang.number(places, code)
    match code:
        case "zh":
            return f"有{much}处计数与报告不同，涉及{where}个地点，见表。"
        case "ru":
            return f"Иначе, чем сообщено, взято чисел: {much}; мест, где это было: {where}. Они перечислены в таблице."
        case "fr":
            return f"Décomptes retenus autrement que rapportés\u00a0: {much}, dans {where} {'lieu' if places < 2 else 'lieux'}\u00a0; le tableau les énumère."
        case _:
            return f"Counts taken otherwise than told: {much}, in {where} {'place' if places == 1 else 'places'}; the table lists them."


def _weekday(ratios: pl.DataFrame, code: str) -> str:
    """The quietest day of the median place."""
    medians = ratios.select(pl.median(name) for name in NAMES).row(0)
    quiet = min(range(len(NAMES)), key=lambda number: medians[number])
    share, day = lang.percent(medians[quiet], code, 0), words.WEEKDAYS[quiet][code]
    match code:
        case "zh":
            return f"报告最少的是{day}：各地点的中位数为一周平均的{share}。"
        case "ru":
            return f"Меньше всего сообщений приходит в один день — {day}: в медиане {share} от среднего за неделю."
        case "fr":
            return f"Le jour où l’on rapporte le moins est le {day}\u00a0: {share} de la moyenne de la semaine, en médiane."
        case _:
            return f"Fewest reports come on {day}: {share} of the week’s mean in the median place."
