"""A small valid hub configuration, that tests copy and break in one place."""

import json
from typing import Any

SCHEMAS = "https://raw.githubusercontent.com/hubverse-org/schemas/main"
ROUNDS = ["2022-10-22", "2022-10-29", "2022-11-05"]
ENDS = ["2022-10-29", "2022-11-05", "2022-11-12", "2022-11-19"]
LEVELS = [0.1, 0.25, 0.5, 0.75, 0.9]
CATEGORIES = ["low", "moderate", "high", "very high"]


def task_ids(target: str) -> dict[str, Any]:
    return {
        "reference_date": {"required": None, "optional": list(ROUNDS)},
        "target": {"required": None, "optional": [target]},
        "horizon": {"required": [1], "optional": [2]},
        "location": {"required": ["US"], "optional": ["01", "02"]},
        "target_end_date": {"required": None, "optional": list(ENDS)},
    }


def metadata(target: str, target_type: str, units: str) -> list[dict[str, Any]]:
    return [
        {
            "target_id": target,
            "target_name": f"weekly {target}",
            "target_units": units,
            "target_keys": {"target": target},
            "target_type": target_type,
            "is_step_ahead": True,
            "time_unit": "week",
        }
    ]


def tasks(version: str = "6.0.0") -> dict[str, Any]:
    return {
        "schema_version": f"{SCHEMAS}/v{version}/tasks-schema.json",
        "rounds": [
            {
                "round_id_from_variable": True,
                "round_id": "reference_date",
                "model_tasks": [
                    {
                        "task_ids": task_ids("inc hosp"),
                        "output_type": {
                            "quantile": {
                                "output_type_id": {"required": list(LEVELS)},
                                "is_required": True,
                                "value": {"type": "double", "minimum": 0},
                            },
                            "mean": {
                                "output_type_id": {"required": None},
                                "is_required": False,
                                "value": {"type": "double", "minimum": 0},
                            },
                            "sample": {
                                "output_type_id_params": {
                                    "type": "integer",
                                    "min_samples_per_task": 3,
                                    "max_samples_per_task": 4,
                                    "compound_taskid_set": ["reference_date", "location"],
                                },
                                "is_required": False,
                                "value": {"type": "integer", "minimum": 0},
                            },
                        },
                        "target_metadata": metadata("inc hosp", "discrete", "count"),
                    },
                    {
                        "task_ids": task_ids("hosp rate"),
                        "output_type": {
                            "cdf": {
                                "output_type_id": {"required": [1, 2, 5.5]},
                                "is_required": False,
                                "value": {"type": "double", "minimum": 0, "maximum": 1},
                            }
                        },
                        "target_metadata": metadata("hosp rate", "continuous", "rate per 100,000"),
                    },
                    {
                        "task_ids": task_ids("hosp category"),
                        "output_type": {
                            "pmf": {
                                "output_type_id": {"required": list(CATEGORIES)},
                                "is_required": False,
                                "value": {"type": "double", "minimum": 0, "maximum": 1},
                            }
                        },
                        "target_metadata": metadata("hosp category", "ordinal", "category"),
                    },
                ],
                "submissions_due": {"relative_to": "reference_date", "start": -6, "end": -3},
            }
        ],
        "derived_task_ids": ["target_end_date"],
    }


def admin(version: str = "6.0.0") -> dict[str, Any]:
    return {
        "schema_version": f"{SCHEMAS}/v{version}/admin-schema.json",
        "name": "Test hub",
        "maintainer": "The maintainers",
        "contact": {"name": "A. Person", "email": "person@example.org"},
        "repository": {"host": "github", "owner": "example", "name": "test-hub"},
        "file_format": ["csv", "parquet"],
        "timezone": "US/Eastern",
    }


def target_data() -> dict[str, Any]:
    return {
        "schema_version": f"{SCHEMAS}/v6.0.0/target-data-schema.json",
        "observable_unit": ["target_end_date", "target", "location"],
        "date_col": "target_end_date",
        "time-series": {"versioned": True, "non_task_id_schema": {"as_of": "Date"}},
        "oracle-output": {"has_output_type_ids": True},
    }


def metadata_schema() -> dict[str, Any]:
    return {
        "$schema": "http://json-schema.org/draft-07/schema",
        "type": "object",
        "properties": {
            "team_name": {"type": "string"},
            "team_abbr": {"type": "string", "pattern": "^[a-zA-Z0-9_+]+$", "maxLength": 16},
            "model_name": {"type": "string"},
            "model_abbr": {"type": "string", "pattern": "^[a-zA-Z0-9_+]+$", "maxLength": 16},
            "license": {"type": "string", "enum": ["cc-by-4.0", "mit"]},
            "website_url": {"type": "string", "format": "uri"},
            "designated_model": {"type": "boolean"},
        },
        "additionalProperties": False,
        "required": ["team_name", "team_abbr", "model_name", "model_abbr", "license"],
    }


def contents(**changed: Any) -> dict[str, bytes]:
    """The files of hub-config; a document, or bytes, given by name takes the place of the valid one."""
    documents = {
        "tasks": tasks(),
        "admin": admin(),
        "target-data": target_data(),
        "model-metadata-schema": metadata_schema(),
    } | {name.replace("_", "-"): document for name, document in changed.items()}
    return {
        f"hub-config/{name}.json": document if isinstance(document, bytes) else json.dumps(document).encode()
        for name, document in documents.items()
        if document is not None
    }
