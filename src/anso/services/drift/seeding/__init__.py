"""From where and when things drift. In: a position, a radius, a time; perhaps a way and an interval. Out: places and times."""

from anso.services.drift.seeding.release import Release, Seeds, seeded

__all__ = ["Release", "Seeds", "seeded"]
