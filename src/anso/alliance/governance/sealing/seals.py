"""What is hashed, and how: SHA-256 over one spelling of everything.

The seal of a ballot covers its definition, its roll, who has voted and what was voted. The last two come in as
digests with a salt each; the salts are replaced at every cast, so that older seals, which stay in the audit
trail for ever, can be opened by nobody: without the salt of its day no seal tells which paper was new.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

__all__ = ["digest", "hash_of", "lot_seed", "new_salt", "roll_entry", "salted", "seal", "spelled"]

SALT_BYTES = 32


def spelled(value: Any) -> str:
    """The one spelling of a value: JSON with sorted keys, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def hash_of(value: Any) -> str:
    return digest(spelled(value))


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def new_salt() -> str:
    return secrets.token_hex(SALT_BYTES)


def salted(salt: str, lines: Iterable[str]) -> str:
    """The digest of lines under a salt."""
    return digest("\n".join((salt, *lines)))


def seal(*, ballot: str, definition: str, roll: str, marks: str, papers: str) -> str:
    """The seal, from the ballot's id and four digests."""
    return hash_of(
        {"ballot": ballot, "definition": definition, "roll": roll, "marks": marks, "papers": papers}
    )


def lot_seed(secret: str, papers: str) -> str:
    """What a lot is drawn from: fixed in part before the first vote, in part only by the last.

    Whoever knows the secret does not know the papers to come, and whoever casts the last paper does not know
    the secret, whose hash was published at the opening.
    """
    return digest(f"{secret}:{papers}")


def roll_entry(number: int, name: str, institution: str, person: str) -> Mapping[str, Any]:
    """An entry of a roll as it is hashed and published."""
    return {"number": number, "name": name, "institution": institution, "person": person}
