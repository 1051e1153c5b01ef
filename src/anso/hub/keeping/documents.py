"""The configuration of a hub of step-ahead forecasts, as hubverse's schema v6 has it.

In comes what is asked: targets, places, horizons, levels, rounds; out come the JSON documents by their
paths, which `Definition.of` reads like anybody's.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from anso.hub.definition.definition import ADMIN, METADATA_SCHEMA, TARGET_DATA, TASKS

__all__ = ["LEVELS", "step_ahead_documents"]

LEVELS = (0.01, 0.025, *(round(0.05 * step, 2) for step in range(1, 20)), 0.975, 0.99)
"""The 23 levels that the forecast hubs of COVID-19 and influenza ask for."""

SCHEMAS = "https://raw.githubusercontent.com/hubverse-org/schemas/main/v6.0.0"


def step_ahead_documents(
    *,
    name: str,
    maintainer: str,
    email: str,
    targets: Mapping[str, str],
    locations: Sequence[str],
    horizons: Sequence[int],
    reference_dates: Sequence[date],
    end_dates: Sequence[date],
    levels: Sequence[float] = LEVELS,
    time_unit: str = "week",
    timezone: str = "UTC",
    due: tuple[int, int] = (-6, 2),
    synthetic: bool = False,
) -> dict[str, bytes]:
    """The files of hub-config; `targets` gives each target's units, `due` the days around the reference date."""
    task_ids = {
        "reference_date": {"required": None, "optional": [str(day) for day in reference_dates]},
        "target": {"required": None, "optional": list(targets)},
        "horizon": {"required": None, "optional": list(horizons)},
        "location": {"required": None, "optional": list(locations)},
        "target_end_date": {"required": None, "optional": [str(day) for day in end_dates]},
    }
    tasks = {
        "schema_version": f"{SCHEMAS}/tasks-schema.json",
        "rounds": [
            {
                "round_id_from_variable": True,
                "round_id": "reference_date",
                "model_tasks": [
                    {
                        "task_ids": task_ids,
                        "output_type": {
                            "quantile": {
                                "output_type_id": {"required": list(levels)},
                                "is_required": True,
                                "value": {"type": "double", "minimum": 0},
                            }
                        },
                        "target_metadata": [
                            {
                                "target_id": target,
                                "target_name": target.capitalize(),
                                "target_units": units,
                                "target_keys": {"target": target},
                                "target_type": "continuous",
                                "is_step_ahead": True,
                                "time_unit": time_unit,
                            }
                            for target, units in targets.items()
                        ],
                    }
                ],
                "submissions_due": {"relative_to": "reference_date", "start": due[0], "end": due[1]},
            }
        ],
        "derived_task_ids": ["target_end_date"],
        "additional_metadata": {"synthetic": synthetic},
    }
    admin = {
        "schema_version": f"{SCHEMAS}/admin-schema.json",
        "name": name,
        "maintainer": maintainer,
        "contact": {"name": maintainer, "email": email},
        "repository": {"host": "GitHub", "owner": "anso", "name": name.lower().replace(" ", "-")},
        "file_format": ["parquet", "csv"],
        "timezone": timezone,
    }
    target_data = {
        "schema_version": f"{SCHEMAS}/target-data-schema.json",
        "observable_unit": ["target_end_date", "target", "location"],
        "date_col": "target_end_date",
        "versioned": True,
    }
    documents: dict[str, Any] = {
        TASKS: tasks,
        ADMIN: admin,
        TARGET_DATA: target_data,
        METADATA_SCHEMA: model_schema(),
    }
    return {path: json.dumps(content, indent=1).encode() for path, content in documents.items()}


def model_schema() -> dict[str, Any]:
    """What a model's metadata must say."""
    word = {"type": "string", "pattern": "^[A-Za-z0-9_]+$", "maxLength": 16}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {
            "team_name": {"type": "string"},
            "team_abbr": word,
            "model_name": {"type": "string"},
            "model_abbr": word,
            "designated_model": {"type": "boolean"},
            "license": {"type": "string"},
            "methods": {"type": "string", "maxLength": 200},
        },
        "required": ["team_name", "team_abbr", "model_name", "model_abbr", "designated_model"],
    }
