"""What a database keeps of rows that were written anew, taken away: earlier states of a box would tell the order of votes.

SQLite leaves the bytes of a changed row in its free pages, and in its write-ahead log until that begins anew;
PostgreSQL leaves the row itself until it is vacuumed. Logs and copies that were made meanwhile are out of our reach.
"""

import structlog
from django.db import DatabaseError, connection, transaction

__all__ = ["overwrite_what_is_freed", "sweep_when_done"]

log = structlog.get_logger(__name__)
TABLES = "governance_ballotbox, governance_marksheet"
SWEEPS = {
    "sqlite": "PRAGMA wal_checkpoint(TRUNCATE)",
    "postgresql": f"VACUUM (FULL) {TABLES}",
}


def overwrite_what_is_freed() -> None:
    """Have SQLite put zeros where a row was before; asked of the connection that writes."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def sweep_when_done() -> None:
    """Once the transaction at hand has ended, remove the earlier rows and empty the log."""
    transaction.on_commit(sweep)


def sweep() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute(SWEEPS[connection.vendor])
    except (
        DatabaseError
    ) as error:  # a reader is in the way, or the account may not: the operator's guide says how
        log.warning("earlier rows of a ballot not swept", error=str(error))
