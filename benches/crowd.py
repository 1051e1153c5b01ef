"""A made-up directory of any size: institutions with names in three scripts, memberships, people who show themselves.

The same numbers give the same directory. All of it is synthetic and says so.
"""

import random
from datetime import date, timedelta

from anso import places

__all__ = ["fill"]

LATIN = [
    "Académie",
    "Institut",
    "Universität",
    "University",
    "Centre",
    "Laboratório",
    "Çelebi",
    "Łódź",
    "Ōsaka",
    "Zürich",
]
FIELDS = [
    "Océanographie",
    "Géologie",
    "Tides",
    "Waters",
    "Ökologie",
    "Steppes",
    "Vaccines",
    "Săruri",
    "Ríos",
    "Glaciers",
]
CYRILLIC = ["Институт", "Академия", "Университет", "Центр", "Лаборатория"]
CYRILLIC_FIELDS = ["океанологии", "степей", "ледников", "вакцин", "почвоведения"]
CHINESE = ["海洋", "草原", "冰川", "疫苗", "土壤"]
CHINESE_KINDS = ["研究所", "大学", "科学院", "中心", "实验室"]
GIVEN = ["Zoë", "José", "Åse", "Mei", "Олег", "Наталья", "伟", "芳", "Amina", "Nguyễn"]
FAMILY = ["Müller", "Núñez", "Иванов", "Сидорова", "王", "李", "Okafor", "Şahin", "Dvořák", "Haddad"]
TERMS = ["water", "energy", "genomics", "public-health", "desertification"]


def fill(institutions: int = 1000, people: int = 5000, seed: int = 1) -> None:
    from django.db import transaction

    with transaction.atomic():
        fill_people(people, fill_institutions(institutions, random.Random(seed)), random.Random(seed + 1))


def fill_institutions(number: int, rng: random.Random) -> list[int]:
    """Gives their keys."""
    from anso.alliance.network.models import Institution, Membership, MembershipStep
    from anso.alliance.network.models.institutions import folded_names

    countries = [country.code for country in places.countries()]
    made = []
    for count in range(number):
        institution = Institution(
            code=f"synthetic-{count}",
            name=f"{rng.choice(LATIN)} {rng.choice(FIELDS)} {count}",
            names={
                "ru": f"{rng.choice(CYRILLIC)} {rng.choice(CYRILLIC_FIELDS)} {count}",
                "zh": f"{rng.choice(CHINESE)}{rng.choice(CHINESE_KINDS)}{count}",
            },
            kind=rng.choice(Institution.Kind.values),
            country=rng.choice(countries),
            is_synthetic=True,
        )
        institution.folded = folded_names(institution)
        made.append(institution)
    Institution.objects.bulk_create(made, batch_size=200)
    keys = list(Institution.objects.filter(code__startswith="synthetic-").values_list("pk", flat=True))
    held = Membership.objects.bulk_create(
        (
            Membership(
                institution_id=key,
                kind=rng.choice(["founding", "endorsed", "approved"]),
                since=(since := date(2018, 11, 4) + timedelta(days=rng.randrange(2000))),
                evidence="Synthetic",
                evidence_date=since,
            )
            for key in keys
        ),
        batch_size=200,
    )
    MembershipStep.objects.bulk_create(
        (
            MembershipStep(membership=one, step="endorsed", on=one.evidence_date, evidence="Synthetic")
            for one in held
        ),
        batch_size=200,
    )
    return keys


def fill_people(number: int, institutions: list[int], rng: random.Random) -> None:
    from anso.alliance.network.models import Affiliation
    from anso.alliance.people.models import Expertise, Profile, User
    from anso.places.fold import fold

    User.objects.bulk_create(
        (
            User(
                email=f"person-{count}@sample.invalid",
                name=(name := f"{rng.choice(GIVEN)} {rng.choice(FAMILY)} {count}"),
                folded_name=fold(name),
                password="!",
                country=rng.choice(["PK", "CN", "RU", "BR", "FR"]),
                is_synthetic=True,
            )
            for count in range(number)
        ),
        batch_size=200,
    )
    keys = list(User.objects.filter(email__startswith="person-").values_list("pk", flat=True))
    Profile.objects.bulk_create(
        (Profile(person_id=key, shown_to=rng.choice([2, 3, 3])) for key in keys), batch_size=200
    )
    Expertise.objects.bulk_create(
        (Expertise(person_id=key, term=rng.choice(TERMS)) for key in keys), batch_size=400
    )
    if institutions:
        Affiliation.objects.bulk_create(
            (Affiliation(person_id=key, institution_id=rng.choice(institutions)) for key in keys),
            batch_size=400,
        )
