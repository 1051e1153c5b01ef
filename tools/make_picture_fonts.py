"""The letters that pictures of charts carry: Inter at its normal weight, and only what charts write.

A picture in a page cannot use the page's fonts, so each carries its own; the whole variable font would be
most of its bytes. Needs the PyPI package `fonttools[woff]`, which the product itself does not:

    python tools/make_picture_fonts.py
"""

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FONTS = Path(__file__).resolve().parent.parent / "src" / "anso" / "portal" / "static" / "fonts"
WEIGHT = 400
LETTERS = {
    "latin": "20-7E,A0-FF,131,152-153,2010-2026,202F,2030,2032-2033,20AC,2122,2190-2193,2212,2215,2260,2264,2265",
    "cyrillic": "401,410-44F,451,2116",
}


def main() -> None:
    for script, letters in LETTERS.items():
        font = TTFont(FONTS / f"inter-{script}-wght-normal.woff2")
        font = instancer.instantiateVariableFont(font, {"wght": WEIGHT})
        options = subset.Options()
        options.layout_features, options.hinting, options.name_IDs = ["tnum", "kern"], False, []
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=subset.parse_unicodes(letters))
        subsetter.subset(font)
        font.flavor = "woff2"
        path = FONTS / "pictures" / f"inter-{script}.woff2"
        font.save(path)
        print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
