"""The `anso` command: thin, one file a group; what it does lives in the rooms below.

In comes a command line; out go texts for people (or JSON where asked), and an exit code: 0 when all went
well, 2 when what was given does not hold, 1 when something else went wrong.
"""

from anso.cli.main import main

__all__ = ["main"]
