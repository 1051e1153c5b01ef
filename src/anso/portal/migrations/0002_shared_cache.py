"""The table of the cache that all processes share: Django makes it by a command, not by a model.

A fresh database then works with `migrate` alone.
"""

from django.core.management import call_command
from django.db import migrations


def create(_apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop(_apps, schema_editor):
    schema_editor.execute("DROP TABLE IF EXISTS anso_shared_cache")


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
