"""The sample alliance, and the sign-ins of its made-up people."""

import hashlib
import json
import os
import secrets
from importlib.util import find_spec
from pathlib import Path

from anso.cli.site import prepare_django
from anso.cli.terminal import err, print_table
from anso.cli.up.stage import Stage
from anso.cli.up.state import recall, remember

__all__ = ["SIGN_INS", "load_sample", "show_sign_ins"]

SIGN_INS = "sample-sign-ins.json"
STATE = "sample"
PASSWORD_BYTES = 12

SignIns = list[dict[str, str]]


def load_sample(home: Path, stage: Stage) -> SignIns:
    """Load what of the sample is not there yet; gives a sign-in for each role."""
    known = read_sign_ins(home)
    now = fingerprint()
    if known and recall(home, STATE) == now:
        return known
    # Kept before it is used: after a crash in between, the accounts can still be entered.
    password = known[0]["password"] if known else secrets.token_urlsafe(PASSWORD_BYTES)
    passwords = {entry["email"]: entry["password"] for entry in known}
    write_sign_ins(home, known or [{"role": "", "email": "", "password": password}])
    with stage.step("Loading the sample alliance"):
        prepare_django()
        from anso.alliance.sample.actions import load_sample as load

        sign_ins = [
            {
                "role": one.role,
                "email": one.email,
                "password": one.password or passwords.get(one.email, password),
            }
            for one in load(password=password)
        ]
    write_sign_ins(home, sign_ins)
    remember(home, STATE, now)
    return sign_ins


def fingerprint() -> str:
    """Changes when the sample's files do."""
    spec = find_spec("anso.alliance.sample")
    folder = Path(next(iter(spec.submodule_search_locations or ()))) if spec else Path()
    digest = hashlib.sha256()
    for path in sorted((folder / "data").rglob("*")):
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def read_sign_ins(home: Path) -> SignIns:
    try:
        entries: SignIns = json.loads((home / SIGN_INS).read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return []
    return entries


def write_sign_ins(home: Path, sign_ins: SignIns) -> None:
    """Readable by this user alone."""
    temporary = home / f".{SIGN_INS}.{os.getpid()}"
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(sign_ins, file, indent=1)
    temporary.replace(home / SIGN_INS)


def show_sign_ins(sign_ins: SignIns) -> None:
    if sign_ins:
        print("\nSign in as a role of the sample alliance (its people are made up):")
        print_table(
            ("role", "e-mail", "password"),
            [
                (entry["role"].replace("-", " ").capitalize(), entry["email"], entry["password"])
                for entry in sign_ins
            ],
            "",
            console=err(),
        )
        print(flush=True)
