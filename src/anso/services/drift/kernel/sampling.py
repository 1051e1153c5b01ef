"""A field's values at the places of many particles."""

# The compiler infers these types itself, and differently for each kind of array.
# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls, no-warn-return-any

from anso.services.drift.kernel.compiled import compiled
from anso.services.drift.kernel.fields import sample
from anso.services.drift.kernel.layout import Fields

__all__ = ["sampled"]


@compiled
def sampled(fields: Fields, kind, node, longitude, latitude, east, north, answers) -> None:
    """Fills `east`, `north` and `answers` (see `fields.FOUND`) at each particle."""
    for particle in range(len(longitude)):
        u, v, answer = sample(fields, kind, node, particle, longitude[particle], latitude[particle])
        east[particle], north[particle], answers[particle] = u, v, answer
