"""A small product to run commands on, not registered, so that no other test meets it."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Literal

from cyclopts import App
from pydantic import Field

from anso.cli.run import command_for
from anso.product import CountryCode, MayBePrivate, Product, Run, Upload, UploadRule


class ShoutRequest(MayBePrivate):
    """What to say, and how loudly."""

    issued: date = Field(description="Day it is said")
    where: CountryCode = Field("PK", description="Country it is said in")
    loudness: Literal["low", "high"] = Field("low", description="How loudly")
    times: int = Field(1, ge=1, le=9, description="How often")
    depth: float = Field(0.0, description="Metres above the sea")
    words: tuple[str, ...] = Field((), description="What to say")
    echo: bool = Field(default=True, description="Say it twice")
    script: Annotated[Upload, UploadRule((".txt",))] | None = Field(
        None, description="What to say, as a file"
    )


def shout(request: ShoutRequest, run: Run) -> None:
    read = [request.script.path.read_text()] if request.script else []
    run.finding(" ".join([*request.words, *read]) or "Nothing")
    run.text("said", f"{request.loudness} {request.times} {request.depth} {request.echo} {request.where}")


PRODUCT = Product(
    slug="tests.shout",
    title={"en": "Shout"},
    summary={"en": "Say something"},
    corridor="alliance",
    request=ShoutRequest,
    function=shout,
    code="tests",
)


def shouting_app() -> Callable[[list[str]], object]:
    """A command line that knows this product alone."""
    app = App()
    app.command(command_for(PRODUCT), name=PRODUCT.slug)
    return lambda given: app(given, exit_on_error=False, print_error=False, result_action="return_value")
