"""The router that the network's operations are entered in, for the portal to include."""

from ninja import Router

__all__ = ["router"]

router = Router(tags=["Network"])
