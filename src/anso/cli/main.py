"""From a command line to an exit code; every failure becomes a sentence for the person at the terminal."""

import os
import sys
from collections.abc import Sequence

from cyclopts import CycloptsError

from anso.cli.app import app
from anso.cli.failure import keep_trace
from anso.errors import AnsoError, InvalidInputError, NotFoundError

__all__ = ["main"]

OK, FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given and given[:1] != ["manage"]
    if debug:
        given.remove("--debug")
    try:
        result = app(given, exit_on_error=False, print_error=False, result_action="return_value")
    except CycloptsError as error:
        return complain(str(error), BAD_INPUT)
    except (InvalidInputError, NotFoundError) as error:
        return complain(str(error), BAD_INPUT)
    except AnsoError as error:
        if debug:
            raise
        return complain(str(error), FAILED)
    except KeyboardInterrupt:
        return complain("Stopped.", INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has read enough; Python must not complain about it at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:
        if debug:
            raise
        return complain(keep_trace(error, given), FAILED)
    return result if isinstance(result, int) else OK


def complain(text: str, code: int) -> int:
    print(text, file=sys.stderr)
    return code
