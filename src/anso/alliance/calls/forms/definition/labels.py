"""What the fields of a definition's parts are called on the pages that edit them, and the help that stands below."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

__all__ = ["HELP", "LABELS", "VALUES"]

LABELS: Mapping[str, Any] = {
    "title": _("Title"), "summary": _("Summary"), "applying": _("Who applies"), "effect": _("What an award brings about"),
    "per_person": _("Applications one person may submit"), "co_applicants": _("Co-applicants at most"),
    "reference_days": _("Days after the deadline for referees"), "retention_years": _("Years that the rest is kept"),
    "code": _("Code"), "help": _("Help"), "kind": _("Kind"), "label": _("Question"), "required": _("Needed"),
    "identifies": _("Tells who applies"), "reviewed": _("Shown to reviewers"), "fact": _("Fact"), "when": _("Asked only when"),
    "choices": _("Choices"), "columns": _("Columns"), "least": _("Least"), "most": _("Most"), "ceiling": _("Ceiling of the sum"),
    "currency": _("Currency"), "files": _("Kinds of files"), "largest_mb": _("Largest file in MB"), "how_many": _("Files at most"),
    "reason": _("Reason, said to whom it keeps out"), "all_of": _("All of these must hold"),
    "any_of": _("One of these must hold"), "reviewing": _("Who reviews"), "blind": _("Who knows whom"),
    "reviews_per": _("Reviews of each application"), "load": _("Applications of one reviewer at most"),
    "per_country": _("Reviewers of one country at most"), "comment_needed": _("A comment is needed"),
    "discussion": _("Reviewers discuss"), "days": _("Days"), "reminders": _("Reminders, days before the end"),
    "going": _("Who goes on"), "number": _("Number"), "share": pgettext_lazy("of applications", "Share"), "score": _("Score"), "weight": _("Weight"),
    "anchors": _("What a score means"), "same_institution": _("Same institution"),
    "institution_years": _("Years that a former institution counts"), "mail_domain": _("Same mail domain"),
    "coauthors": _("Published together"), "coauthor_years": _("Years that a publication counts"),
    "supervision": _("Supervisor and student"), "family": _("Family"), "nominating": _("Nominating institution"),
    "same_country": _("Same country"), "unconfirmed_blocks": _("Who is not confirmed reviews nothing"),
    "places": _("Places"), "waiting": _("Places of the waiting list"), "answer_days": _("Days to accept"),
    "board_approves": _("The board approves"), "where": _("Counts those with"), "each": _("Holds for each value of"),
    "sum_of": _("Bounds the sum of"), "least_share": _("Least share"), "most_share": _("Most share"),
    "subject": _("Subject"), "body": _("Text"), "signatory": _("Signed by"), "field": _("Question’s code"),
    "operator": _("Test"), "value": _("Value"),
}  # fmt: skip
HELP: Mapping[str, Any] = {
    "code": _("Letters, digits, - and _, a letter first; it names the part in data and stays as it is."),
    "fact": _("The name that lists, quotas and figures use: country, degree, gender, field, university, title, cost …"),
    "when": _("One line a question: its code, a colon, the answers that count, with commas between: degree: phd, master"),
    "where": _("One line a fact: its name, a colon, the values that count, with commas between: gender: female"),
    "reminders": _("Numbers with commas between."),
    "files": _("With commas between: pdf, docx, xlsx, pptx, png, jpeg, text."),
    "least_share": _("Between 0 and 1, of all who are chosen."),
    "most_share": _("Between 0 and 1, of all who are chosen."),
    "body": _("Blanks are filled in: {name}, {number}, {title}, {call}, {programme}, {date}, {deadline}, {place}, {amount}, {reason}, {signatory}."),
    "value": _("Several values with commas between, where the test takes a list."),
    "least": _("Of a number, of the characters of a text, of rows, choices or referees."),
}  # fmt: skip
VALUES: Mapping[str, Any] = {
    "person": _("A person"), "team": _("A person with co-applicants"), "nominator": _("Somebody for another"),
    "institution": _("An institution"), "": _("Nothing besides its letter"), "project": _("A project"),
    "student": _("A student’s record"), "membership": _("Membership"), "text": _("Short text"), "long_text": _("Long text"),
    "number": _("Number"), "whole": _("Whole number"), "date": _("Day"), "yes_no": _("Yes or no"), "choice": _("One choice"),
    "choices": _("Several choices"), "country": _("Country"), "countries": _("Countries"), "email": _("E-mail address"),
    "url": _("Web address"), "file": _("File"), "table": _("Table"), "budget": _("Budget"), "referees": _("Referees"),
    "terms": _("Terms of expertise"), "declaration": _("Declaration to agree to"), "screening": _("Screening"),
    "review": _("Review"), "matched": _("Matched from the pool"), "invited": _("Invited one by one"),
    "panel": _("Everybody of the pool"), "open": _("Open"), "single": _("Applicants do not know reviewers"),
    "double": _("Neither knows the other"), "awarded": _("Awarded"), "waiting": _("Waiting list"),
    "declined": _("Not chosen"), "refused": _("Not eligible or not complete"),
}  # fmt: skip
