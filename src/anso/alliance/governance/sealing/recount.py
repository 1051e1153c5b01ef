"""The result again, from the published record alone: hashes, papers, count.

In comes the text of a record (and of the roll, for those who have it); out comes what was found wrong, and the
outcome as it is counted here. What a file by itself cannot show is that it is the one that was published:
its own hash, printed on the ballot's page and written into the audit trail, does.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from anso.alliance.governance.counting import Definition, Outcome, Turnout, count
from anso.alliance.governance.sealing.papers import VotingPaper
from anso.alliance.governance.sealing.record import FORMAT
from anso.alliance.governance.sealing.seals import digest, hash_of, lot_seed, salted, seal
from anso.errors import AnsoError

__all__ = ["NotARecordError", "Recount", "recount"]


class NotARecordError(AnsoError):
    """The text is not a record of a ballot."""


@dataclass(frozen=True)
class Recount:
    """What counting again showed."""

    hash: str
    """SHA-256 of the record's text, to be held against the one published."""
    code: str
    outcome: Outcome
    problems: tuple[str, ...]

    @property
    def sound(self) -> bool:
        return not self.problems


def recount(text: str, roll_text: str = "") -> Recount:
    """Check and count a record."""
    try:
        record = json.loads(text)
        if not isinstance(record, dict) or record.get("format") != FORMAT:
            raise NotARecordError(f"This is not a record of a ballot; one says “format”: “{FORMAT}”.")
        definition = Definition.model_validate(record["definition"])
        papers = [VotingPaper.read(line) for line in record["papers"]]
        turnout = Turnout(**record["turnout"])
        outcome = count(
            definition,
            [paper.vote for paper in papers],
            turnout,
            seed=record["lot"]["seed"],
            chair=record["chair"],
        )
        problems = [*wrong_hashes(record), *wrong_papers(definition, papers, turnout)]
        if roll_text:
            problems += wrong_roll(record, json.loads(roll_text), papers)
        said = record["outcome"]
    except (json.JSONDecodeError, ValidationError, KeyError, TypeError) as error:
        raise NotARecordError(f"The record cannot be read: {error}") from error
    if outcome.plain() != said:
        problems.append(
            f"The count gives {outcome.status} ({', '.join(outcome.winners) or 'nobody'}), the record says "
            f"{said.get('status')} ({', '.join(said.get('winners', [])) or 'nobody'})."
        )
    return Recount(digest(text), str(record["code"]), outcome, tuple(problems))


def wrong_hashes(record: Mapping[str, Any]) -> list[str]:
    lot = record["lot"]
    expected = {
        "definition_sha256": hash_of(record["definition"]),
        "papers_sha256": salted(record["papers_salt"], record["papers"]),
        "seal": seal(
            ballot=record["ballot"],
            definition=record["definition_sha256"],
            roll=record["roll_sha256"],
            marks=record["marks_sha256"],
            papers=record["papers_sha256"],
        ),
    }
    found = [
        f"{name} is not the hash of what it covers."
        for name, value in expected.items()
        if record[name] != value
    ]
    if digest(lot["secret"]) != lot["commitment"]:
        found.append("The secret of the lot is not the one whose hash was published at the opening.")
    if lot_seed(lot["secret"], record["papers_sha256"]) != lot["seed"]:
        found.append("The seed of the lot does not follow from its secret and the papers.")
    return found


def wrong_papers(definition: Definition, papers: Sequence[VotingPaper], turnout: Turnout) -> list[str]:
    found = []
    if len({paper.code for paper in papers}) < len(papers):
        found.append("Two papers have the same code.")
    if len(papers) > turnout.entitled:
        found.append(f"There are {len(papers)} papers and {turnout.entitled} entitled to vote.")
    voters = [paper.voter for paper in papers]
    if definition.secret and any(voter is not None for voter in voters):
        found.append("A paper of a secret ballot names its voter.")
    if not definition.secret and len(set(voters)) < len(voters):
        found.append("Two papers are of the same voter.")
    return found


def wrong_roll(
    record: Mapping[str, Any], roll: Mapping[str, Any], papers: Sequence[VotingPaper]
) -> list[str]:
    """The roll that members may read, against the record."""
    found = []
    if hash_of(roll["entries"]) != record["roll_sha256"]:
        found.append("The roll is not the one that was fixed at the opening.")
    if salted(roll["salt"], map(str, roll["voted"])) != record["marks_sha256"]:
        found.append("The marks of who has voted are not those that were sealed.")
    if len(roll["voted"]) != len(papers):
        found.append(f"{len(roll['voted'])} are marked as having voted, and there are {len(papers)} papers.")
    if not set(roll["voted"]) <= {entry["number"] for entry in roll["entries"]}:
        found.append("Somebody is marked as having voted who is not on the roll.")
    return found
