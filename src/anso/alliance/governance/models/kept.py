"""What is kept of a ballot from its opening on, and may not change; the database itself refuses (migration 0002).

Who has voted and what was voted are two tables, each of one row for a ballot, and each row is written anew
whole at every cast: `MarkSheet.marks` are the numbers on the roll that have voted, in the order of the roll;
`BallotBox.papers` are the papers, in the order of their random codes. So there are no rows of single votes
whose keys, order, times, row numbers or transaction numbers could be laid side by side. Two random salts,
replaced at every cast, keep the seals in the audit trail from telling afterwards which paper came when
(docs/alliance/governance.md, "How a ballot is kept").

None of these tables is `managed` after migration 0002, and none has foreign keys in the database: nothing that
empties or rebuilds tables reaches them.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

__all__ = ["BallotBox", "BallotRecord", "MarkSheet", "Opening", "RollEntry"]


class Opening(models.Model):
    """What was fixed when a ballot opened."""

    ballot = models.OneToOneField(
        "governance.Ballot",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        primary_key=True,
        related_name="opening",
    )
    definition_json = models.TextField(_("definition"))
    definition_hash = models.CharField(max_length=64)
    roll_hash = models.CharField(max_length=64)
    entitled = models.PositiveIntegerField(_("entitled to vote"))
    present = models.PositiveIntegerField(_("present"), null=True)
    lot_secret = models.CharField(max_length=64)
    """Published with the result; its hash is published at the opening, so that nobody can choose the lot."""
    opened_at = models.DateTimeField(_("opened"))

    class Meta:
        managed = False
        db_table = "governance_opening"
        verbose_name = _("opening of a ballot")
        verbose_name_plural = _("openings of ballots")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return str(self.ballot_id)


class RollEntry(models.Model):
    """One vote that may be cast: an institution's or a person's, fixed at the opening."""

    ballot = models.ForeignKey(
        "governance.Ballot", on_delete=models.DO_NOTHING, db_constraint=False, related_name="roll"
    )
    number = models.PositiveIntegerField(_("number on the roll"))
    name = models.CharField(_("name"), max_length=300)
    institution = models.CharField(_("code of the institution"), max_length=100, blank=True)
    person = models.CharField(_("public id of the account"), max_length=36, blank=True)
    """Who votes; empty where the institution's contacts do. No key into the accounts: these come and go."""

    class Meta:
        managed = False
        db_table = "governance_rollentry"
        verbose_name = _("entry of a roll")
        verbose_name_plural = _("entries of rolls")
        default_permissions = ("view",)
        ordering = ["ballot", "number"]
        constraints = [models.UniqueConstraint(fields=["ballot", "number"], name="one_entry_per_number")]
        indexes = [
            models.Index(fields=["ballot", "person"], name="rollentry_by_person"),
            models.Index(fields=["ballot", "institution"], name="rollentry_by_institution"),
        ]

    def __str__(self) -> str:
        return self.name


class MarkSheet(models.Model):
    """Who has voted."""

    ballot = models.OneToOneField(
        "governance.Ballot",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        primary_key=True,
        related_name="mark_sheet",
    )
    marks = models.TextField(_("numbers that have voted"), blank=True)
    salt = models.CharField(max_length=64)
    number = models.PositiveIntegerField(_("how many"), default=0)

    class Meta:
        managed = False
        db_table = "governance_marksheet"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.ballot_id)

    @property
    def voted(self) -> tuple[int, ...]:
        return tuple(map(int, self.marks.split()))

    def has_voted(self, number: int) -> bool:
        return f" {number} " in f" {self.marks} "


class BallotBox(models.Model):
    """What was voted."""

    ballot = models.OneToOneField(
        "governance.Ballot",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        primary_key=True,
        related_name="box",
    )
    papers = models.TextField(pgettext_lazy("ballot", "papers"), blank=True)
    salt = models.CharField(max_length=64)
    number = models.PositiveIntegerField(_("how many"), default=0)

    class Meta:
        managed = False
        db_table = "governance_ballotbox"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.ballot_id)

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(self.papers.splitlines())


class BallotRecord(models.Model):
    """The result with everything it can be counted again from, as it is published."""

    ballot = models.OneToOneField(
        "governance.Ballot",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        primary_key=True,
        related_name="record",
    )
    text = models.TextField(_("record"))
    hash = models.CharField(max_length=64)
    closed_at = models.DateTimeField(_("closed"))

    class Meta:
        managed = False
        db_table = "governance_ballotrecord"
        verbose_name = _("record of a ballot")
        verbose_name_plural = _("records of ballots")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return str(self.ballot_id)
