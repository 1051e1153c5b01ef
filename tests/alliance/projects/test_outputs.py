"""Outputs and their DOIs."""

import pytest
from tests.alliance.calls.world import person
from tests.alliance.projects import world

from anso.alliance.projects import actions
from anso.alliance.projects.dois import normal_doi
from anso.errors import InvalidInputError


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("10.1000/182", "10.1000/182"),
        ("https://doi.org/10.1038/S41586-020-2649-2", "10.1038/s41586-020-2649-2"),
        ("http://dx.doi.org/10.1002/(SICI)1097-0258%2819980815%291", "10.1002/(sici)1097-0258(19980815)1"),
        ("doi: 10.5281/zenodo.3509134", "10.5281/zenodo.3509134"),
        ("  ", ""),
    ],
)
def test_doi_is_kept_in_one_spelling(given: str, kept: str) -> None:
    assert normal_doi(given) == kept


@pytest.mark.parametrize(
    "given", ["10.1000", "11.1000/1", "10.10/1", "https://example.org/10.1000/1", "10.1000/a b"]
)
def test_what_is_no_doi_is_refused_with_an_example(given: str) -> None:
    with pytest.raises(InvalidInputError, match=r"10\.1000/182"):
        normal_doi(given)


@pytest.mark.django_db
def test_output_of_the_same_doi_is_entered_once_however_it_is_written() -> None:
    leader = person("leader")
    project = world.project(leader)
    first = actions.add_output(
        actor=leader, project=project, kind="paper", title="Ice.", authors="A. One; B. Two", venue="Journal of Ice",
        year=2022, doi="https://doi.org/10.1000/ICE",
    )  # fmt: skip
    assert first.citation == "A. One; B. Two (2022). Ice. Journal of Ice. https://doi.org/10.1000/ice"
    with pytest.raises(InvalidInputError, match="already"):
        actions.add_output(actor=leader, project=project, kind="paper", title="Ice", doi="doi:10.1000/ice")
    actions.withdraw_output(actor=leader, output=first, reason="Retracted")
    again = actions.add_output(actor=leader, project=project, kind="paper", title="Ice", doi="10.1000/ice")
    assert project.outputs.filter(withdrawn="").get() == again
