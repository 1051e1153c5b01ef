"""The country sheet as a page to print."""

from anso.services.epidemics.outlook.country.document.pages import (
    Number,
    Page,
    Paragraph,
    Picture,
    languages_to_print,
    printed,
)

__all__ = ["Number", "Page", "Paragraph", "Picture", "languages_to_print", "printed"]
