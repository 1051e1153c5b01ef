"""What a service offers: a product is a Request model and a function that gives a release.

A product is declared once, with `@product`; the command line, the API, the web form and the schedule are
made from that declaration. All four read requests through `parse_request`, so that a bad value gives
the same sentence on each, and run them through `execute`, so that a release looks the same whoever asked.
"""

from pydantic import Field

from anso.product.codes import CountryCode, PlaceCode, RegionCode
from anso.product.corridors import CORRIDORS, Corridor
from anso.product.execute import execute, store_for
from anso.product.fields import FieldWords
from anso.product.parse import parse_request, request_content
from anso.product.progress import Cancelled, Reporter, Silent
from anso.product.registry import Product, get_product, product, products
from anso.product.request import MayBePrivate, Request
from anso.product.run import Run
from anso.product.upload import Upload, UploadRule, upload_rules
from anso.release.alert import Alert

__all__ = [
    "CORRIDORS",
    "Alert",
    "Cancelled",
    "Corridor",
    "CountryCode",
    "Field",
    "FieldWords",
    "MayBePrivate",
    "PlaceCode",
    "Product",
    "RegionCode",
    "Reporter",
    "Request",
    "Run",
    "Silent",
    "Upload",
    "UploadRule",
    "execute",
    "get_product",
    "parse_request",
    "product",
    "products",
    "request_content",
    "store_for",
    "upload_rules",
]
