"""What is asked of `epidemics.situation`, in other languages than English, and why a day is refused."""

from datetime import date

from anso import language as lang
from anso.product import FieldWords

__all__ = ["FIELDS", "out_of_range"]

FIELDS = {
    "source": FieldWords(
        label={"en": "Source", "zh": "数据来源", "ru": "Источник", "fr": "Source"},
        help={
            "zh": "采用谁的统计：随软件提供的数据（2020年1月至6月8日），或实时来源",
            "ru": "Чьи данные: встроенные (с января по 8 июня 2020 года) или один из обновляемых источников",
            "fr": "D’où viennent les chiffres\u00a0: les données fournies avec le logiciel (de janvier au 8 juin 2020) ou une source en ligne",
        },
        choices={
            "covid-2020": {
                "en": "Packaged: COVID-19, January to 8 June 2020",
                "zh": "随软件提供：新冠疫情，2020年1月至6月8日",
                "ru": "Встроенные данные: COVID-19, январь \u2014 8 июня 2020 года",
                "fr": "Fournies\u00a0: COVID-19, de janvier au 8 juin 2020",
            },
            "who": {
                "en": "Live: World Health Organization",
                "zh": "实时：世界卫生组织",
                "ru": "Обновляемый источник: Всемирная организация здравоохранения",
                "fr": "En ligne\u00a0: Organisation mondiale de la santé",
            },
            "owid": {
                "en": "Live: Our World in Data",
                "zh": "实时：Our World in Data",
                "ru": "Обновляемый источник: Our World in Data",
                "fr": "En ligne\u00a0: Our World in Data",
            },
            "ecdc": {
                "en": "Live: European Centre for Disease Prevention and Control",
                "zh": "实时：欧洲疾病预防控制中心",
                "ru": "Обновляемый источник: Европейский центр профилактики и контроля заболеваний",
                "fr": "En ligne\u00a0: Centre européen de prévention et de contrôle des maladies",
            },
        },
    ),
    "issued": FieldWords(
        label={"en": "Day", "zh": "日期", "ru": "День", "fr": "Jour"},
        help={
            "zh": "所述态势的日期；只使用当天已知的数据",
            "ru": "День, на который излагается обстановка; используются только данные, известные в этот день",
            "fr": "Jour de la situation\u00a0; seules les données connues ce jour-là sont utilisées",
        },
    ),
    "region": FieldWords(
        label={"en": "Region", "zh": "区域", "ru": "Регион", "fr": "Région"},
        help={
            "zh": "要说明哪个区域的国家和地区",
            "ru": "Регион, о странах которого идёт речь",
            "fr": "Région dont les pays sont décrits",
        },
    ),
}


def out_of_range(issued: date, source: str, first: date, last: date) -> dict[str, str]:
    """The day lies outside the data of the source."""

    def sentence(code: str) -> str:
        when, since, until = (lang.day(day, code) for day in (issued, first, last))
        match code:
            case "zh":
                return f"{when}不在 {source} 的数据范围内；其数据自{since}至{until}"
            case "ru":
                return f"{when} \u2014 вне данных {source}: они охватывают время с {since} по {until}"
            case "fr":
                return f"le {when} est hors des données de {source}, qui vont du {since} au {until}"
            case _:
                return f"{issued} is outside the data of {source}, which runs from {first} to {last}"

    return lang.in_all(sentence)
