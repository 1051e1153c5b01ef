"""Industries: the groups that sectors of any table are counted to, and how an epidemic strikes each."""

from anso.services.epidemics.economy.sectors.groups import Group, group_numbers, groups

__all__ = ["Group", "group_numbers", "groups"]
