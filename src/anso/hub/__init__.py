"""Probabilistic forecasts as tables: checked, kept, scored, combined and compared; the same for every hazard.

For a notebook the names that matter stand here, each imported when it is first used:

    from anso import hub

    forecasts = hub.read_forecasts("model-output")
    truth = hub.read_observations("target-data/time-series.csv")
    hub.summarise(hub.score(forecasts, truth), ["model_id", "horizon"], baseline="team-baseline")

The rooms, in the order data passes: `definition` and `checks` (what a hub asks, and whether a file answers it),
`reading` and `keeping` (from files, and back), `dense` (tables as matrices), `scores` and `compare`,
`ensembles` and `training`, `board` (what pages show), `simulate` (a synthetic hub).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anso.hub.checks import Report, validate_hub, validate_metadata, validate_submission
    from anso.hub.compare import (
        bootstrap,
        difference_test,
        interval_coverage,
        pairwise,
        pit_histogram,
        quantile_coverage,
        relative_skill,
        skill_map,
    )
    from anso.hub.definition import Definition
    from anso.hub.ensembles import combine, past_weights
    from anso.hub.keeping import Hub, Shelf
    from anso.hub.reading import read_forecasts, read_observations
    from anso.hub.scores import (
        score,
        score_cdf,
        score_joint_samples,
        score_pmf,
        score_points,
        score_samples,
        summarise,
    )
    from anso.hub.simulate import simulate_hub
    from anso.hub.training import trained
    from anso.release.forecast import tidy

ROOMS = {
    "anso.release.forecast": ("tidy",),
    "anso.hub.definition": ("Definition",),
    "anso.hub.checks": ("Report", "validate_hub", "validate_metadata", "validate_submission"),
    "anso.hub.reading": ("read_forecasts", "read_observations"),
    "anso.hub.keeping": ("Hub", "Shelf"),
    "anso.hub.scores": (
        "score",
        "score_cdf",
        "score_joint_samples",
        "score_pmf",
        "score_points",
        "score_samples",
        "summarise",
    ),
    "anso.hub.compare": (
        "bootstrap",
        "difference_test",
        "interval_coverage",
        "pairwise",
        "pit_histogram",
        "quantile_coverage",
        "relative_skill",
        "skill_map",
    ),
    "anso.hub.ensembles": ("combine", "past_weights"),
    "anso.hub.training": ("trained",),
    "anso.hub.simulate": ("simulate_hub",),
}
HOME_OF = {name: room for room, names in ROOMS.items() for name in names}

__all__ = [
    "Definition",
    "Hub",
    "Report",
    "Shelf",
    "bootstrap",
    "combine",
    "difference_test",
    "interval_coverage",
    "pairwise",
    "past_weights",
    "pit_histogram",
    "quantile_coverage",
    "read_forecasts",
    "read_observations",
    "relative_skill",
    "score",
    "score_cdf",
    "score_joint_samples",
    "score_pmf",
    "score_points",
    "score_samples",
    "simulate_hub",
    "skill_map",
    "summarise",
    "tidy",
    "trained",
    "validate_hub",
    "validate_metadata",
    "validate_submission",
]


def __getattr__(name: str) -> Any:
    if name not in HOME_OF:
        raise AttributeError(f"anso.hub has no {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(HOME_OF[name]), name)


def __dir__() -> list[str]:
    return __all__
