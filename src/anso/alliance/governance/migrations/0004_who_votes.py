"""Indexes by which a voter's seats and entries are found among ten thousand.

The roll's table is Django's no more (migration 0002), so its indexes are made by hand; they change no row.
"""

from django.db import migrations, models

ROLL = {"rollentry_by_person": "person", "rollentry_by_institution": "institution"}


class Migration(migrations.Migration):
    dependencies = [("governance", "0003_papers_with_files")]

    operations = [
        migrations.AddIndex(
            model_name="term",
            index=models.Index(fields=["body", "person"], name="seats_of_a_person"),
        ),
        *(
            migrations.RunSQL(
                f"CREATE INDEX {name} ON governance_rollentry (ballot_id, {column})",
                f"DROP INDEX {name}",
                state_operations=[
                    migrations.AddIndex(
                        model_name="rollentry", index=models.Index(fields=["ballot", column], name=name)
                    )
                ],
            )
            for name, column in ROLL.items()
        ),
    ]
