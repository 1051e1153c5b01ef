"""Finding anything by name: places, products, releases, records of the alliance, in any language known here."""

from anso.portal.search.find import Hit, find

__all__ = ["Hit", "find"]
