"""The router that every operation on people enters itself into."""

from ninja import Router

__all__ = ["router"]

router = Router(tags=["People"])
