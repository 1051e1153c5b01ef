"""Records of the index. Nothing here is original: all of it can be read again from the releases."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

__all__ = [
    "AlertEntry",
    "AlertPlace",
    "FactEntry",
    "IndexState",
    "ReleaseEntry",
    "ReleasePlace",
    "SearchEntry",
]

PLACE_LENGTH = 80


class ReleaseEntry(models.Model):
    """One release, as its manifest describes it."""

    release_id = models.CharField(_("release"), max_length=200, unique=True)
    product = models.CharField(_("product"), max_length=100)
    corridor = models.CharField(_("corridor"), max_length=32)
    issued = models.DateField(_("issued"))
    published_at = models.DateTimeField(_("published"), help_text=_("When its manifest was written."))
    title = models.JSONField(_("title"))
    finding = models.JSONField(_("finding"), null=True)
    holds = models.JSONField(_("when and for whom it holds"), null=True)
    synthetic = models.BooleanField(_("synthetic"), default=False)
    owner = models.CharField(
        _("owner"),
        max_length=36,
        blank=True,
        default="",
        help_text=_("Public id of the account whose private release it is; empty: public."),
    )
    code = models.CharField(_("code"), max_length=200)
    scope = models.CharField(
        pgettext_lazy("release", "scope"),
        max_length=64,
        help_text=_("Hash of the request without the day it is issued for."),
    )
    newest = models.BooleanField(
        _("newest"), default=False, help_text=_("Newest public release of its product and scope.")
    )
    manifest = models.JSONField(_("manifest"), help_text=_("Without the list of files."))
    indexed_at = models.DateTimeField(_("indexed"), auto_now_add=True)

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering: ClassVar = ["-issued", "-release_id"]
        default_permissions = ("view",)
        indexes: ClassVar = [
            models.Index(fields=["-issued", "-release_id"], name="release_by_day"),
            models.Index(fields=["product", "scope", "-issued"], name="release_by_product"),
            models.Index(fields=["corridor", "-issued"], name="release_by_corridor"),
            models.Index(fields=["owner"], name="release_by_owner", condition=~Q(owner="")),
        ]

    def __str__(self) -> str:
        return self.release_id

    def get_absolute_url(self) -> str:
        return reverse("portal:release", kwargs={"product": self.product, "name": self.name})

    @property
    def name(self) -> str:
        """The id without the product: `2020-06-08-3f9c2a41bd`."""
        return self.release_id.partition("/")[2]

    @property
    def private(self) -> bool:
        return bool(self.owner)

    @property
    def outputs(self) -> list[dict[str, Any]]:
        return list(self.manifest.get("outputs", ()))

    @cached_property
    def lead(self) -> dict[str, Any] | None:
        """The chart to show when there is room for one."""
        charts = [output for output in self.outputs if output["kind"] == "chart"]
        return next((chart for chart in charts if chart.get("lead")), charts[0] if charts else None)


class ReleasePlace(models.Model):
    """A place that a release is about, or that contains or belongs to one it is about."""

    entry = models.ForeignKey(ReleaseEntry, on_delete=models.CASCADE, related_name="places")
    place = models.CharField(_("place"), max_length=PLACE_LENGTH)
    direct = models.BooleanField(
        _("named"), default=True, help_text=_("Named by the release itself, not by way of a region of it.")
    )

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "entry"], name="release_place_once"),
        ]


class FactEntry(models.Model):
    """What a release says of one place in a word or two."""

    entry = models.ForeignKey(ReleaseEntry, on_delete=models.CASCADE, related_name="facts")
    place = models.CharField(_("place"), max_length=PLACE_LENGTH)
    product = models.CharField(_("product"), max_length=100)
    label = models.JSONField(pgettext_lazy("fact", "label"))
    value = models.JSONField(_("value"))
    note = models.JSONField(_("note"), null=True)
    tone = models.CharField(_("tone"), max_length=16, blank=True)
    chart = models.CharField(_("chart"), max_length=100, blank=True)
    current = models.BooleanField(_("current"), default=False, help_text=_("Of the newest release."))

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [
            models.Index(fields=["place"], name="fact_current", condition=Q(current=True)),
        ]


class AlertEntry(models.Model):
    """A warning that a release raises."""

    entry = models.ForeignKey(ReleaseEntry, on_delete=models.CASCADE, related_name="alerts")
    position = models.PositiveIntegerField(_("number within its release"))
    event = models.JSONField(pgettext_lazy("what an alert warns of", "event"))
    category = models.CharField(_("category"), max_length=16)
    severity = models.CharField(_("severity"), max_length=16)
    rank = models.PositiveSmallIntegerField(_("rank"), help_text=_("0 for extreme to 3 for minor."))
    urgency = models.CharField(_("urgency"), max_length=16)
    certainty = models.CharField(_("certainty"), max_length=16)
    places = models.JSONField(_("places"))
    area = models.JSONField(_("area"), null=True)
    headline = models.JSONField(_("headline"))
    description = models.JSONField(_("description"))
    instruction = models.JSONField(_("instruction"), null=True)
    onset = models.DateTimeField(_("onset"))
    expires = models.DateTimeField(_("expires"))

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        ordering: ClassVar = ["rank", "-onset", "pk"]
        default_permissions = ("view",)
        indexes: ClassVar = [models.Index(fields=["expires"], name="alert_expires")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "position"], name="alert_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.severity}: {self.headline['en']}"


class AlertPlace(models.Model):
    """A place that an alert holds for, or that contains or belongs to one."""

    alert = models.ForeignKey(AlertEntry, on_delete=models.CASCADE, related_name="reach")
    place = models.CharField(_("place"), max_length=PLACE_LENGTH)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "alert"], name="alert_place_once"),
        ]


class SearchEntry(models.Model):
    """One thing that can be found by its name: a place, a product, a release or a record."""

    kind = models.CharField(
        _("kind"), max_length=32, help_text=_("Such as country, province, region, product, release, project.")
    )
    key = models.CharField(_("key"), max_length=200)
    title = models.JSONField(_("title"))
    detail = models.JSONField(_("detail"), null=True, help_text=_("A line that tells it from its like."))
    folded = models.TextField(
        _("folded"), help_text=_("All its names and words, as `anso.places` folds them.")
    )
    url_name = models.CharField(_("name of its address"), max_length=100)
    url_kwargs = models.JSONField(_("parts of its address"), default=dict)
    weight = models.FloatField(_("weight"), default=1.0, help_text=_("Greater comes first."))

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "key"], name="search_entry_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def url(self) -> str:
        """Its address in the reader's language."""
        return reverse(self.url_name, kwargs=self.url_kwargs)


class IndexState(models.Model):
    """The one row that says how often anything that pages show has changed."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    revision = models.BigIntegerField(_("revision"), default=1)

    class Meta:
        default_permissions = ()
