"""How targets are called on the hubs' pages."""

import pytest
from django.utils.translation import override

from anso.portal.hubs.targets import target_words


@pytest.mark.parametrize(
    ("target", "named", "said"),
    [
        ("inc case", "Inc case", "new cases a week"),
        ("wk inc flu hosp", "", "influenza admissions a week"),
        ("rain tercile", "Category of rain", "Category of rain"),
        ("rain tercile", "", "rain tercile"),
    ],
)
def test_a_target_is_called_by_common_words_or_as_its_hub_names_it(
    target: str, named: str, said: str
) -> None:
    with override("en"):
        assert target_words(target, named) == said
