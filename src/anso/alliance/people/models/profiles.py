"""What a person says of themself to others, and to whom: nothing to anybody, unless they say so."""

from typing import Any

from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.people.models.accounts import User
from anso.alliance.people.vocabulary import term_choices
from anso.places.fold import fold

__all__ = ["LANGUAGE_CODES", "Audience", "Expertise", "Profile", "validate_audiences", "validate_spoken"]

LONGEST_FOLDED, LONGEST_ABOUT = 600, 2000
LANGUAGE_CODES = frozenset(code for code in LANG_INFO if len(code) == 2)
"""Languages that Django knows by name in every language of the site (ISO 639-1)."""


class Audience(models.IntegerChoices):
    """Who may see something, from the fewest to all."""

    SELF = 0, pgettext_lazy("audience", "Only I")
    SECRETARIAT = 1, pgettext_lazy("audience", "The secretariat")
    MEMBERS = 2, pgettext_lazy("audience", "People with a role in the alliance")
    PUBLIC = 3, pgettext_lazy("audience", "Everyone")


PARTS: dict[str, Audience] = {
    "other_names": Audience.PUBLIC,
    "about": Audience.PUBLIC,
    "country": Audience.PUBLIC,
    "website": Audience.PUBLIC,
    "orcid": Audience.PUBLIC,
    "affiliations": Audience.PUBLIC,
    "expertise": Audience.PUBLIC,
    "languages": Audience.MEMBERS,
    "email": Audience.SECRETARIAT,
    "conflicts": Audience.SECRETARIAT,
}
"""The parts of a profile and who sees each, once the profile itself is shown to them, unless the person says
otherwise. Nobody sees a part to whom the profile is not shown."""

FIXED: dict[str, Audience] = {"conflicts": Audience.SECRETARIAT}
"""Parts that the person cannot show to others or hide: the secretariat must know of conflicts."""


def validate_audiences(given: object) -> None:
    valid = isinstance(given, dict) and all(
        part in PARTS and part not in FIXED and value in Audience.values for part, value in given.items()
    )
    if not valid:
        raise ValidationError(_("Say for parts of a profile who may see them."), code="bad_audiences")


def validate_spoken(given: object) -> None:
    if not isinstance(given, list) or not all(code in LANGUAGE_CODES for code in given):
        raise ValidationError(_("Give languages by their two letters."), code="bad_languages")


class Profile(models.Model):
    """A person, as they describe themself."""

    person = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="profile", verbose_name=_("account")
    )
    shown_to = models.PositiveSmallIntegerField(
        _("profile shown to"),
        choices=Audience,
        default=Audience.SELF,
        help_text=_(
            "Who may find you by name and open your page. The secretariat keeps the accounts and sees your name."
        ),
    )
    other_names = models.CharField(
        _("name in other scripts"),
        max_length=300,
        blank=True,
        help_text=_("Such as Иванов Пётр or 王小明; you are found by them too."),
    )
    about = models.TextField(pgettext_lazy("person", "about"), max_length=2000, blank=True)
    website = models.URLField(_("website"), blank=True)
    expertise_text = models.CharField(_("expertise in your own words"), max_length=500, blank=True)
    languages = models.JSONField(
        _("languages you work in"), default=list, blank=True, validators=[validate_spoken]
    )
    audiences = models.JSONField(
        _("who sees which part"), default=dict, blank=True, validators=[validate_audiences]
    )
    folded_names = models.CharField(max_length=LONGEST_FOLDED, blank=True, editable=False)
    """The names in other scripts as they are searched by."""

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        indexes = [models.Index(fields=["shown_to"], name="profile_by_audience")]

    def __str__(self) -> str:
        return str(self.person)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded_names = fold(self.other_names)[:LONGEST_FOLDED]
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """What Django leaves unlooked at: empty values of another kind, and the length of long texts."""
        super().clean()
        for name, check in (("audiences", validate_audiences), ("languages", validate_spoken)):
            try:
                check(getattr(self, name))
            except ValidationError as error:
                raise ValidationError({name: error.messages}) from error
        if len(self.about) > LONGEST_ABOUT:
            told = _("This is too long; at most %(n)d characters are kept.") % {"n": LONGEST_ABOUT}
            raise ValidationError({"about": told})

    @property
    def audit_id(self) -> str:
        return self.person.audit_id

    @property
    def audit_label(self) -> str:
        """No name: the trail cannot forget one."""
        return "profile"

    def audience_of(self, part: str) -> Audience:
        """Who may see a part: at most those who may see the profile."""
        if part in FIXED:
            return FIXED[part]
        chosen = Audience(self.audiences.get(part, PARTS[part]))
        return min(chosen, Audience(self.shown_to))


class Expertise(models.Model):
    """A term of the vocabulary that a person knows about."""

    person = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="expertise", verbose_name=_("account")
    )
    term = models.CharField(_("term"), max_length=60, choices=term_choices, db_index=True)

    class Meta:
        verbose_name = _("expertise")
        verbose_name_plural = _("expertise")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["person", "term"], name="term_once_a_person")]

    def __str__(self) -> str:
        return str(self.get_term_display())
