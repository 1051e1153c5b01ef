"""What stands beside the counts of a release, in the four interface languages."""

from collections.abc import Mapping

__all__ = ["CHANGED", "KINDS", "TITLES", "WEEKDAYS", "WHY"]

Localised = Mapping[str, str]

TITLES: Mapping[str, Localised] = {
    "counts": {"en": "The counts", "zh": "计数说明", "ru": "Данные", "fr": "Les données"},
    "changes": {
        "en": "Counts taken otherwise than told",
        "zh": "与报告不同的计数",
        "ru": "Числа, взятые не так, как сообщены",
        "fr": "Décomptes retenus autrement que rapportés",
    },
    "weekdays": {
        "en": "Reports by day of the week",
        "zh": "一周各日的报告",
        "ru": "Сообщения по дням недели",
        "fr": "Déclarations selon le jour de la semaine",
    },
}

KINDS: Mapping[str, Localised] = {
    "cases": {"en": "Cases", "zh": "病例", "ru": "Случаи", "fr": "Cas"},
    "deaths": {"en": "Deaths", "zh": "死亡", "ru": "Смерти", "fr": "Décès"},
    "admissions": {
        "en": "Hospital admissions",
        "zh": "入院",
        "ru": "Госпитализации",
        "fr": "Hospitalisations",
    },
    "tests": {"en": "Tests", "zh": "检测", "ru": "Тесты", "fr": "Tests"},
    "vaccinations": {
        "en": "Vaccine doses",
        "zh": "疫苗接种剂次",
        "ru": "Дозы вакцин",
        "fr": "Doses de vaccin",
    },
}

WHY: Mapping[str, Localised] = {
    "first-report": {
        "en": "A first report that stands for an unknown number of days: left out",
        "zh": "首次报告，涵盖天数不明：已略去",
        "ru": "Первое сообщение, за неизвестное число дней: не учтено",
        "fr": "Premier rapport, couvrant un nombre de jours inconnu\u00a0: laissé de côté",
    },
    "unreported": {
        "en": "Days without a report: the report that followed was shared among them",
        "zh": "未报告的日子：由随后的报告平均分摊",
        "ru": "Дни без сообщений: следующее сообщение разделено между ними",
        "fr": "Jours sans rapport\u00a0: le rapport suivant est réparti entre eux",
    },
    "late-report": {
        "en": "Days of nothing, made up for by the report that followed: it was shared among them",
        "zh": "报告为零、随后补报的日子：补报已平均分摊",
        "ru": "Дни с нулём, за которые отчитались позже: сообщение разделено между ними",
        "fr": "Jours à zéro, rattrapés par le rapport suivant\u00a0: il est réparti entre eux",
    },
    "put-between": {
        "en": "Missing days: put between their neighbours",
        "zh": "缺失的日子：取前后之间的值",
        "ru": "Пропущенные дни: взято среднее между соседними",
        "fr": "Jours manquants\u00a0: valeur prise entre leurs voisins",
    },
    "awaited": {
        "en": "Nothing amid many in the newest days: taken for not yet told",
        "zh": "最近几天在大量报告中突然为零：视为尚未报告",
        "ru": "Ноль среди больших чисел в последние дни: считается, что ещё не сообщено",
        "fr": "Zéro au milieu de nombreux cas les derniers jours\u00a0: tenu pour non encore rapporté",
    },
    "stopped": {
        "en": "No reports any more",
        "zh": "已停止报告",
        "ru": "Сообщений больше нет",
        "fr": "Plus de rapports",
    },
    "correction": {
        "en": "A correction below zero: taken off the seven days before",
        "zh": "负值订正：从此前七天扣除",
        "ru": "Поправка ниже нуля: вычтена из семи предыдущих дней",
        "fr": "Correction négative\u00a0: retirée des sept jours précédents",
    },
    "large-correction": {
        "en": "A large correction below zero: taken off all days before",
        "zh": "大额负值订正：从此前所有日子扣除",
        "ru": "Большая поправка ниже нуля: вычтена из всех предыдущих дней",
        "fr": "Forte correction négative\u00a0: retirée de tous les jours précédents",
    },
    "batch": {
        "en": "A batch of old reports: what exceeds its neighbours was shared among all days before",
        "zh": "集中补报：超出前后日的部分已分摊到此前所有日子",
        "ru": "Пакет старых сообщений: избыток над соседними днями разделён между всеми предыдущими",
        "fr": "Lot d’anciens rapports\u00a0: l’excédent sur les jours voisins est réparti sur tous les jours précédents",
    },
    "week-below-zero": {
        "en": "A week below zero: taken between its neighbours",
        "zh": "周计数为负：取前后周之间的值",
        "ru": "Неделя ниже нуля: взято среднее между соседними",
        "fr": "Semaine négative\u00a0: valeur prise entre ses voisines",
    },
    "silent-week": {
        "en": "A week of nothing amid many: not taken for true",
        "zh": "大量报告之间为零的一周：不予采信",
        "ru": "Неделя с нулём среди больших чисел: признана недостоверной",
        "fr": "Semaine à zéro au milieu de nombreux cas\u00a0: non tenue pour vraie",
    },
    "late-weeks": {
        "en": "A late report: shared among the weeks it covers",
        "zh": "迟报：在所涵盖的各周之间分摊",
        "ru": "Позднее сообщение: разделено между неделями, которые оно охватывает",
        "fr": "Rapport tardif\u00a0: réparti entre les semaines qu’il couvre",
    },
    "batch-week": {
        "en": "A week that towers over its neighbours: taken between them",
        "zh": "远高于前后周的一周：取前后周之间的值",
        "ru": "Неделя намного выше соседних: взято среднее между ними",
        "fr": "Semaine bien au-dessus de ses voisines\u00a0: valeur prise entre elles",
    },
}

