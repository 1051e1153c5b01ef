"""What is asked of the network: who its members are, where, since when; what they host and what was signed."""

from anso.alliance.network.queries.agreements import (
    ambassadors,
    association_members,
    associations,
    associations_hosted_in,
    associations_in_being,
    members_of_associations,
    memoranda,
    memoranda_in_force,
    partners,
    published_figures,
)
from anso.alliance.network.queries.contacts import contacts_for, institutions_kept_by
from anso.alliance.network.queries.directory import (
    Asked,
    countries_of,
    institution_for,
    institution_with_parts,
    institutions,
    members_by_country,
    named_like,
)
from anso.alliance.network.queries.files import upload_rules
from anso.alliance.network.queries.members import (
    CountryMembers,
    YearCount,
    applications_for,
    members,
    members_in,
    members_with_a_voice,
    membership_counts_by_year,
    membership_note,
    memberships_by_country,
)
from anso.alliance.network.queries.offered import country_panel, searchable
from anso.alliance.network.queries.people import affiliations_of, conflicts_of, person_panel
from anso.alliance.network.queries.whole import Held, memberships_of, ties_to_associations

__all__ = [
    "Asked",
    "CountryMembers",
    "Held",
    "YearCount",
    "affiliations_of",
    "ambassadors",
    "applications_for",
    "association_members",
    "associations",
    "associations_hosted_in",
    "associations_in_being",
    "conflicts_of",
    "contacts_for",
    "countries_of",
    "country_panel",
    "institution_for",
    "institution_with_parts",
    "institutions",
    "institutions_kept_by",
    "members",
    "members_by_country",
    "members_in",
    "members_of_associations",
    "members_with_a_voice",
    "membership_counts_by_year",
    "membership_note",
    "memberships_by_country",
    "memberships_of",
    "memoranda",
    "memoranda_in_force",
    "named_like",
    "partners",
    "person_panel",
    "published_figures",
    "searchable",
    "ties_to_associations",
    "upload_rules",
]
