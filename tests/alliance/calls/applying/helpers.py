"""What tests of applying share: a browser that is signed in, a file that its checker takes."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from anso.alliance.people.models import User

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def browser_of(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def upload(name: str, content: bytes, media_type: str = "application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, media_type)
