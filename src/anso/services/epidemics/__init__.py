"""The pandemic forecast platform: for now, where each country's epidemic stands on a day.

Importing this room registers its products. In: counts from `anso.sources`. Out: `epidemics.situation`.
"""

from anso.services.epidemics import product

__all__ = ["product"]
