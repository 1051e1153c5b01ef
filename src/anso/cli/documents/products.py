"""The products, with what can be asked of each."""

from anso.cli.documents.marks import table
from anso.cli.run import describe_field, option_name
from anso.product import CORRIDORS, Product, products

__all__ = ["products_list"]

OURS = "anso."


def products_list() -> str:
    """Our own products; those of other installed packages are documented by their packages."""
    ours = [product for product in products().values() if product.function.__module__.startswith(OURS)]
    return "\n\n".join(product_section(product) for product in ours)


def product_section(product: Product) -> str:
    about = " ".join((product.request.__doc__ or "").split())
    lines = [
        f"### {product.slug}",
        f"{product.summary_in('en').rstrip('.')}. Corridor: {CORRIDORS[product.corridor].title['en'].lower()}.",
    ]
    if about:
        lines.append(about)
    lines.append(
        table(
            ("option", "field", "what it asks"),
            [
                (f"`{option_name(name)}`", f"`{name}`", describe_field(field))
                for name, field in product.request.model_fields.items()
            ],
        )
    )
    return "\n\n".join(lines)
