"""Who may load the sample: whoever runs the server does it from the command line; on the site, an administrator."""

from django.utils.translation import gettext_lazy as _

from anso.alliance.people.rules import ADMINISTRATOR, permit

permit("sample.load", _("load the sample alliance"), ADMINISTRATOR)