CHANGED: Mapping[str, Localised] = {
    "location": {"en": "Place, code", "zh": "地点代码", "ru": "Место, код", "fr": "Lieu, code"},
    "name": {"en": "Place", "zh": "地点", "ru": "Место", "fr": "Lieu"},
    "target": {"en": "What is counted", "zh": "统计对象", "ru": "Что считается", "fr": "Ce qui est compté"},
    "first": {"en": "First day", "zh": "起始日", "ru": "Первый день", "fr": "Premier jour"},
    "last": {"en": "Last day", "zh": "结束日", "ru": "Последний день", "fr": "Dernier jour"},
    "told": {
        "en": "Told of these days in all",
        "zh": "这些日子报告的总数",
        "ru": "Сообщено за эти дни всего",
        "fr": "Rapporté pour ces jours, en tout",
    },
    "taken": {
        "en": "Taken for them in all (empty: nothing)",
        "zh": "采用的总数（空：不采用）",
        "ru": "Взято за них всего (пусто: ничего)",
        "fr": "Retenu pour eux, en tout (vide\u00a0: rien)",
    },
    "why": {"en": "Why", "zh": "原因", "ru": "Почему", "fr": "Pourquoi"},
}

WEEKDAYS: tuple[Localised, ...] = (
    {"en": "Monday", "zh": "周一", "ru": "понедельник", "fr": "lundi"},
    {"en": "Tuesday", "zh": "周二", "ru": "вторник", "fr": "mardi"},
    {"en": "Wednesday", "zh": "周三", "ru": "среда", "fr": "mercredi"},
    {"en": "Thursday", "zh": "周四", "ru": "четверг", "fr": "jeudi"},
    {"en": "Friday", "zh": "周五", "ru": "пятница", "fr": "vendredi"},
    {"en": "Saturday", "zh": "周六", "ru": "суббота", "fr": "samedi"},
    {"en": "Sunday", "zh": "周日", "ru": "воскресенье", "fr": "dimanche"},
)
"""Monday is the first."""
