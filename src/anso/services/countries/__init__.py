"""A country's profile: its people, provinces, neighbours and economic basics.

Importing this room registers its products. In: population and country records from `anso.sources`,
provinces from `anso.places`. Out: `countries.profile`.
"""

from anso.services.countries import product

__all__ = ["product"]
