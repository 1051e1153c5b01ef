"""What hubs ask about a model, in the reader's words: labels of hubverse's usual metadata fields.

The form that asks and the page that answers say the same. Fields that a hub made up itself keep its own name.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["label_of"]

LABELS: dict[str, str | Promise] = {
    "team_name": _("Team"),
    "team_abbr": _("Abbreviation of the team"),
    "model_name": _("Name of the model"),
    "model_abbr": _("Abbreviation of the model"),
    "model_version": _("Version"),
    "model_contributors": _("Contributors"),
    "website_url": _("Website"),
    "repo_url": _("Repository"),
    "license": _("Licence"),
    "designated_model": _("Designated for ensembles"),
    "citation": _("Citation"),
    "team_funding": _("Funding"),
    "data_inputs": _("Data it uses"),
    "data_sources": _("Data it uses"),
    "methods": _("Methods, in short"),
    "methods_long": _("Methods, at length"),
    "methods_url": _("Methods, elsewhere"),
    "ensemble_of_models": _("An ensemble of models"),
    "ensemble_of_hub_models": _("An ensemble of this hub’s models"),
}


def label_of(name: str) -> str | Promise:
    """The label of a metadata field."""
    return LABELS.get(name) or name.replace("_", " ").capitalize()
