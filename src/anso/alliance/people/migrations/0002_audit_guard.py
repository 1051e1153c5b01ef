"""The database itself refuses to change or delete the audit trail, and from here on the tables are left alone.

Triggers stop updates and deletes of events, the deletion of the head and any step of it but the next.
Django's options then turn to `managed = False`: nothing that empties or rebuilds tables reaches these two.
"""

from django.db import migrations

ONLY_GROWS = "The audit trail only grows: its events are neither changed nor deleted."
ONLY_ADVANCES = "The head of the audit trail only moves on by one event."

SQLITE = f"""
CREATE TRIGGER people_auditevent_no_update BEFORE UPDATE ON people_auditevent
BEGIN SELECT RAISE(ABORT, '{ONLY_GROWS}'); END;

CREATE TRIGGER people_auditevent_no_delete BEFORE DELETE ON people_auditevent
BEGIN SELECT RAISE(ABORT, '{ONLY_GROWS}'); END;

CREATE TRIGGER people_audithead_advance BEFORE UPDATE ON people_audithead
WHEN NEW.id <> OLD.id OR NEW.sequence <> OLD.sequence + 1
BEGIN SELECT RAISE(ABORT, '{ONLY_ADVANCES}'); END;

CREATE TRIGGER people_audithead_no_delete BEFORE DELETE ON people_audithead
BEGIN SELECT RAISE(ABORT, '{ONLY_ADVANCES}'); END;

CREATE TRIGGER people_audithead_one_row BEFORE INSERT ON people_audithead
WHEN EXISTS (SELECT 1 FROM people_audithead)
BEGIN SELECT RAISE(ABORT, '{ONLY_ADVANCES}'); END
"""

SQLITE_UNDO = """
DROP TRIGGER people_auditevent_no_update;

DROP TRIGGER people_auditevent_no_delete;

DROP TRIGGER people_audithead_advance;

DROP TRIGGER people_audithead_no_delete;

DROP TRIGGER people_audithead_one_row
"""

POSTGRESQL = f"""
CREATE FUNCTION people_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{ONLY_GROWS}' USING ERRCODE = 'restrict_violation'; END $$;

CREATE FUNCTION people_audit_advance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.id = OLD.id AND NEW.sequence = OLD.sequence + 1 THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' AND NOT EXISTS (SELECT 1 FROM people_audithead) THEN RETURN NEW; END IF;
  RAISE EXCEPTION '{ONLY_ADVANCES}' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER people_auditevent_no_change BEFORE UPDATE OR DELETE ON people_auditevent
FOR EACH ROW EXECUTE FUNCTION people_audit_refuse();

CREATE TRIGGER people_auditevent_no_truncate BEFORE TRUNCATE ON people_auditevent
FOR EACH STATEMENT EXECUTE FUNCTION people_audit_refuse();

CREATE TRIGGER people_audithead_advance BEFORE INSERT OR UPDATE OR DELETE ON people_audithead
FOR EACH ROW EXECUTE FUNCTION people_audit_advance();

CREATE TRIGGER people_audithead_no_truncate BEFORE TRUNCATE ON people_audithead
FOR EACH STATEMENT EXECUTE FUNCTION people_audit_advance()
"""

POSTGRESQL_UNDO = """
DROP TRIGGER people_auditevent_no_change ON people_auditevent;

DROP TRIGGER people_auditevent_no_truncate ON people_auditevent;

DROP TRIGGER people_audithead_advance ON people_audithead;

DROP TRIGGER people_audithead_no_truncate ON people_audithead;

DROP FUNCTION people_audit_refuse();

DROP FUNCTION people_audit_advance()
"""


def guard(apps, schema_editor):
    apps.get_model("people", "AuditHead").objects.using(schema_editor.connection.alias).create()
    run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def unguard(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE_UNDO, "postgresql": POSTGRESQL_UNDO})


def run(schema_editor, scripts):
    vendor = schema_editor.connection.vendor
    if vendor not in scripts:
        raise NotImplementedError(f"Records live in SQLite or PostgreSQL; {vendor} cannot guard the audit trail.")
    for statement in scripts[vendor].split(";\n\n"):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.RunPython(guard, unguard),
        migrations.AlterModelOptions(
            name="auditevent",
            options={
                "default_permissions": ("view",),
                "managed": False,
                "ordering": ["-sequence"],
                "verbose_name": "audit event",
                "verbose_name_plural": "audit trail",
            },
        ),
        migrations.AlterModelOptions(name="audithead", options={"default_permissions": (), "managed": False}),
    ]
