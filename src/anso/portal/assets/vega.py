"""The Vega scripts that draw charts in the browser: made once, from the wheel that also draws them here."""

import os
from importlib.metadata import version
from pathlib import Path

from anso.config import config

__all__ = ["VEGA", "vega_file"]

VEGA = "vega.js"
SNIPPET = "window.vegaEmbed = vegaEmbed;"


def vega_file() -> Path:
    """The bundle of Vega, Vega-Lite and Vega-Embed; bundling takes a second, so it is kept."""
    folder = config().home / "assets" / f"vega-{version('vl-convert-python')}"
    path = folder / VEGA
    if not path.exists():
        import vl_convert

        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f"{VEGA}.{os.getpid()}"
        unfinished.write_text(vl_convert.javascript_bundle(SNIPPET), encoding="utf-8")
        unfinished.replace(path)
    return path
