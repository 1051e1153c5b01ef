"""`anso calls assign`: from file to file, and every refusal with its place and mend."""

import polars as pl
import pytest

from anso.cli.main import main

GOOD = "application,reviewer,affinity,conflict\na,X,0.9,0\na,Y,0.8,no\nb,X,0.85,\nb,Y,0.1,false\n"


@pytest.fixture
def run(tmp_path, capsys):
    def run(text, *options, reviews=1, load=1, **files):
        path = tmp_path / "pairs.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        more = []
        for name, content in files.items():
            (tmp_path / f"{name}.csv").write_text(content)
            more += [f"--{name}", str(tmp_path / f"{name}.csv")]
        output = tmp_path / "out.csv"
        asked = ["--reviews-per", str(reviews), "--load", str(load), "--output", str(output)]
        code = main(["calls", "assign", str(path), *asked, *more, *options])
        told = capsys.readouterr()
        return code, output.read_text() if output.exists() else None, told.out, told.err

    return run


def test_pairs_of_the_best_total_are_written(run):
    code, written, out, _ = run(GOOD)
    assert (code, written) == (0, "application,reviewer,affinity\na,Y,0.8\nb,X,0.85\n")
    assert "total           1.65\n" in out
    assert "worst-off       a: 0.8 in all" in out


def test_semicolons_decimal_commas_and_a_byte_order_mark_are_understood(run):
    text = "\ufeff" + GOOD.replace(",", ";").replace("0.", "0,")
    assert run(text)[:2] == (0, "application,reviewer,affinity\na,Y,0.8\nb,X,0.85\n")


def test_blank_lines_are_passed_over_and_counted(run):
    assert run(GOOD.replace("\nb,X", "\r\n\r\nb,X") + "\n\n")[0] == 0
    *_, err = run("application,reviewer,affinity\n\na,X,high\n")
    assert "row 2 (line 3), column affinity: 'high'" in err


def test_columns_that_are_not_used_are_told(run):
    *_, err = run("note,application,reviewer,affinity\nhello,a,X,1\n")
    assert err.endswith("pairs.csv: the columns note are not used.\n")


def test_conflicts_are_never_assigned(run):
    assert (
        run(GOOD.replace("b,X,0.85,", "b,X,,YES"))[1] == "application,reviewer,affinity\na,X,0.9\nb,Y,0.1\n"
    )
    assert (
        run(GOOD.replace("a,X,0.9,0", "a,X,,true"))[1] == "application,reviewer,affinity\na,Y,0.8\nb,X,0.85\n"
    )


def test_an_impossible_load_is_explained_with_the_smallest_change(run):
    code, written, _, err = run(GOOD, reviews=2)
    assert (code, written) == (2, None)
    assert err == (
        "4 reviews are wanted, but the 2 reviewers can take 2 together.\n"
        "Smallest change: raise loads by 2 in all: 1 more for X, 1 more for Y (or a load of 2 for everybody); "
        "or ask for 2 reviews fewer in all: 1 fewer for a, 1 fewer for b.\n"
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is empty; its first line must name the columns"),
        ("application,reviewer,affinity\n", "has a header but no rows"),
        ("application,reviewer\na,X\n", "has no column affinity"),
        (GOOD + "a,X,0.5,0\n", "row 5 (line 6): application a and reviewer X stand in row 1 already"),
        (GOOD + "c,X,high,0\n", "row 5 (line 6), column affinity: 'high' is no finite number"),
        (GOOD + "c,X,NaN,0\n", "row 5 (line 6), column affinity: 'NaN' is no finite number"),
        (GOOD + "c,X,,0\n", "row 5 (line 6), column affinity: is empty; give a number"),
        (GOOD + "c,X,0.5,perhaps\n", "row 5 (line 6), column conflict: 'perhaps' is neither yes nor no"),
        (GOOD + "c,,0.5,0\n", "row 5 (line 6), column reviewer: is empty; give the name of the reviewer"),
        (GOOD + "c,X,0.5\n", "line 6: has 3 cells where the header has 4"),
        (b"\xff\xfea\x00,\x00", "is no text; save it as CSV in UTF-8"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(run, text, sentence):
    code, written, _, err = run(text)
    assert (code, written) == (2, None)
    assert sentence in err


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--min-load", "2"], "--min-load: 2 is more than --load 1; lower it, or raise the load\n"),
        (["--random-limit", "0"], "--random-limit: 0.0 is no probability; give one above 0 and up to 1\n"),
        (["--per-country", "1"], "--per-country: needs --reviewers with a column country: name the file\n"),
    ],
)
def test_a_wrong_option_is_refused(run, options, sentence):
    code, _, _, err = run(GOOD, *options)
    assert (code, err) == (2, sentence)


def test_a_negative_load_is_refused(run):
    assert run(GOOD, load=-1)[3] == "--load: -1 is below 0; give a whole number of 0 or more\n"


def test_the_fairest_is_written_where_asked(run):
    text = "application,reviewer,affinity\na,X,10\na,Y,4\nb,X,5\nb,Y,1\n"
    assert run(text)[1] == "application,reviewer,affinity\na,X,10.0\nb,Y,1.0\n"
    assert run(text, "--fair")[1] == "application,reviewer,affinity\na,Y,4.0\nb,X,5.0\n"


def test_people_bring_their_own_loads_countries_and_languages(run, tmp_path):
    text = "application,reviewer,affinity\na,X,9\na,Y,8\na,Z,1\nb,X,9\nb,Y,8\nb,Z,1\n"
    people = "reviewer,load,country,languages\nX,2,KE,en fr\nY,,KE,en\nZ,2,PK,ru\n"
    code, written, *_ = run(text, "--per-country", "1", reviews=2, load=2, reviewers=people)
    assert (code, pl.read_csv(written.encode())["reviewer"].to_list()) == (0, ["X", "Z", "X", "Z"])
    works = "application,reviews,language\na,1,ru\nb,,\n"
    code, written, *_ = run(text, reviews=2, load=2, reviewers=people, applications=works)
    assert (code, pl.read_csv(written.encode())["reviewer"].to_list()) == (0, ["Z", "X", "Y"])


def test_kept_pairs_stay(run):
    kept = "application,reviewer\na,X\n"
    assert run(GOOD, keep=kept)[1] == "application,reviewer,affinity\na,X,0.9\nb,Y,0.1\n"


def test_a_draw_writes_the_probability_of_each_pair(run):
    code, written, *_ = run(GOOD, "--random-limit", "0.5", "--seed", "3")
    frame = pl.read_csv(written.encode())
    assert (code, frame.columns) == (0, ["application", "reviewer", "affinity", "probability"])
    assert frame["probability"].to_list() == [0.5, 0.5]
