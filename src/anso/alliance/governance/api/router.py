"""The router that every subject of governance enters its operations at."""

from ninja import Router

__all__ = ["router"]

router = Router(tags=["Governance"])
