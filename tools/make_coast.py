"""Make the coast that drifting things meet, from a public package.

    python tools/make_coast.py --world-atlas DIR

    --world-atlas   `package` folder of the npm package world-atlas 2.0.2

Goes out: `src/anso/services/drift/coast/data/land.npy.xz`, the same bytes for the same input. What it holds
and where it comes from stands in `PROVENANCE.md` beside it.
"""

import argparse
import io
import json
import lzma
from pathlib import Path

import numpy as np

TARGET = Path(__file__).parents[1] / "src" / "anso" / "services" / "drift" / "coast" / "data" / "land.npy.xz"
STEPS_PER_DEGREE = np.array([1 / 0.0036000360003600037, 1 / 0.0016885772698826986])


def main() -> None:
    """Read the topology, check that no line is used twice, write the lines that bound land as steps."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--world-atlas", type=Path, required=True)
    topology = json.loads((parser.parse_args().world_atlas / "land-10m.json").read_text(encoding="utf-8"))
    used = sorted(
        number if number >= 0 else ~number
        for geometry in topology["objects"]["land"]["geometries"]
        for polygon in geometry["arcs"]
        for ring in polygon
        for number in ring
    )
    if len(set(used)) != len(used):
        raise SystemExit("land-10m.json uses a line twice: sides of the coast would be mistaken")
    if not np.allclose(1 / np.array(topology["transform"]["scale"]), STEPS_PER_DEGREE):
        raise SystemExit("land-10m.json has another grid than the one that coast/land.py knows")
    rows = [
        (x, y, position == 0) for number in used for position, (x, y) in enumerate(topology["arcs"][number])
    ]
    steps = np.array(rows, dtype="<i4").T.copy()
    held = io.BytesIO()
    np.save(held, steps)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(lzma.compress(held.getvalue(), preset=9))
    print(f"{len(used):,} lines, {steps.shape[1]:,} points, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
