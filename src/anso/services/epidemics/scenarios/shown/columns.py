"""What the columns of the tables mean, with units, in the four interface languages."""

from anso.services.epidemics.scenarios.shown.four import four

__all__ = ["ASSUMPTIONS", "BEDS", "COMPARISON", "COURSES", "PROJECTIONS"]

LOCATION = four("Place", "地点", "Место", "Lieu")
NAME = four("Name", "名称", "Название", "Nom")
SCENARIO = four("Scenario", "情景", "Сценарий", "Scénario")
KIND = four("What is counted", "统计对象", "Что считается", "Grandeur comptée")
END = four("Last day of the week", "该周最后一天", "Последний день недели", "Dernier jour de la semaine")

PROJECTIONS = {
    "model_id": four("Model", "模型", "Модель", "Modèle"),
    "origin_date": four("First day projected", "推演首日", "Первый день проекции", "Premier jour projeté"),
    "scenario_id": four(
        "Scenario (an assumption, not a forecast)",
        "情景（为假设，非预测）",
        "Сценарий (допущение, а не прогноз)",
        "Scénario (une hypothèse, non une prévision)",
    ),
    "target": four("What is projected", "推演对象", "Что проецируется", "Grandeur projetée"),
    "horizon": four("Weeks ahead", "提前周数", "Недель вперёд", "Semaines d’avance"),
    "location": LOCATION,
    "target_end_date": END,
    "output_type": four("Form of the statement", "输出类型", "Вид величины", "Forme de l’énoncé"),
    "output_type_id": four("Quantile level", "分位数水平", "Уровень квантиля", "Niveau de quantile"),
    "value": four("Value", "数值", "Значение", "Valeur"),
}
COURSES = {
    "location": LOCATION,
    "kind": KIND,
    "scenario": SCENARIO,
    "target_end_date": END,
    "observed": four("Counted in the week", "当周统计数", "Учтено за неделю", "Compté dans la semaine"),
    "low_80": four("80% from", "80%区间下限", "80\u00a0% от", "80\u202f% de"),
    "low_50": four("50% from", "50%区间下限", "50\u00a0% от", "50\u202f% de"),
    "median": four("Median", "中位数", "Медиана", "Médiane"),
    "high_50": four("50% to", "50%区间上限", "50\u00a0% до", "50\u202f% à"),
    "high_80": four("80% to", "80%区间上限", "80\u00a0% до", "80\u202f% à"),
}
COMPARISON = {
    "location": LOCATION,
    "name": NAME,
    "scenario": SCENARIO,
    "kind": KIND,
    "total": four("Total, median", "总数，中位数", "Всего, медиана", "Total, médiane"),
    "total_low": four("Total, 90% from", "总数，90%区间下限", "Всего, 90\u00a0% от", "Total, 90\u202f% de"),
    "total_high": four("Total, 90% to", "总数，90%区间上限", "Всего, 90\u00a0% до", "Total, 90\u202f% à"),
    "change": four(
        "Difference to scenario A, median",
        "与情景A之差，中位数",
        "Отличие от сценария A, медиана",
        "Différence avec le scénario A, médiane",
    ),
    "change_low": four(
        "Difference, 90% from", "差值，90%区间下限", "Отличие, 90\u00a0% от", "Différence, 90\u202f% de"
    ),
    "change_high": four(
        "Difference, 90% to", "差值，90%区间上限", "Отличие, 90\u00a0% до", "Différence, 90\u202f% à"
    ),
    "percent": four(
        "Difference to scenario A (%), median",
        "与情景A之差（%），中位数",
        "Отличие от сценария A (%), медиана",
        "Différence avec le scénario A (%), médiane",
    ),
    "percent_low": four(
        "Difference (%), 90% from",
        "差值（%），90%区间下限",
        "Отличие (%), 90\u00a0% от",
        "Différence (%), 90\u202f% de",
    ),
    "percent_high": four(
        "Difference (%), 90% to",
        "差值（%），90%区间上限",
        "Отличие (%), 90\u00a0% до",
        "Différence (%), 90\u202f% à",
    ),
}
BEDS = {
    "location": LOCATION,
    "name": NAME,
    "scenario": SCENARIO,
    "beds": four(
        "Beds occupied at the peak, median",
        "高峰时占用床位，中位数",
        "Занято коек на пике, медиана",
        "Lits occupés au pic, médiane",
    ),
    "beds_low": four(
        "Beds at the peak, 90% from",
        "高峰床位，90%区间下限",
        "Коек на пике, 90\u00a0% от",
        "Lits au pic, 90\u202f% de",
    ),
    "beds_high": four(
        "Beds at the peak, 90% to",
        "高峰床位，90%区间上限",
        "Коек на пике, 90\u00a0% до",
        "Lits au pic, 90\u202f% à",
    ),
    "beds_per_100k": four(
        "Beds at the peak per 100,000 people, median",
        "高峰时每10万人占用床位，中位数",
        "Коек на пике на 100\u00a0000 жителей, медиана",
        "Lits au pic pour 100\u202f000 habitants, médiane",
    ),
    "peak_day": four(
        "Day of the peak, median", "高峰日，中位数", "День пика, медиана", "Jour du pic, médiane"
    ),
    "high_pressure": four(
        "Share of members in which weekly admissions reach 20 per 100,000",
        "每周入院达到每10万人20例的成员比例",
        "Доля членов ансамбля, где за неделю госпитализируют 20 на 100\u00a0000 и больше",
        "Part des membres où les admissions atteignent 20 pour 100\u202f000 en une semaine",
    ),
}
ASSUMPTIONS = {
    "scenarios": four("In scenarios", "适用情景", "В сценариях", "Dans les scénarios"),
    "assumption": four("What is assumed", "假设内容", "Что предполагается", "Ce qui est supposé"),
    "value": four("Value", "数值", "Значение", "Valeur"),
    "source": four("Source", "来源", "Источник", "Source"),
}
