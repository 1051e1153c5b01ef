"""Files of scores, read and written by the command."""

import numpy as np
import polars as pl
import pytest

from anso.alliance.calls.calibrating.reading import of_criteria, read_scores
from anso.cli import main
from anso.errors import InvalidInputError

SCORES = "application,reviewer,score\na,x,7\na,y,5\nb,x,8\nb,z,4\nc,y,6\nc,z,NA\nd,z,\n"


def written(folder, text, name="scores.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_command_writes_one_row_an_application(tmp_path, capsys):
    output, reviewers = tmp_path / "out.csv", tmp_path / "reviewers.csv"
    given = [str(written(tmp_path, SCORES)), "--output", str(output), "--reviewers", str(reviewers)]
    assert main(["calls", "calibrate", *given, "--places", "2"]) == 0
    table = pl.read_csv(output)
    assert table.columns[:4] == ["application", "raw", "adjusted", "se"]
    assert sorted(table["application"]) == ["a", "b", "c", "d"]
    assert table["adjusted"].is_sorted(descending=True)
    assert table.filter(application="d")["raw"].to_list() == [None]
    assert table.filter(application="c")["reviews"].to_list() == [1]
    assert table["p_above"].sum() == pytest.approx(2)
    assert sorted(pl.read_csv(reviewers)["reviewer"]) == ["x", "y", "z"]
    assert "1 application has no score" in capsys.readouterr().err


def test_the_same_seed_writes_the_same_bytes(tmp_path):
    source = written(tmp_path, SCORES)
    for name in ("one.csv", "two.csv"):
        assert (
            main(["calls", "calibrate", str(source), "--output", str(tmp_path / name), "--places", "2"]) == 0
        )
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


def test_semicolons_marks_and_commas_of_spreadsheets_read_the_same(tmp_path):
    plain = read_scores(written(tmp_path, "application,reviewer,score\na,x,7.5\nb,x,8\n"))
    other = read_scores(
        written(tmp_path, "\ufeffApplication;Reviewer;Score\r\na;x;7,5\r\nb;x;8\r\n", "other.csv")
    )
    assert other.applications == plain.applications
    assert other.scores.tolist() == plain.scores.tolist() == [7.5, 8]


def test_every_fault_is_named_with_its_row_and_column(tmp_path, capsys):
    source = written(tmp_path, "application,reviewer,score\na,x,good\n,y,3\nb,x,1\nb,x,2\n")
    assert main(["calls", "calibrate", str(source), "--output", str(tmp_path / "out.csv")]) == 2
    said = capsys.readouterr().err
    assert "row 1 (line 2), column score: 'good' is no finite number" in said
    assert "row 2 (line 3), column application: is empty" in said
    assert "row 4 (line 5): application b and reviewer x stand in row 3 already" in said
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("application,reviewer\na,x\n", "has no column score"),
        ("application,reviewer,score\n", "has a header but no rows"),
        ("application,reviewer,score,weight\na,x,1,-2\n", "-2 is below 0"),
    ],
)
def test_what_is_no_file_of_scores_is_refused(tmp_path, text, said):
    with pytest.raises(InvalidInputError, match=said):
        read_scores(written(tmp_path, text))


def test_criteria_are_weighted_means_where_none_is_missing():
    of = ["a"] * 4 + ["b"] * 4
    by = ["x", "x", "y", "y"] * 2
    criteria = ["merit", "plan"] * 4
    score = np.array([9, 3, 8, 2, 7, 5, 6, 1.0])
    weight = np.array([2, 1.0] * 4)
    applications, reviewers, combined = of_criteria(of, by, criteria, score, weight)
    assert list(zip(applications, reviewers, strict=True)) == [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")]
    assert combined == pytest.approx([7, 6, 19 / 3, 13 / 3])


def test_a_missing_criterion_is_taken_for_an_average_one():
    """Merit averages 8 and plan 2; a review that lacks plan, with merit 9, is one point above in what it has."""
    _, _, combined = of_criteria(
        ["a", "a", "b"], ["x"] * 3, ["merit", "plan", "merit"], np.array([7, 2, 9.0]), None
    )
    assert combined == pytest.approx([4.5, 6])


def test_a_weight_of_nought_counts_as_missing(tmp_path):
    scores = read_scores(written(tmp_path, "application,reviewer,score,weight\na,x,1,0\nb,x,2,3\n"))
    assert np.isnan(scores.scores[0])
    assert scores.weights.tolist() == [1, 3]
