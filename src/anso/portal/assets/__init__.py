"""Script files that come out of Python wheels, and how static files get their lasting names.

`anso up` calls `prepare()` before the server starts: it gathers every static file into `HOME/static`
under a name that holds its hash, compressed. Without that step (tests, a development server) the files
are served from where they lie, under their plain names.
"""

from anso.portal.assets.prepare import prepare
from anso.portal.assets.vega import VEGA, vega_file

__all__ = ["VEGA", "prepare", "vega_file"]
