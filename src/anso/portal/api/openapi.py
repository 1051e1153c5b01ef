"""The OpenAPI document, with one operation for each product: its own request schema, its own example.

Ninja makes the document from the operations; asking for a run is one operation in code, and here becomes as
many as there are products, so that a program's author sees every field that a product takes.
"""

from typing import Any

from anso.product import Product, products, upload_rules

__all__ = ["SECURITY_SCHEMES", "with_products"]

SECURITY_SCHEMES = {
    "token": {"type": "http", "scheme": "bearer", "description": "A token made on your profile page"},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "anso_session",
        "description": "The session of the site; calls that change something also need X-CSRFToken",
    },
}
SECURITY: list[dict[str, list[str]]] = [{}, {"token": []}, {"session": []}]
SCHEMAS = "#/components/schemas/"


def with_products(document: dict[str, Any], prefix: str) -> dict[str, Any]:
    """The document with every product's operation, the ways to sign in, and descriptions of the errors."""
    components = document["components"]
    components["securitySchemes"] = SECURITY_SCHEMES
    document["security"] = SECURITY
    schemas = components.setdefault("schemas", {})
    for operations in document["paths"].values():
        operations.pop("head", None)  # goes without saying: what can be read can be asked after
    for product in products().values():
        document["paths"][f"{prefix}products/{product.slug}/requests"] = {
            "post": _operation(product, schemas)
        }
    document["tags"] = [{"name": name} for name in _tags(document)]
    return document


def _operation(product: Product, schemas: dict[str, Any]) -> dict[str, Any]:
    name = f"Request_{product.slug.replace('.', '_').replace('-', '_')}"
    schema = product.request.model_json_schema(ref_template=SCHEMAS + "{model}")
    for part, definition in schema.pop("$defs", {}).items():
        schemas.setdefault(part, definition)
    schemas[name] = schema
    body: dict[str, Any] = {"schema": {"$ref": SCHEMAS + name}}
    media = "multipart/form-data" if upload_rules(product.request) else "application/json"
    return {
        "operationId": f"ask_{product.slug.replace('.', '_').replace('-', '_')}",
        "summary": product.title["en"],
        "description": f"{product.summary['en']}\n\nAnswers at once with the job that runs it.",
        "tags": ["Asking for a run"],
        "requestBody": {"required": True, "content": {media: body}},
        "responses": {
            "202": _answer("The job", "JobOut"),
            "403": _answer(
                "Only people who are signed in may give files or ask for a private release", "Error"
            ),
            "422": _answer("What is wrong with the request, field by field", "Error"),
            "429": _answer("Asked too often", "Error"),
        },
    }


def _answer(description: str, schema: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {"application/json": {"schema": {"$ref": SCHEMAS + schema}}},
    }


def _tags(document: dict[str, Any]) -> list[str]:
    """Tags in the order a reader wants them: what there is, then asking for more."""
    found = {
        tag
        for operations in document["paths"].values()
        for operation in operations.values()
        for tag in operation.get("tags", ())
    }
    order = ["Products", "Asking for a run", "Jobs", "Releases", "Across releases", "Places"]
    return [*(tag for tag in order if tag in found), *sorted(found - set(order))]
