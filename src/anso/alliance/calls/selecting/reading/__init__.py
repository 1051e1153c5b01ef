"""Files to what is asked: candidates with their facts, and quotas in either of two shapes."""

from anso.alliance.calls.selecting.reading.quotas import read_quotas
from anso.alliance.calls.selecting.reading.ranked import read_ranked

__all__ = ["read_quotas", "read_ranked"]
