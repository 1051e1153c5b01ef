"""A hub on an S3 server is the same hub: moto's standalone server, spoken to over HTTP as any other."""

from collections.abc import Iterator
from datetime import timedelta

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from tests.hub.keeping.helpers import FIRST, small_hub, submission

from anso.config import config
from anso.errors import AnsoError
from anso.hub.keeping import Hub, Shelf
from anso.hub.reading import read_forecasts, read_observations


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    import s3fs
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "us-east-1",
            "ANSO_S3_ENDPOINT": f"http://{host}:{port}",
        }.items():
            patch.setenv(name, value)
        config.cache_clear()
        s3fs.S3FileSystem(endpoint_url=f"http://{host}:{port}").mkdir("hubs")
        yield "s3://hubs"
    config.cache_clear()
    server.stop()


@pytest.fixture(scope="module")
def hub(bucket: str) -> Hub:
    hub = small_hub(f"{bucket}/small")
    hub.write(pl.concat([submission("team-a"), submission("team-b", FIRST + timedelta(days=7))]))
    hub.write_model({"team_abbr": "team", "model_abbr": "a", "team_name": "A"})
    hub.write_observations(
        pl.DataFrame({"target_end_date": [FIRST], "location": ["NA"], "as_of": [FIRST], "value": [101.5]})
    )
    return hub


def test_s3_hub_gives_back_what_was_written(hub: Hub, bucket: str) -> None:
    assert_frame_equal(Shelf(bucket).open("small").forecasts(models=["team-a"]), submission("team-a"))
    assert Shelf(bucket).slugs() == ["small"]
    assert [model.id for model in hub.models()] == ["team-a", "team-b"]
    assert hub.rounds() == [FIRST, FIRST + timedelta(days=7)]
    assert hub.observations()["value"].to_list() == [101.5]


def test_s3_hub_is_asked_by_sql_in_place(hub: Hub) -> None:
    answer = hub.query(
        "SELECT model_id, count(*) AS n FROM forecasts JOIN observations USING (location, target_end_date) GROUP BY 1"
    )
    assert answer.to_dict(as_series=False) == {"model_id": ["team-a"], "n": [3]}
    with pytest.raises(AnsoError, match="cannot be answered"):
        hub.query("SELECT * FROM read_parquet('s3://hubs/small/target-data/time-series.parquet')")


def test_s3_addresses_are_read_like_files(hub: Hub, bucket: str) -> None:
    assert read_forecasts(f"{bucket}/small").height == 24
    file = f"{bucket}/small/model-output/team-b/2024-01-13-team-b.parquet"
    assert read_forecasts(file)["model_id"].unique().to_list() == ["team-b"]
    assert read_observations(f"{bucket}/small")["value"].to_list() == [101.5]


def test_s3_submission_is_replaced_and_withdrawn(hub: Hub) -> None:
    hub.write(submission("team-c"))
    hub.write(submission("team-c", locations=["US"]))
    assert hub.forecasts(models=["team-c"])["location"].unique().to_list() == ["US"]

    hub.withdraw("team-c", str(FIRST))
    assert hub.files(["team-c"]) == []
