"""The settings of an installation, read once from `ANSO_…` variables in the environment.

Everything has a default that works offline on one machine. The descriptions here are the
documentation: the settings table of the operators' guide is made from them.
"""

import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from anso.errors import InvalidInputError, Problem

__all__ = ["Config", "config", "variable"]

PREFIX = "ANSO_"


class Config(BaseModel):
    """One installation's settings."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    home: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("anso")),
        description="Folder where records, releases, caches and generated secrets live",
    )
    host: str = Field("127.0.0.1", description="Address the portal listens on")
    port: int = Field(8000, ge=0, le=65535, description="Port the portal listens on; 0: any that is free")
    url: str = Field(
        "", description="Public address of the site, such as https://anso.example; default http://HOST:PORT"
    )
    production: bool = Field(
        default=False,
        description="Serve only over HTTPS, with secure cookies, HSTS and no sign-in shown for the sample",
    )
    allowed_hosts: str = Field("", description="Further host names the site answers to, separated by commas")
    proxies: str = Field(
        "",
        description="Reverse proxies on other machines whose X-Forwarded-For is believed: addresses or networks, "
        "separated by commas",
    )
    database: str = Field(
        "", description="Records: postgresql://user:password@host:port/name; default SQLite in HOME"
    )
    releases: str = Field(
        "", description="Where releases are kept: a folder or an fsspec address such as s3://bucket/releases"
    )
    private_releases: str = Field(
        "", description="Where private releases are kept, apart from the public ones"
    )
    hubs: str = Field(
        "",
        description="Where forecast hubs are kept, a folder each: a folder or an fsspec address; default HOME/hubs",
    )
    s3_endpoint: str = Field("", description="Address of an S3-compatible server, when it is not Amazon's")
    dask: str = Field(
        "",
        description="Dask scheduler to compute on, such as tcp://scheduler:8786; default this machine's cores",
    )
    cores: int = Field(
        0, ge=0, description="Processes for local computing; 0 means as many as there are cores"
    )
    workers: int = Field(0, ge=0, description="Web server processes; 0 means as many as there are cores")
    schedule: str = Field(
        "", description="TOML file of products to run by the clock; default HOME/schedule.toml"
    )
    upload_limit: int = Field(200, ge=1, description="Largest upload, in megabytes")
    virus_scan: str = Field(
        "",
        description="Command that gets the path of each document somebody gives and ends with 0 if it is clean, "
        "such as clamdscan --fdpass --no-summary; empty: documents are not scanned",
    )
    mail: str = Field(
        "", description="Mail server: smtp://user:password@host:587; default prints mail to the console"
    )
    mail_from: str = Field("ANSO <noreply@localhost>", description="Sender of the site's mail")
    oidc: str = Field(
        "",
        description="Name, address, client id and secret of an OpenID provider: name|https://issuer|id|secret",
    )
    orcid: str = Field(
        "",
        description="Client id and secret of ORCID sign-in: id|secret, or id|secret|issuer for its sandbox",
    )
    offline: bool = Field(
        default=False, description="Never reach the network; live sources answer from their cache"
    )
    log: str = Field("info", description="Least severe log line written: debug, info, warning or error")
    metrics_token: str = Field(
        "", description="Bearer token that /metrics asks for; empty: only this machine may read it"
    )

    @property
    def releases_url(self) -> str:
        return self.releases or str(self.home / "releases")

    @property
    def private_releases_url(self) -> str:
        return self.private_releases or str(self.home / "private-releases")

    @property
    def hubs_url(self) -> str:
        return self.hubs or str(self.home / "hubs")

    @property
    def schedule_file(self) -> Path:
        return Path(self.schedule) if self.schedule else self.home / "schedule.toml"

    @property
    def site_url(self) -> str:
        return self.url.rstrip("/") or f"http://{self.host}:{self.port}"

    def schedule_entries(self) -> list[dict[str, Any]]:
        """The `[[run]]` tables of the schedule file; none when there is no file."""
        if not self.schedule_file.exists():
            return []
        try:
            entries = tomllib.loads(self.schedule_file.read_text(encoding="utf-8")).get("run", [])
        except ValueError as error:  # no TOML, or no text at all
            raise InvalidInputError(
                [Problem(str(self.schedule_file), f"is not valid TOML: {error}")]
            ) from error
        if not (isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries)):
            raise InvalidInputError(
                [
                    Problem(
                        str(self.schedule_file),
                        "each product to run begins with a line [[run]], in two brackets",
                    )
                ]
            )
        return entries


def variable(field: str) -> str:
    """The environment variable that sets a field."""
    return PREFIX + field.upper()


@cache
def config() -> Config:
    """The settings of this process; tests that change the environment call `config.cache_clear()`."""
    given = {
        name: os.environ[variable(name)] for name in Config.model_fields if os.environ.get(variable(name))
    }
    try:
        return Config.model_validate(given)
    except ValidationError as error:
        raise InvalidInputError(
            Problem(variable(str(detail["loc"][0])), f"{detail['msg']} (it is {detail['input']!r})")
            for detail in error.errors()
        ) from error
