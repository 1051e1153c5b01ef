"""The forms of the network's pages: they ask; the actions decide."""

from anso.alliance.network.forms.fields import add_problems, language_name
from anso.alliance.network.forms.institutions import (
    ApplicationForm,
    DirectoryForm,
    InstitutionForm,
    RecordForm,
    StepForm,
    TableForm,
)
from anso.alliance.network.forms.records import (
    AmbassadorForm,
    AssociationForm,
    BelongingForm,
    ContactForm,
    EndForm,
    FigureForm,
    KeptForm,
    MemorandumForm,
    PartnerForm,
)

__all__ = [
    "AmbassadorForm",
    "ApplicationForm",
    "AssociationForm",
    "BelongingForm",
    "ContactForm",
    "DirectoryForm",
    "EndForm",
    "FigureForm",
    "InstitutionForm",
    "KeptForm",
    "MemorandumForm",
    "PartnerForm",
    "RecordForm",
    "StepForm",
    "TableForm",
    "add_problems",
    "language_name",
]
