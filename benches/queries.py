"""How many queries pages make: `python -m benches.queries PATH …` prints first and repeated counts as JSON."""

import json
import sys

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from anso.cli.site import prepare_django

__all__ = ["count"]


def count(path: str) -> tuple[int, int]:
    """Of the first visit of a process, and of one after it."""
    counts = []
    for _visit in range(2):
        with CaptureQueriesContext(connection) as captured:
            answer = Client(headers={"host": "localhost"}).get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answers {answer.status_code}")
        counts.append(len(captured))
    return counts[0], counts[1]


if __name__ == "__main__":
    prepare_django()
    print(json.dumps([count(path) for path in sys.argv[1:]]))
