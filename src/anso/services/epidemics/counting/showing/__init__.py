"""What is shown of the counts behind a release: whose they are, what was changed, what was left out."""

from anso.services.epidemics.counting.showing.shown import shown

__all__ = ["shown"]
