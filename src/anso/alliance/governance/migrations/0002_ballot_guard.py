"""The database itself refuses to change what is kept of a ballot, and from here on the tables are left alone.

An opening, an entry of a roll and a record are never changed or deleted; a roll grows only until the ballot
opens. A sheet of marks and a box grow by exactly one at a time, and not at all once there is a record. What a
forger could still do within these bounds, or by dropping them, the seals in the audit trail show
(`anso ballots verify`). Django's options then turn to `managed = False`: nothing that empties or rebuilds
tables reaches these.
"""

from django.db import migrations

FIXED = "What is kept of a ballot is neither changed nor deleted."
GROWS = "A ballot takes one vote at a time, and none after its result."
ROLL = "The roll of a ballot is fixed when it opens."

FIXED_TABLES = ("opening", "rollentry", "ballotrecord")
GROWING_TABLES = ("marksheet", "ballotbox")
ONE_ROW_TABLES = ("opening", "ballotrecord", *GROWING_TABLES)


def sqlite():
    for table in FIXED_TABLES:
        yield (
            f"CREATE TRIGGER governance_{table}_no_update BEFORE UPDATE ON governance_{table} "
            f"BEGIN SELECT RAISE(ABORT, '{FIXED}'); END"
        )
    for table in GROWING_TABLES:
        yield (
            f"CREATE TRIGGER governance_{table}_grows BEFORE UPDATE ON governance_{table} "
            "WHEN NEW.ballot_id <> OLD.ballot_id OR NEW.number <> OLD.number + 1 OR NEW.salt = OLD.salt "
            "OR EXISTS (SELECT 1 FROM governance_ballotrecord WHERE ballot_id = OLD.ballot_id) "
            f"BEGIN SELECT RAISE(ABORT, '{GROWS}'); END"
        )
    for table in (*FIXED_TABLES, *GROWING_TABLES):
        yield (
            f"CREATE TRIGGER governance_{table}_no_delete BEFORE DELETE ON governance_{table} "
            f"BEGIN SELECT RAISE(ABORT, '{FIXED}'); END"
        )
    for table in ONE_ROW_TABLES:
        # REPLACE deletes without asking the trigger that refuses deletions.
        yield (
            f"CREATE TRIGGER governance_{table}_one_row BEFORE INSERT ON governance_{table} "
            f"WHEN EXISTS (SELECT 1 FROM governance_{table} WHERE ballot_id = NEW.ballot_id) "
            f"BEGIN SELECT RAISE(ABORT, '{FIXED}'); END"
        )
    for table in GROWING_TABLES:
        yield (
            f"CREATE TRIGGER governance_{table}_begins_empty BEFORE INSERT ON governance_{table} "
            f"WHEN NEW.number <> 0 BEGIN SELECT RAISE(ABORT, '{GROWS}'); END"
        )
    yield (
        "CREATE TRIGGER governance_rollentry_until_opened BEFORE INSERT ON governance_rollentry "
        "WHEN EXISTS (SELECT 1 FROM governance_opening WHERE ballot_id = NEW.ballot_id) "
        "OR EXISTS (SELECT 1 FROM governance_rollentry WHERE id = NEW.id) "
        f"BEGIN SELECT RAISE(ABORT, '{ROLL}'); END"
    )


def postgresql():
    yield (
        "CREATE FUNCTION governance_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{FIXED}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    yield (
        "CREATE FUNCTION governance_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'INSERT' AND NEW.number = 0 THEN RETURN NEW; END IF; "
        "IF TG_OP = 'UPDATE' AND NEW.ballot_id = OLD.ballot_id AND NEW.number = OLD.number + 1 "
        "AND NEW.salt <> OLD.salt AND NOT EXISTS "
        "(SELECT 1 FROM governance_ballotrecord WHERE ballot_id = OLD.ballot_id) THEN RETURN NEW; END IF; "
        f"RAISE EXCEPTION '{GROWS}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    yield (
        "CREATE FUNCTION governance_roll() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF EXISTS (SELECT 1 FROM governance_opening WHERE ballot_id = NEW.ballot_id) THEN "
        f"RAISE EXCEPTION '{ROLL}' USING ERRCODE = 'restrict_violation'; END IF; RETURN NEW; END $$"
    )
    for table in FIXED_TABLES:
        yield (
            f"CREATE TRIGGER governance_{table}_no_change BEFORE UPDATE OR DELETE ON governance_{table} "
            "FOR EACH ROW EXECUTE FUNCTION governance_refuse()"
        )
    for table in GROWING_TABLES:
        yield (
            f"CREATE TRIGGER governance_{table}_grows BEFORE INSERT OR UPDATE ON governance_{table} "
            "FOR EACH ROW EXECUTE FUNCTION governance_grows()"
        )
        yield (
            f"CREATE TRIGGER governance_{table}_no_delete BEFORE DELETE ON governance_{table} "
            "FOR EACH ROW EXECUTE FUNCTION governance_refuse()"
        )
    for table in (*FIXED_TABLES, *GROWING_TABLES):
        yield (
            f"CREATE TRIGGER governance_{table}_no_truncate BEFORE TRUNCATE ON governance_{table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION governance_refuse()"
        )
    yield (
        "CREATE TRIGGER governance_rollentry_until_opened BEFORE INSERT ON governance_rollentry "
        "FOR EACH ROW EXECUTE FUNCTION governance_roll()"
    )


def names(statements):
    """Triggers with their tables, and functions, that the statements make."""
    triggers, functions = [], []
    for statement in statements:
        words = statement.split()
        if words[1] == "TRIGGER":
            triggers.append((words[2], words[words.index("ON") + 1]))
        else:
            functions.append(words[2])
    return triggers, functions


def guard(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor not in STATEMENTS:
        raise NotImplementedError(f"Records live in SQLite or PostgreSQL; {vendor} cannot guard ballots.")
    for statement in STATEMENTS[vendor]():
        schema_editor.execute(statement, params=None)


def unguard(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    triggers, functions = names(STATEMENTS[vendor]())
    for trigger, table in triggers:
        schema_editor.execute(
            f"DROP TRIGGER {trigger}" + (f" ON {table}" if vendor == "postgresql" else ""), params=None
        )
    for function in functions:
        schema_editor.execute(f"DROP FUNCTION {function}", params=None)


STATEMENTS = {"sqlite": sqlite, "postgresql": postgresql}


def left_alone(model, **options):
    return migrations.AlterModelOptions(name=model, options={"managed": False, **options})


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]

    operations = [
        migrations.RunPython(guard, unguard),
        left_alone(
            "opening",
            verbose_name="opening of a ballot",
            verbose_name_plural="openings of ballots",
            default_permissions=("view",),
        ),
        left_alone(
            "rollentry",
            verbose_name="entry of a roll",
            verbose_name_plural="entries of rolls",
            default_permissions=("view",),
            ordering=["ballot", "number"],
        ),
        left_alone("marksheet", default_permissions=()),
        left_alone("ballotbox", default_permissions=()),
        left_alone(
            "ballotrecord",
            verbose_name="record of a ballot",
            verbose_name_plural="records of ballots",
            default_permissions=("view",),
        ),
    ]
