"""Files of quotas in their shapes, and the command on plain files."""

import polars as pl
import pytest

from anso.alliance.calls.selecting import Test
from anso.alliance.calls.selecting.reading import read_quotas, read_ranked
from anso.alliance.calls.selecting.reading.conditions import condition_of
from anso.cli import main
from anso.errors import InvalidInputError

RANKED = """application,score,degree,university,gender,country,cost
a,9,PhD,USTC,M,Kenya,10
b,8,PhD,UCAS,M,Kenya,20
c,7,Master,USTC,F,Peru,10
d,6,PhD,USTC,F,Trinidad and Tobago,30.5
e,5,Master,UCAS,F,Peru,10
"""
FACTS = {
    "degree": ["PhD", "Master"],
    "country": ["Trinidad and Tobago", "Peru"],
    "ldc": ["1", "0"],
    "age": ["30", "41"],
}


def written(folder, text, name):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def quotas_of(folder, text):
    return read_quotas(
        written(folder, text, "quotas.csv"), read_ranked(written(folder, RANKED, "ranked.csv"))
    )


@pytest.mark.parametrize(
    ("text", "tests"),
    [
        ("degree=PhD", [Test("degree", "in", ("PhD",))]),
        ("Degree == phd", [Test("degree", "in", ("PhD",))]),
        ("degree in {PhD, Master}", [Test("degree", "in", ("PhD", "Master"))]),
        ("degree=PhD|Master", [Test("degree", "in", ("PhD", "Master"))]),
        ("degree not in (PhD; Master)", [Test("degree", "not in", ("PhD", "Master"))]),
        ("country != 'Peru' & age<=35", [Test("country", "not in", ("Peru",)), Test("age", "<=", ("35",))]),
        (
            "country=Trinidad and Tobago and degree=PhD",
            [Test("country", "in", ("Trinidad and Tobago",)), Test("degree", "in", ("PhD",))],
        ),
        ("ldc=yes", [Test("ldc", "in", ("1",))]),
        ("all", []),
        ("", []),
    ],
)
def test_a_condition_reads_as_it_is_written(text, tests):
    assert condition_of(text, "", FACTS) == (tuple(tests), "")


def test_a_star_means_each_value_by_itself():
    assert condition_of("country=* & degree=PhD", "", FACTS) == ((Test("degree", "in", ("PhD",)),), "country")


@pytest.mark.parametrize(
    "text",
    [
        "quota,where,min,max\nPhD women,degree=PhD & gender=F,1,2\n",
        "name;condition;at_least;at_most\nPhD women;gender=f & degree=phd;1;2\n",
        "label,degree,gender,minimum,cap\nPhD women,PhD,F,1,2\n",
        "quota,group,min,max\nPhD women,degree=PhD & gender=F,1,2\n",
    ],
)
def test_all_shapes_say_the_same(tmp_path, text):
    (quota,) = quotas_of(tmp_path, text).quotas
    assert (quota.name, quota.least, quota.most) == ("PhD women", 1, 2)
    assert {test.fact: test.values for test in quota.where} == {"degree": ("PhD",), "gender": ("F",)}


def test_a_column_and_a_value_make_a_quota_and_a_star_one_for_each(tmp_path):
    women, cap, money = quotas_of(
        tmp_path, "attribute,level,minimum,maximum\ngender,F,40%,\ncountry,*,,2\ncost,,,60\n"
    ).quotas
    assert (women.name, women.least, women.share) == ("gender=F", 0.4, True)
    assert (cap.each, cap.most, cap.where) == ("country", 2, ())
    assert (money.sum_of, money.most, money.name) == ("cost", 60, "sum of cost")


def test_sides_may_be_named_in_a_column(tmp_path):
    quotas = quotas_of(
        tmp_path, "column,value,type,limit\ngender,F,min,2\ndegree,PhD,<=,3\nuniversity,USTC,=,1\n"
    ).quotas
    assert [(quota.least, quota.most) for quota in quotas] == [(2, None), (None, 3), (1, 1)]


