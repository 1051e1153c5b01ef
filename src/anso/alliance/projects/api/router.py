"""The router that the operations on projects and students enter at."""

from ninja import Router

__all__ = ["router"]

router = Router(tags=["Projects"])
