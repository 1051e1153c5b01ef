"""What the parts of a nowcast are called, in the four interface languages."""

__all__ = ["ALTS", "LABEL", "TITLES"]

Localised = dict[str, str]

LABEL = {"en": "Epidemic", "zh": "疫情", "ru": "Эпидемия", "fr": "Épidémie"}

TITLES: dict[str, Localised] = {
    "map": {
        "en": "Where the epidemic is growing",
        "zh": "疫情在哪里上升",
        "ru": "Где эпидемия растёт",
        "fr": "Où l’épidémie croît",
    },
    "reproduction": {
        "en": "Reproduction number R over the last twelve weeks",
        "zh": "最近十二周的再生数 R",
        "ru": "Репродуктивное число R за последние двенадцать недель",
        "fr": "Nombre de reproduction R des douze dernières semaines",
    },
    "fastest": {
        "en": "Where the epidemic doubles fastest",
        "zh": "疫情倍增最快的地点",
        "ru": "Где эпидемия удваивается быстрее всего",
        "fr": "Où l’épidémie double le plus vite",
    },
    "completed": {
        "en": "Counts still being told, as told and as they will probably stand",
        "zh": "仍在补报的计数：已报数与预计最终数",
        "ru": "Ещё неполные данные: сообщённое и ожидаемое в итоге",
        "fr": "Décomptes encore incomplets\u00a0: signalés, et tels qu’ils devraient être à la fin",
    },
    "nowcast": {
        "en": "R, growth and trend by place",
        "zh": "各地的 R、增长率与趋势",
        "ru": "R, рост и динамика по местам",
        "fr": "R, croissance et tendance par lieu",
    },
    "by_kind": {
        "en": "The same from each kind of counts",
        "zh": "按各类计数分列",
        "ru": "То же по каждому виду данных",
        "fr": "De même, pour chaque sorte de décomptes",
    },
    "summary": {"en": "Summary", "zh": "摘要", "ru": "Кратко", "fr": "Résumé"},
    "method": {
        "en": "How it is computed, and its limits",
        "zh": "计算方法及其局限",
        "ru": "Как это рассчитано и где границы применимости",
        "fr": "Méthode et limites",
    },
}

ALTS: dict[str, Localised] = {
    "reproduction": {
        "en": "The line is R with its 50% and 90% bands; above the line at 1 the epidemic grows. The dotted line is R as the counts of each day told it; dashed lines are R from other kinds of counts.",
        "zh": "实线为 R 及其50%和90%区间；高于1表示疫情上升。点线为当日数据所示的 R；虚线为由其他计数得到的 R。",
        "ru": "Линия \u2014 R с полосами 50 и 90 процентов; выше единицы эпидемия растёт. Точками показано R по данным каждого дня, штрихами \u2014 R по другим данным.",
        "fr": "La ligne est R, avec ses bandes à 50 et 90\u00a0%\u00a0; au-dessus de 1 l’épidémie croît. En pointillé, R tel que les données de chaque jour le donnaient\u00a0; en tirets, R selon d’autres décomptes.",
    },
    "completed": {
        "en": "Bars are the counts told so far; points with 90% intervals are what they will probably become.",
        "zh": "柱形为目前已报数；圆点及90%区间为预计最终数。",
        "ru": "Столбцы \u2014 сообщённое до сих пор; точки с 90-процентными интервалами \u2014 ожидаемое в итоге.",
        "fr": "Barres\u00a0: ce qui est signalé à ce jour\u00a0; points et intervalles à 90\u00a0%\u00a0: ce que cela devrait devenir.",
    },
}
