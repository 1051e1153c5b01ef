"""Noticing that a hub's files have changed."""

import shutil
from pathlib import Path

from anso.hub.keeping import Hub
from anso.hub.simulate import simulate_hub
from anso.portal.hubs.refresh import stamp_of


def test_a_stamp_changes_with_the_files_and_stands_a_hub_whose_forecasts_are_not_there(
    tmp_path: Path,
) -> None:
    hub: Hub = simulate_hub(str(tmp_path / "hub"), models=2, rounds=2, locations=1, seed=5)
    output = tmp_path / "hub" / hub.definition.model_output_dir
    whole = stamp_of(hub)
    again = stamp_of(hub)
    shutil.rmtree(output)
    gone = stamp_of(hub)
    output.mkdir()
    assert (whole == again, gone == whole, stamp_of(hub) == gone) == (True, False, False)
