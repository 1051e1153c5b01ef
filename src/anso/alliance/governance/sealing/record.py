"""The record of a ballot: one JSON file with the definition, every paper, the outcome with its steps, and the hashes.

Of a secret ballot it names no voter; who has voted is in the roll, which members alone may read, and whose
digests are here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anso.alliance.governance.counting import Definition, Outcome, Turnout, count
from anso.alliance.governance.sealing.papers import VotingPaper
from anso.alliance.governance.sealing.seals import digest, hash_of, lot_seed, salted, seal

__all__ = ["FORMAT", "Evidence", "make_record"]

FORMAT = "anso-ballot/1"


@dataclass(frozen=True)
class Evidence:
    """All that a record is made from."""

    ballot: str
    code: str
    body: str
    definition: dict[str, Any]
    roll_hash: str
    turnout: Turnout
    marks_digest: str
    lines: tuple[str, ...]
    salt: str
    lot_secret: str
    chair: Sequence[str]
    opened_at: datetime
    closed_at: datetime
    synthetic: bool = False

    @property
    def papers_digest(self) -> str:
        return salted(self.salt, self.lines)

    @property
    def seed(self) -> str:
        return lot_seed(self.lot_secret, self.papers_digest)

    def outcome(self) -> Outcome:
        votes = [VotingPaper.read(line).vote for line in self.lines]
        definition = Definition.model_validate(self.definition)
        return count(definition, votes, self.turnout, seed=self.seed, chair=self.chair)


def make_record(evidence: Evidence, outcome: Outcome) -> dict[str, Any]:
    definition_hash = hash_of(evidence.definition)
    return {
        "format": FORMAT,
        "ballot": evidence.ballot,
        "code": evidence.code,
        "body": evidence.body,
        "synthetic": evidence.synthetic,
        "definition": evidence.definition,
        "definition_sha256": definition_hash,
        "opened": evidence.opened_at.isoformat(),
        "closed": evidence.closed_at.isoformat(),
        "turnout": {"entitled": evidence.turnout.entitled, "present": evidence.turnout.present},
        "roll_sha256": evidence.roll_hash,
        "marks_sha256": evidence.marks_digest,
        "papers": list(evidence.lines),
        "papers_salt": evidence.salt,
        "papers_sha256": evidence.papers_digest,
        "seal": seal(
            ballot=evidence.ballot,
            definition=definition_hash,
            roll=evidence.roll_hash,
            marks=evidence.marks_digest,
            papers=evidence.papers_digest,
        ),
        "lot": {
            "commitment": digest(evidence.lot_secret),
            "secret": evidence.lot_secret,
            "seed": evidence.seed,
        },
        "chair": list(evidence.chair),
        "outcome": outcome.plain(),
    }
