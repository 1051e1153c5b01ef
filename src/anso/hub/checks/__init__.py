"""A hub's files checked as hubverse checks them, and answered like a colleague: file, row, fault and mend."""

from anso.hub.checks.report import Check, Fault, Outcome, Report
from anso.hub.checks.validate import (
    validate_hub,
    validate_metadata,
    validate_submission,
    validate_target_data,
)

__all__ = [
    "Check",
    "Fault",
    "Outcome",
    "Report",
    "validate_hub",
    "validate_metadata",
    "validate_submission",
    "validate_target_data",
]
