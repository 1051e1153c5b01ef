"""Memberships on record before their history was kept get the step that they are known by, and their end."""

from django.db import migrations

STEPS = {"founding": "founded", "endorsed": "endorsed", "approved": "approved", "named": "named"}


def write_first_steps(apps, schema_editor):
    Membership = apps.get_model("network", "Membership")
    MembershipStep = apps.get_model("network", "MembershipStep")
    using = schema_editor.connection.alias
    steps = []
    for held in Membership.objects.using(using).filter(steps=None):
        steps.append(
            MembershipStep(
                membership=held,
                step=STEPS[held.kind],
                on=held.since or held.evidence_date,
                evidence=held.evidence,
            )
        )
        if held.until is not None:
            steps.append(
                MembershipStep(membership=held, step="left", on=held.until, evidence=held.evidence)
            )
    MembershipStep.objects.using(using).bulk_create(steps)
    Membership.objects.using(using).filter(until__isnull=False).update(state="ended")


class Migration(migrations.Migration):
    dependencies = [("network", "0002_membership_history")]

    operations = [migrations.RunPython(write_first_steps, migrations.RunPython.noop)]
