"""Associations, their members, ambassadors and memoranda get their days and evidence.

Who belonged to an association keeps its row under the same key, in a table that has days; what merges remember of
such rows is told of the new table, so that they can still be undone.
"""

import django.core.validators
import django.db.models.deletion
from django.core.management.color import no_style
from django.db import migrations, models

BEFORE, AFTER = "network.Association_members", "network.AssociationMember"


def in_order(name):
    return models.CheckConstraint(
        condition=models.Q(
            ("since__isnull", True),
            ("until__isnull", True),
            ("until__gte", models.F("since")),
            _connector="OR",
        ),
        name=name,
        violation_error_message="The end cannot lie before the beginning.",
    )


def evidence():
    return models.TextField(blank=True, help_text="Where it is written.", verbose_name="evidence")


def end_evidence():
    return models.TextField(
        blank=True, help_text="Where it is written, or why.", verbose_name="evidence of the end"
    )


def since():
    return models.DateField(
        blank=True, help_text="Empty where it is not public.", null=True, verbose_name="since"
    )


def until():
    return models.DateField(blank=True, null=True, verbose_name="until")


def carry_over(apps, schema_editor):
    connection = schema_editor.connection
    old = apps.get_model("network", "Association").members.through
    new = apps.get_model("network", "AssociationMember")
    rows = [
        new(pk=row.pk, association_id=row.association_id, institution_id=row.institution_id)
        for row in old.objects.using(connection.alias).all()
    ]
    new.objects.using(connection.alias).bulk_create(rows)
    # Keys were given, so that the database must be told where to go on counting.
    for statement in connection.ops.sequence_reset_sql(no_style(), [new]):
        schema_editor.execute(statement)
    rename(apps, connection.alias, BEFORE, AFTER)


def carry_back(apps, schema_editor):
    alias = schema_editor.connection.alias
    old = apps.get_model("network", "Association").members.through
    new = apps.get_model("network", "AssociationMember")
    old.objects.using(alias).bulk_create(
        old(association_id=row.association_id, institution_id=row.institution_id)
        for row in new.objects.using(alias).filter(until=None)
    )
    rename(apps, alias, AFTER, BEFORE)


def rename(apps, alias, before, after):
    for merge in apps.get_model("network", "Merge").objects.using(alias).all():
        if any(entry["model"] == before for entry in merge.before):
            merge.before = [
                entry | {"model": after if entry["model"] == before else entry["model"]}
                for entry in merge.before
            ]
            merge.save(update_fields=["before"])


class Migration(migrations.Migration):
    dependencies = [("network", "0004_ties_and_merges")]

    operations = [
        migrations.AddField("ambassador", "evidence", evidence()),
        migrations.AddField("ambassador", "end_evidence", end_evidence()),
        migrations.AddField("association", "since", since()),
        migrations.AddField("association", "evidence", evidence()),
        migrations.AddField("association", "until", until()),
        migrations.AddField("association", "end_evidence", end_evidence()),
        migrations.AddField("memorandum", "end_evidence", end_evidence()),
        migrations.AlterField(
            "association",
            "number",
            models.CharField(
                help_text="As it is listed: 13A.",
                max_length=8,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[-0-9A-Za-z_]+\\Z", "A number holds digits and Latin letters alone, such as 13A."
                    )
                ],
                verbose_name="number",
            ),
        ),
        migrations.CreateModel(
            name="AssociationMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", since()),
                ("evidence", evidence()),
                ("until", until()),
                ("end_evidence", end_evidence()),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="belongings",
                        to="network.association",
                        verbose_name="association",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="belongings",
                        to="network.institution",
                        verbose_name="institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "member of an association",
                "verbose_name_plural": "members of associations",
                "ordering": ["association__rank", "association__number", "institution__name", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.RunPython(carry_over, carry_back),
        migrations.RemoveField("association", "members"),
        migrations.AddField(
            "association",
            "members",
            models.ManyToManyField(
                blank=True,
                related_name="associations",
                through="network.AssociationMember",
                to="network.institution",
                verbose_name="members",
            ),
        ),
        migrations.AddConstraint("association", in_order("association_ends_after_it_begins")),
        migrations.AddConstraint("associationmember", in_order("belonging_ends_after_it_begins")),
        migrations.AddConstraint(
            "associationmember",
            models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)),
                fields=("association", "institution"),
                name="one_open_belonging",
                violation_error_message="This institution belongs to the association already.",
            ),
        ),
    ]
