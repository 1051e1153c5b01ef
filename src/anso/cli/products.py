"""`anso products`: what the services offer."""

from cyclopts import App

from anso.cli.terminal import err, print_json, print_table

__all__ = ["app"]

app = App(name="products")


@app.default
def list_products(*, json: bool = False) -> None:
    """What the services offer.

    Parameters
    ----------
    json
        Print JSON, with the schema of each request
    """
    from anso.product import products
    from anso.product.registry import broken_products

    known = products()
    for entry, reason in broken_products().items():
        err().print(f"The services of {entry!r} could not be loaded: {reason}", markup=False)
    if json:
        print_json(
            [
                {
                    "product": product.slug,
                    "corridor": product.corridor,
                    "title": product.title,
                    "summary": product.summary,
                    "code": product.code,
                    "request": product.request.model_json_schema(),
                }
                for product in known.values()
            ]
        )
        return
    print_table(
        ("product", "corridor", "what it gives"),
        [(product.slug, product.corridor, product.summary_in("en")) for product in known.values()],
        "No products are installed.",
    )
