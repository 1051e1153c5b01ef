"""Pin every dependency, for every platform, with hashes, in files that pip itself can read.

`run.txt` holds what the product needs, `dev.txt` what developing it needs besides, and
`installer.txt` the one tool that installs the other two quickly. No index address is written:
where packages come from is the machine's own setting.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"


def compile_lock(name: str, *arguments: str) -> None:
    subprocess.run(
        [
            str(Path(sys.executable).with_name("uv")), "pip", "compile", "--quiet", "--universal",
            "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links",
            "--custom-compile-command", "make lock", "--upgrade",
            "--output-file", str(REQUIREMENTS / name), *arguments,
        ],
        check=True, cwd=ROOT,
    )  # fmt: skip
    print(f"wrote requirements/{name}")


def main() -> None:
    compile_lock("run.txt", "pyproject.toml", "--group", "build")
    compile_lock("dev.txt", "pyproject.toml", "--group", "dev", "--constraint", "requirements/run.txt")
    compile_lock("installer.txt", "--group", "installer", "--constraint", "requirements/dev.txt")


if __name__ == "__main__":
    main()
