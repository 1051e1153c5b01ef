"""Backup and restore: everything an installation holds, in one tar file that proves itself whole.

A backup is taken while the site runs. The records are copied first, as one consistent snapshot; releases
are immutable and are published before any record tells of them, so those copied afterwards hold whatever
the records need. `backup.json`, written last, lists every file with its hash: without it, or with one
file that differs, nothing is restored.
"""

from anso.cli.keeping.restoring import restore
from anso.cli.keeping.taking import take_backup

__all__ = ["restore", "take_backup"]
