"""Small tables whose every number is known, and files in the formats of their publishers."""

import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.economy.tables import Table, checked

Numbers = NDArray[np.float64]

XU_FLOWS = np.array(
    [[175, 280, 280, 140], [140, 315, 350, 280], [245, 140, 280, 140], [175, 280, 105, 280.0]]
)
XU_OUTPUT = np.array([1225, 1610, 1085, 1015.0])
"""Xu and others (2011), the example of section 4: electricity, rail, water, gas."""


def table_of(coefficients: object, output: object, regions: int = 1) -> Table:
    """A table with these inputs per output; what is not used as input is final demand at home."""
    matrix, made = np.asarray(coefficients, dtype=float), np.asarray(output, dtype=float)
    flows = matrix * made
    size = len(made)
    final = np.zeros((size, regions))
    final[np.arange(size), np.repeat(np.arange(regions), size // regions)] = made - flows.sum(axis=1)
    return checked(
        "tiny", [f"R{n}" for n in range(regions)], [f"S{n}" for n in range(size // regions)], flows, final
    )


def interdependent(matrix: object) -> Table:
    """A table whose A* (flows per seller's output) is this matrix."""
    return table_of(matrix, np.ones(len(np.asarray(matrix))))


def random_table(seed: int, regions: int = 3, sectors: int = 4, idle: int = 0) -> Table:
    """Some of a kind: every region trades with all; `idle` sectors make and use nothing."""
    rng = np.random.default_rng(seed)
    size = regions * sectors
    flows = rng.gamma(0.5, 10.0, (size, size))
    final = rng.gamma(0.5, 20.0, (size, regions)) + 1.0
    # Nobody may use up more than half of what is made.
    flows *= 0.5 * min(
        1.0, float((final.sum(axis=1) / np.maximum(flows.sum(axis=1), flows.sum(axis=0))).min())
    )
    flows[:idle], flows[:, :idle], final[:idle] = 0, 0, 0
    return checked(
        "random", [f"R{n}" for n in range(regions)], [f"S{n}" for n in range(sectors)], flows, final
    )


CODES = ("AUS", "USA", "RoW")
FLOWS = np.array([[10, 2, 1], [3, 20, 4], [2, 5, 30.0]])
FINAL = np.array([[50, 4, 3], [2, 90, 6], [1, 2, 70.0]])
"""Three regions with one sector each (or two alike), and what each consumes."""


def two_sectors(matrix: Numbers) -> Numbers:
    return np.kron(matrix, np.array([[0.6, 0.2], [0.1, 0.1]]))


def final_of_two(matrix: Numbers) -> Numbers:
    return np.repeat(matrix, 2, axis=0) * np.tile([0.7, 0.3], 3)[:, None]


def write_wiod(path: Path) -> None:
    """As the release of 2013: four rows and columns of labels below the year, totals at the end."""
    import openpyxl

    sectors, demand = (
        [("AtB", "Agriculture", "c1"), ("P", "Households", "c35")],
        [("C37", "Final consumption", "c37")],
    )
    columns = [(code, name, region, number) for region in CODES for code, name, number in sectors]
    final = [(code, name, region, number) for region in CODES for code, name, number in demand]
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    top = [
        "Intercountry Input-Output Table for 2011",
        None,
        "(industry-by-industry)",
        "(millions of US$)",
        None,
        None,
    ]
    for row in range(6):
        labels = [entry[row - 2] if row >= 2 else None for entry in [*columns, *final]]
        sheet.append([top[row], None, None, None, *labels, "Total" if row == 2 else None])
    flows, bought = two_sectors(FLOWS), final_of_two(FINAL)
    for label, numbers, wanted in zip(columns, flows, bought, strict=True):
        sheet.append([*label, *numbers, *wanted, numbers.sum() + wanted.sum()])
    output = flows.sum(axis=1) + bought.sum(axis=1)
    for code, name, numbers in (
        ("r60", "Total intermediate consumption", flows.sum(axis=0)),
        ("r64", "Value added at basic prices", output - flows.sum(axis=0)),
        ("r69", "Output at basic prices", output),
    ):
        sheet.append([None, name, "TOT", code, *numbers, *[0.0] * len(final), 0.0])
    book.save(path)


def write_icio(path: Path) -> None:
    """As the edition of 2023: one line of labels, totals and value added at the end."""
    labels = [f"{region.upper()}_{sector}" for region in CODES for sector in ("A01_02", "I")]
    demand = [f"{region.upper()}_HFCE" for region in CODES]
    flows, bought = two_sectors(FLOWS), final_of_two(FINAL)
    lines = [",".join(["V1", *labels, *demand, "OUT"])]
    output = flows.sum(axis=1) + bought.sum(axis=1)
    for label, numbers, wanted, total in zip(labels, flows, bought, output, strict=True):
        lines.append(",".join([label, *map(str, numbers), *map(str, wanted), str(total)]))
    zeros = ["0"] * len(demand)
    lines.append(",".join(["TLS", *["0"] * len(labels), *zeros, "0"]))
    lines.append(",".join(["VA", *map(str, output - flows.sum(axis=0)), *zeros, "0"]))
    lines.append(",".join(["OUT", *map(str, output), *map(str, bought.sum(axis=0)), "0"]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_eora(path: Path) -> None:
    """As Eora26_YYYY_bp.zip with its labels: tab-separated, the statistical remainder ROW last."""
    flows, bought = two_sectors(FLOWS), final_of_two(FINAL)
    flows = np.pad(flows, ((0, 1), (0, 1)), constant_values=0.5)
    bought = np.pad(bought, ((0, 1), (0, 1)), constant_values=0.25)
    regions = [("Australia", "AUS"), ("USA", "USA"), ("Norway", "NOR")]
    sectors = [
        (*region, "Industries", sector)
        for region in regions
        for sector in ("Agriculture", "Hotels and Restraurants")
    ]
    rows = [*sectors, ("Statistical Discrepancies", "ROW", "Industries", "Total")]
    demand = [(*region, "Final demand", "Household final consumption") for region in regions]
    demand.append(("Statistical Discrepancies", "ROW", "Final demand", "Total"))
    added = flows.sum(axis=0)[None, :]

    def text(values: object) -> str:
        return "\n".join("\t".join(map(str, row)) for row in values) + "\n"  # type: ignore[attr-defined]

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (
            ("Eora26_2015_bp_T.txt", text(flows)),
            ("Eora26_2015_bp_FD.txt", text(bought)),
            ("Eora26_2015_bp_VA.txt", text(added)),
            ("Eora26_2015_bp_Q.txt", text(np.ones((1, 7)))),
            ("Eora26_2015_bp_QY.txt", text(np.ones((1, 4)))),
            ("labels_T.txt", text(rows)),
            ("labels_FD.txt", text(demand)),
            ("labels_VA.txt", text([("Primary inputs", "Compensation of employees")])),
            ("labels_Q.txt", text([("Emissions", "CO2 (Gg)")])),
        ):
            archive.writestr(name, content)
