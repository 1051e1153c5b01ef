"""What is asked of `epidemics.scenarios`, in other languages than English, and when a file belongs to a set."""

from anso.errors import BadValueError
from anso.product import FieldWords, Upload
from anso.services.epidemics.scenarios.shown.four import four

__all__ = ["FIELDS", "file_with_its_set"]

OWN = "own"

FIELDS = {
    "set": FieldWords(
        label={"en": "Set of scenarios", "zh": "情景集", "ru": "Набор сценариев", "fr": "Jeu de scénarios"},
        help={
            "zh": "随软件提供的情景集之一，或您自己的",
            "ru": "Один из готовых наборов или свой",
            "fr": "L’un des jeux fournis, ou le vôtre",
        },
        choices={
            "measures-vaccination": four(
                "Measures and vaccination",
                "防控措施与疫苗接种",
                "Меры и вакцинация",
                "Mesures et vaccination",
            ),
            "variant-boosters": four(
                "New variant and boosters",
                "新变异株与加强接种",
                "Новый вариант и бустерные дозы",
                "Nouveau variant et rappels",
            ),
            "waning-season": four(
                "Waning immunity and season",
                "免疫减退与季节性",
                "Угасание иммунитета и сезон",
                "Affaiblissement de l’immunité et saison",
            ),
            "own": four("A file of your own", "您自己的文件", "Свой файл", "Votre propre fichier"),
        },
    ),
    "own": FieldWords(
        label={
            "en": "File with a set of your own",
            "zh": "您自己的情景集文件",
            "ru": "Файл со своим набором",
            "fr": "Fichier de votre propre jeu",
        },
        help={
            "zh": "情景集选“您自己的文件”时：与随软件提供的情景集格式相同的TOML文件",
            "ru": "Если выбран свой файл: TOML в том же виде, что и готовые наборы",
            "fr": "Si vous choisissez votre propre fichier\u00a0: un TOML de même forme que les jeux fournis",
        },
    ),
    "months": FieldWords(
        label={"en": "Months ahead", "zh": "推演月数", "ru": "Месяцев вперёд", "fr": "Mois à venir"},
        help={"zh": "3至12个月", "ru": "От 3 до 12", "fr": "De 3 à 12"},
    ),
}
OWN_WITHOUT_FILE = four(
    "own sets come as a file: give one, or choose a packaged set",
    "使用自己的情景集需要提供文件：请上传文件，或选择随软件提供的情景集",
    "свой набор даётся файлом: приложите его или выберите готовый набор",
    "un jeu à vous se donne en fichier\u00a0: joignez-le, ou choisissez un jeu fourni",
)
FILE_WITHOUT_OWN = four(
    "a file is read with set own only; choose set own, or leave the file out",
    "只有选择“您自己的文件”时才读取文件：请改选该项，或不要上传文件",
    "файл читается лишь при наборе «свой файл»: выберите его или уберите файл",
    "un fichier n’est lu qu’avec le jeu «\u00a0own\u00a0»\u00a0: choisissez-le, ou retirez le fichier",
)


def file_with_its_set(own: Upload | None, chosen: str | None) -> Upload | None:
    """A file is given with the set `own`, and with no other; a set that was refused has its own sentence."""
    if chosen == OWN and own is None:
        raise BadValueError(OWN_WITHOUT_FILE)
    if own is not None and chosen not in (OWN, None):
        raise BadValueError(FILE_WITHOUT_OWN)
    return own
