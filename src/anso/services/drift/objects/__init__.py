"""What drifts. In: `leeway:PIW-1`, `drifter`, `ship:vlcc-laden`, `oil:kuwait`. Out: how wind and waves move it."""

from anso.services.drift.objects.drifting import Drifting, drifting

__all__ = ["Drifting", "drifting"]
