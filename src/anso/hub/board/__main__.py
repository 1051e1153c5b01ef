"""`python -m anso.hub.board HUB FOLDER`: bring the cube in FOLDER up to what the hub at HUB holds, then end."""

import sys
from pathlib import Path

from anso.errors import AnsoError
from anso.hub.board.build import update
from anso.hub.keeping import Hub

if __name__ == "__main__":
    try:
        update(Hub(sys.argv[1]), Path(sys.argv[2]))
    except AnsoError as error:
        sys.exit(str(error))
