"""The definition of a call as pages of forms: a part a page, every text in the four languages side by side.

In come a definition as JSON and the place of one part in it; out go inputs for a template, and from what was sent the
definition with that part replaced. Whether the parts fit each other is said by `definition.read_definition` alone.
"""

from anso.alliance.calls.forms.definition.inputs import Input, inputs_of
from anso.alliance.calls.forms.definition.moving import added, moved, removed, replaced
from anso.alliance.calls.forms.definition.places import Place, children_of, place_of, where_in_words
from anso.alliance.calls.forms.definition.sent import read_part

__all__ = [
    "Input",
    "Place",
    "added",
    "children_of",
    "inputs_of",
    "moved",
    "place_of",
    "read_part",
    "removed",
    "replaced",
    "where_in_words",
]