def test_shares_are_of_all_or_of_another_quota(tmp_path):
    phd, women, master = quotas_of(
        tmp_path,
        "quota,where,min,max,share_of\nPhD,degree=PhD,,3,\nPhD women,degree=PhD & gender=F,0.3,,PhD\nM,degree=Master,,0.5,all\n",
    ).quotas
    assert not phd.share
    assert women.share_where == phd.where
    assert (master.share, master.share_where) == (True, ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "quota,where,min,max\nq,degre=PhD,1,\n",
            r"row 1 \(line 2\): candidates have no column degre; they have",
        ),
        ("quota,where,min,max\nq,degree PhD,1,\n", "'degree PhD' is no test; write one such as degree=PhD"),
        ("quota,where,min,max\nq,degree=PhD,,\n", "it bounds nothing; give min, max or both"),
        ("quota,where,min,max\nq,degree=PhD,many,\n", "column min: 'many' is no number"),
        ("column,value,type,limit\ngender,F,about,2\n", "'about' is no side; write min, max or exactly"),
        ("foo,bar\n1,2\n", "has no column min or max; its first line names foo, bar"),
        ("column,value,min\ngander,F,2\n", "column column: candidates have no column gander"),
    ],
)
def test_what_is_no_quota_is_refused_with_its_place(tmp_path, text, said):
    with pytest.raises(InvalidInputError, match=said):
        quotas_of(tmp_path, text)


def test_a_value_that_nobody_has_is_told(tmp_path):
    notes = quotas_of(tmp_path, "column,value,max\ncountry,Tuvalu,2\n").notes
    assert notes == ("Quota country=Tuvalu: no candidate has country=Tuvalu.",)


def test_the_command_writes_one_row_an_application(tmp_path, capsys):
    ranked = written(tmp_path, RANKED, "ranked.csv")
    quotas = written(tmp_path, "quota,where,min,max\nwomen,gender=F,2,\ncap,country=*,,1\n", "quotas.csv")
    output, prices = tmp_path / "out.csv", tmp_path / "prices.csv"
    files = [str(ranked), str(quotas), "--output", str(output), "--prices", str(prices)]
    assert main(["calls", "select", *files, "--places", "3"]) == 0
    table = pl.read_csv(output)
    assert table["application"].to_list() == ["a", "b", "c", "d", "e"]
    assert table["selected"].to_list() == [1, 0, 1, 1, 0]
    assert table["waiting"].to_list() == [None, 1, None, None, 2]
    assert table["replaced_by"].to_list() == ["b", None, "e", None, None]
    assert table["reason"][1] == "kept out by women at least 2; cap: Kenya at most 1"
    costs = {row["quota"]: row["price"] for row in pl.read_csv(prices).to_dicts()}
    assert costs == {
        "places": None,
        "women": 0,
        "cap: Kenya": 0,
        "cap: Peru": 0,
        "cap: Trinidad and Tobago": 0,
    }


def test_the_command_says_what_conflicts_and_writes_nothing(tmp_path, capsys):
    ranked = written(tmp_path, RANKED, "ranked.csv")
    quotas = written(tmp_path, "column,value,min\ngender,F,4\n", "quotas.csv")
    assert main(["calls", "select", str(ranked), str(quotas), "--output", str(tmp_path / "out.csv")]) == 2
    assert "gender=F: at least 3 instead of 4" in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


def test_calibrated_scores_are_ranked_by_what_was_adjusted(tmp_path):
    path = written(tmp_path, "application,raw,adjusted\na,1,2.5\nb,2,1.5\n", "ranked.csv")
    assert read_ranked(path).scores.tolist() == [2.5, 1.5]


def test_an_application_that_stands_twice_or_has_no_score_is_refused(tmp_path):
    path = written(tmp_path, "application,score\na,1\na,2\nb,\n", "ranked.csv")
    with pytest.raises(InvalidInputError) as raised:
        read_ranked(path)
    assert [problem.message for problem in raised.value.problems] == [
        "is empty; give a number",
        "a stands in row 1 already; leave one of the two",
    ]
