"""What `anso up` remembers: what was done, and the sign-ins of the sample."""

import json
import stat
from pathlib import Path

import pytest
from django.contrib.auth import authenticate

from anso.alliance.people.roles import ROLES
from anso.cli.up.sample import SIGN_INS, load_sample
from anso.cli.up.stage import Stage
from anso.cli.up.state import alone_in, forget, recall, remember
from anso.errors import AnsoError


def test_what_is_remembered_is_recalled_until_forgotten(tmp_path: Path) -> None:
    assert recall(tmp_path, "sample") is None
    remember(tmp_path, "sample", {"a": [1]})
    remember(tmp_path, "sample", {"a": [1, 2]})
    assert recall(tmp_path, "sample") == {"a": [1, 2]}
    forget(tmp_path, "sample")
    assert recall(tmp_path, "sample") is None


def test_torn_memory_counts_as_none(tmp_path: Path) -> None:
    remember(tmp_path, "sample", {"a": 1})
    (tmp_path / "state" / "sample.json").write_text('{"a":')
    assert recall(tmp_path, "sample") is None


def test_home_is_used_by_one_at_a_time(tmp_path: Path) -> None:
    with alone_in(tmp_path), pytest.raises(AnsoError, match="is already running in"), alone_in(tmp_path):
        pass
    with alone_in(tmp_path):
        pass


@pytest.mark.django_db
def test_sign_ins_are_kept_for_this_user_and_given_again(tmp_path: Path) -> None:
    first = load_sample(tmp_path, Stage())
    assert [entry["role"] for entry in first] == list(ROLES)
    assert authenticate(email=first[0]["email"], password=first[0]["password"]) is not None
    assert stat.S_IMODE((tmp_path / SIGN_INS).stat().st_mode) == 0o600
    assert load_sample(tmp_path, Stage()) == first


@pytest.mark.django_db
def test_sign_ins_survive_a_start_that_was_cut_off(tmp_path: Path) -> None:
    first = load_sample(tmp_path, Stage())
    forget(tmp_path, "sample")  # as when it was killed before it could remember
    assert load_sample(tmp_path, Stage()) == first


@pytest.mark.django_db
def test_password_is_on_disk_before_the_accounts_have_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def load(*, password: str) -> list[object]:
        (kept,) = json.loads((tmp_path / SIGN_INS).read_text())
        seen.append(kept["password"] == password)
        return []

    monkeypatch.setattr("anso.alliance.sample.actions.load_sample", load)
    load_sample(tmp_path, Stage())
    assert seen == [True]
