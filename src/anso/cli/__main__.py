"""`python -m anso.cli`, for children that `anso up` starts with its own interpreter."""

import sys

from anso.cli.main import main

sys.exit(main())
