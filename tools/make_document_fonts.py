"""Make the fonts that documents are set in: from unpacked font packages to `src/anso/publishing/fonts`.

    python tools/make_document_fonts.py FOLDER

FOLDER holds the unpacked npm packages @expo-google-fonts/{inter,source-serif-4,noto-sans-sc,noto-naskh-arabic}, all
under the SIL Open Font License 1.1. Latin, Cyrillic, Greek and Arabic are taken whole; of the Chinese font only the
characters of GB 2312 with the punctuation and signs around them, so that the package stays small. Needs fonttools.
"""

import sys
from pathlib import Path

from fontTools import subset

TARGET = Path(__file__).resolve().parent.parent / "src" / "anso" / "publishing" / "fonts"
WHOLE = (
    "Inter_400Regular", "Inter_600SemiBold", "SourceSerif4_400Regular", "SourceSerif4_400Regular_Italic",
    "SourceSerif4_600SemiBold", "NotoNaskhArabic_400Regular",
)  # fmt: skip
CHINESE = ("NotoSansSC_400Regular", "NotoSansSC_600SemiBold")
SIGNS = [
    *range(0x20, 0x250),
    *range(0x2000, 0x2070),
    *range(0x2190, 0x2200),
    *range(0x3000, 0x3040),
    *range(0xFF00, 0xFFF0),
]


def gb2312() -> set[int]:
    """The code points of GB 2312: what a two-byte pair of its encoding stands for."""
    found = set()
    for first in range(0xA1, 0xF8):
        for second in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((first, second)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return found


def main() -> None:
    folder = Path(sys.argv[1])
    TARGET.mkdir(parents=True, exist_ok=True)
    for name in (*WHOLE, *CHINESE):
        options = subset.Options(
            layout_features=[
                "kern",
                "liga",
                "mark",
                "mkmk",
                "ccmp",
                "locl",
                "init",
                "medi",
                "fina",
                "rlig",
                "tnum",
                "lnum",
                "ital",
            ],
            name_IDs=["*"],
            hinting=False,
        )
        source = next(folder.rglob(f"{name}.ttf"))
        font = subset.load_font(source, options)
        chosen = subset.Subsetter(options)
        chosen.populate(unicodes={*gb2312(), *SIGNS} if name in CHINESE else font.getBestCmap())
        chosen.subset(font)
        subset.save_font(font, TARGET / f"{name}.ttf", options)
        print(f"{name}.ttf {(TARGET / f'{name}.ttf').stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
