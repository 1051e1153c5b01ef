"""`manage.py loadsample`: load the sample alliance and print how to sign in as each role."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from anso.alliance.sample.actions import load_sample


class Command(BaseCommand):
    help = "Load the sample alliance (the alliance in 2020) and a synthetic account for each role"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--password", help="Password of the accounts made; a new one if it is not given")
        parser.add_argument("--no-accounts", action="store_true", help="Load the records alone")

    def handle(self, *_args: Any, **options: Any) -> None:
        sign_ins = load_sample(password=options["password"], accounts=not options["no_accounts"])
        for sign_in in sign_ins:
            shown = sign_in.password or "(made earlier; its password is unchanged)"
            self.stdout.write(f"{sign_in.role:16} {sign_in.email:32} {shown}")
