"""A warning that a release raises, in the vocabulary of the Common Alerting Protocol 1.2 (OASIS)."""

from datetime import datetime
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from anso.release.localised import Localised

__all__ = ["Alert"]


class Alert(BaseModel):
    """What threatens whom, how surely, from when until when, and what to do."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    event: Localised = Field(description="Kind of hazard, such as 'Epidemic growth'")
    category: Literal[
        "Geo",
        "Met",
        "Safety",
        "Security",
        "Rescue",
        "Fire",
        "Health",
        "Env",
        "Transport",
        "Infra",
        "CBRNE",
        "Other",
    ] = "Other"
    severity: Literal["extreme", "severe", "moderate", "minor"]
    urgency: Literal["immediate", "expected", "future", "past"] = "expected"
    certainty: Literal["observed", "likely", "possible", "unlikely"] = "likely"
    places: tuple[str, ...] = Field(min_length=1, description="Codes of the places it holds for")
    area: Localised | None = Field(
        None, description="The area in words, where the places' names do not say it"
    )
    onset: datetime
    expires: datetime
    headline: Localised
    description: Localised
    instruction: Localised | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.onset.tzinfo is None or self.expires.tzinfo is None:
            raise ValueError("an alert's onset and expiry need a time zone")
        if self.expires <= self.onset:
            raise ValueError(
                f"an alert must expire after its onset ({self.expires} is not after {self.onset})"
            )
        return self
