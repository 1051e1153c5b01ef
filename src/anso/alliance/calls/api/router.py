"""The router that every subject of calls enters its operations at."""

from ninja import Router

__all__ = ["router"]

router = Router(tags=["Calls"])
