"""The subjects that products are found under: the alliance's corridors, and the alliance's own countries."""

from dataclasses import dataclass

from anso.release.localised import Localised

__all__ = ["CORRIDORS", "Corridor"]


@dataclass(frozen=True)
class Corridor:
    slug: str
    title: Localised
    summary: Localised


CORRIDORS = {
    corridor.slug: corridor
    for corridor in (
        Corridor(
            "health",
            {"en": "Health", "zh": "健康", "ru": "Здоровье", "fr": "Santé"},
            {
                "en": "Epidemics, genomes and vital signs",
                "zh": "疫情、基因组与生命体征",
                "ru": "Эпидемии, геномы и показатели жизнедеятельности",
                "fr": "Épidémies, génomes et signes vitaux",
            },
        ),
        Corridor(
            "climate",
            {"en": "Climate", "zh": "气候", "ru": "Климат", "fr": "Climat"},
            {
                "en": "Season outlooks, disasters, and drift at sea",
                "zh": "季节展望、灾害与海上漂移",
                "ru": "Сезонные прогнозы, бедствия и дрейф на море",
                "fr": "Perspectives saisonnières, catastrophes et dérive en mer",
            },
        ),
        Corridor(
            "food",
            {"en": "Food", "zh": "粮食", "ru": "Продовольствие", "fr": "Alimentation"},
            {
                "en": "Crops, pests and production",
                "zh": "作物、病虫害与产量",
                "ru": "Посевы, вредители и урожай",
                "fr": "Cultures, ravageurs et production",
            },
        ),
        Corridor(
            "green",
            {"en": "Green", "zh": "绿色", "ru": "Экология", "fr": "Environnement"},
            {
                "en": "Ecological security and green technology",
                "zh": "生态安全与绿色技术",
                "ru": "Экологическая безопасность и зелёные технологии",
                "fr": "Sécurité écologique et technologies vertes",
            },
        ),
        Corridor(
            "alliance",
            {"en": "Countries", "zh": "国家", "ru": "Страны", "fr": "Pays"},
            {
                "en": "Profiles of the countries the alliance works in",
                "zh": "联盟所在国家概况",
                "ru": "Сведения о странах, где работает альянс",
                "fr": "Profils des pays où l’alliance travaille",
            },
        ),
    )
}
