"""`anso drift objects`: all that can be made to drift."""

from anso.cli.terminal import print_json

__all__ = ["objects"]


def objects(*, json: bool = False) -> None:
    """List what can drift: leeway classes, kinds of ships, oils.

    Parameters
    ----------
    json
        Print JSON
    """
    from anso.services.drift.objects.leeway import leeway_classes
    from anso.services.drift.objects.ship import SHIPS, leeway_share
    from anso.services.drift.oil.oils import oils

    found = {"drifter": "Surface drifter, moved by the currents (and by --windage)"}
    found |= {f"leeway:{each.name}": each.what for each in leeway_classes().values()}
    found |= {
        f"ship:{name}": (
            f"{ship.length:g} m long, draught {ship.draught:g} m, {ship.height:g} m above water: "
            f"{leeway_share(ship):.1%} of the wind"
        )
        for name, ship in SHIPS.items()
    }
    found |= {f"oil:{oil.name}": f"{oil.what}, {oil.density:g} kg/m3" for oil in oils().values()}
    if json:
        print_json(found)
        return
    width = max(map(len, found))
    print("\n".join(f"{name:{width}}  {what}" for name, what in found.items()))
