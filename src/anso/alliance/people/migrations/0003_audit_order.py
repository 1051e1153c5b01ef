"""The database itself takes an event only where the trail ends, and moves the head only onto that event.

Without this, SQLite's `REPLACE` would put a forged event in the place of a written one: it deletes without
asking the trigger that refuses deletions, and a chain so rewritten from there on would verify.
"""

from django.db import migrations

FOLLOWS = "The audit trail only grows: an event follows the last one."
ADVANCES = "The head of the audit trail only moves on to the event written last."

SQLITE = f"""
CREATE TRIGGER people_auditevent_follows BEFORE INSERT ON people_auditevent
WHEN NEW.sequence IS NOT (SELECT sequence + 1 FROM people_audithead)
  OR NEW.previous IS NOT (SELECT hash FROM people_audithead)
BEGIN SELECT RAISE(ABORT, '{FOLLOWS}'); END;

CREATE TRIGGER people_audithead_names_last BEFORE UPDATE ON people_audithead
WHEN NEW.hash IS NOT (SELECT hash FROM people_auditevent WHERE sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, '{ADVANCES}'); END
"""

SQLITE_UNDO = """
DROP TRIGGER people_auditevent_follows;

DROP TRIGGER people_audithead_names_last
"""

POSTGRESQL = f"""
CREATE FUNCTION people_audit_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM people_audithead WHERE sequence + 1 = NEW.sequence AND hash = NEW.previous)
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION '{FOLLOWS}' USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION people_audit_names_last() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM people_auditevent WHERE sequence = NEW.sequence AND hash = NEW.hash)
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION '{ADVANCES}' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER people_auditevent_follows BEFORE INSERT ON people_auditevent
FOR EACH ROW EXECUTE FUNCTION people_audit_follows();

CREATE TRIGGER people_audithead_names_last BEFORE UPDATE ON people_audithead
FOR EACH ROW EXECUTE FUNCTION people_audit_names_last()
"""

POSTGRESQL_UNDO = """
DROP TRIGGER people_auditevent_follows ON people_auditevent;

DROP TRIGGER people_audithead_names_last ON people_audithead;

DROP FUNCTION people_audit_follows();

DROP FUNCTION people_audit_names_last()
"""


def guard(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def unguard(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE_UNDO, "postgresql": POSTGRESQL_UNDO})


def run(schema_editor, scripts):
    for statement in scripts[schema_editor.connection.vendor].split(";\n\n"):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("people", "0002_audit_guard")]

    operations = [migrations.RunPython(guard, unguard)]
