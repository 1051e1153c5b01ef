"""A model's metadata: the file's place and name, and what it says against the hub's own schema."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from anso.errors import InvalidInputError, NotFoundError, Problem
from anso.hub.checks.metadata.state import Metadata
from anso.hub.checks.registry import NotAsked, check
from anso.hub.checks.report import at_rows, limited
from anso.hub.checks.submission.name import metadata_name
from anso.hub.definition.definition import METADATA_SCHEMA
from anso.hub.definition.document import MAXIMUM_BYTES, json_path, parsed

SUBJECT = "metadata"

FOLDER = "model-metadata"
ENDINGS = (".yml", ".yaml")


@check(SUBJECT, "metadata_schema_exists", "The hub has a schema of model metadata, and it is valid")
def metadata_schema_exists(metadata: Metadata) -> Iterable[Problem]:
    _ = _validator(metadata)
    return ()


@check(SUBJECT, "metadata_file_exists", "The metadata file is there")
def metadata_file_exists(metadata: Metadata) -> Iterable[Problem]:
    if metadata.given is None and not metadata.hub.folder.exists(metadata.path):
        yield at_rows(f"is not in {metadata.hub.folder.address}; add it")


@check(SUBJECT, "metadata_file_ext", "The metadata file is YAML by its name")
def metadata_file_ext(metadata: Metadata) -> Iterable[Problem]:
    ending = PurePosixPath(metadata.path).suffix
    if ending not in ENDINGS:
        yield at_rows(f"its ending is {ending or 'missing'}; it should be .yml or .yaml")


@check(SUBJECT, "metadata_file_location", "The metadata file lies in model-metadata")
def metadata_file_location(metadata: Metadata) -> Iterable[Problem]:
    found = str(PurePosixPath(metadata.path).parent)
    if found != FOLDER:
        yield at_rows(f"lies in {found}; put it into {FOLDER}")


@check(
    SUBJECT,
    "metadata_matches_schema",
    "What the metadata say is as the hub's schema asks",
    needs=("metadata_schema_exists", "metadata_file_exists"),
)
def metadata_matches_schema(metadata: Metadata) -> Iterable[Problem]:
    from jsonschema.exceptions import best_match

    faults = []
    for error in sorted(
        _validator(metadata).iter_errors(_plain(metadata.document)), key=lambda one: list(map(str, one.path))
    ):
        one = best_match([error]) if error.context else error
        path = json_path(list(one.absolute_path))
        faults.append(at_rows(_said(one), column="") if not path else at_rows(f"{path}: {_said(one)}"))
    return limited(faults)


@check(
    SUBJECT,
    "metadata_file_name",
    "The metadata file is called as the model it describes",
    needs=("metadata_file_exists",),
)
def metadata_file_name(metadata: Metadata) -> Iterable[Problem]:
    name = metadata_name(metadata.path)
    document = metadata.document
    if isinstance(document.get("model_id"), str):
        stated = str(document["model_id"])
    elif isinstance(document.get("team_abbr"), str) and isinstance(document.get("model_abbr"), str):
        stated = f"{document['team_abbr']}-{document['model_abbr']}"
    else:
        yield at_rows("names neither model_id nor team_abbr and model_abbr; add them")
        return
    if stated != name.model_id:
        yield at_rows(f"describes {stated}; call the file {stated}.yml, or mend team_abbr and model_abbr")


@check(
    SUBJECT,
    "metadata_team_max_model_n",
    "The team has no more models than the hub allows",
    needs=("metadata_file_exists",),
)
def metadata_team_max_model_n(metadata: Metadata) -> Iterable[Problem]:
    arguments = metadata.hub.optional.get("opt_check_metadata_team_max_model_n")
    if arguments is None:
        raise NotAsked("the hub does not ask for it in validations.yml")
    most = int(arguments.get("n_max", 2))
    try:
        team = metadata_name(metadata.path).team
    except InvalidInputError:
        raise NotAsked("the file's name states no team") from None
    stems = {
        PurePosixPath(name).stem
        for name in [*metadata.hub.folder.names(FOLDER), PurePosixPath(metadata.path).name]
    }
    models = sorted(stem for stem in stems if stem.startswith(f"{team}-"))
    if len(models) > most:
        yield at_rows(
            f"the team {team} has {len(models)} models ({', '.join(models)}); the hub allows {most}"
        )


def _validator(metadata: Metadata) -> Any:
    """The hub's schema as a validator."""
    import jsonschema
    from referencing import Registry

    try:
        content = metadata.hub.folder.read(METADATA_SCHEMA, limit=MAXIMUM_BYTES)
    except NotFoundError:
        raise InvalidInputError([at_rows(f"the hub has no {METADATA_SCHEMA}; add it")]) from None
    document, problems = parsed(content, METADATA_SCHEMA)
    if problems:
        raise InvalidInputError(problems)
    kind = jsonschema.validators.validator_for(document, default=jsonschema.Draft7Validator)
    try:
        kind.check_schema(document)
    except jsonschema.SchemaError as error:
        where = json_path(list(error.absolute_path))
        raise InvalidInputError([at_rows(f"{where}: {error.message}"[:300], file=METADATA_SCHEMA)]) from error
    # An empty registry: a schema that refers to addresses elsewhere never makes us fetch them.
    return kind(document, registry=Registry(), format_checker=kind.FORMAT_CHECKER)


def _plain(value: Any) -> Any:
    """YAML's dates as the text that they were, which is what JSON schemas know."""
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _said(error: Any) -> str:
    """A fault against a schema in words, with its mend."""
    wanted = error.validator_value
    shown = str(error.instance)[:60]
    if error.validator == "required":
        absent = [name for name in wanted if name not in error.instance]
        return f"has no {' and no '.join(absent)}; add {'it' if len(absent) == 1 else 'them'}"
    if error.validator == "additionalProperties":
        strange = sorted(set(error.instance) - set(error.schema.get("properties", {})))
        return f"{', '.join(strange)} is no property that the hub knows; take it out, or mend its spelling"
    if error.validator == "enum":
        return f"{shown!r} is none of {', '.join(map(str, wanted))}"
    if error.validator == "type":
        return f"{shown!r} should be of type {wanted}"
    if error.validator == "maxLength":
        return f"has {len(error.instance)} characters; {wanted} are allowed"
    if error.validator == "pattern":
        return f"{shown!r} does not fit the pattern {wanted}"
    if error.validator == "format":
        return f"{shown!r} is no {wanted}"
    return str(error.message)[:200]
