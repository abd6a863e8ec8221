"""Look inside a wheel: it holds src, templates and samples, name by name, and nothing else.

Called with a wheel, or with a folder that holds one.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOMES = {
    "src/recoverydocs": "recoverydocs",
    "templates": "recoverydocs/_templates",
    "samples": "recoverydocs/_samples",
}


def known_files() -> set[str]:
    """Every file below the homes that git knows or would take in, as the wheel names it."""
    listed = subprocess.run(  # noqa: S603
        [  # noqa: S607
            "git",
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
            *HOMES,
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout.decode()
    return {
        target + name.removeprefix(home)
        for name in listed.split("\0")
        if name and (ROOT / name).is_file()
        for home, target in HOMES.items()
        if name.startswith(f"{home}/")
    }


def packed_files(wheel: Path) -> set[str]:
    """Every name in the wheel but its own papers."""
    with zipfile.ZipFile(wheel) as archive:
        return {
            name
            for name in archive.namelist()
            if not name.split("/", 1)[0].endswith(".dist-info") and not name.endswith("/")
        }


def differences(wheel: Path) -> list[str]:
    """One line a file that is in one and not in the other."""
    expected, packed = known_files(), packed_files(wheel)
    return [f"not in the wheel: {name}" for name in sorted(expected - packed)] + [
        f"only in the wheel: {name}" for name in sorted(packed - expected)
    ]


def main(names: list[str]) -> int:
    """Print the differences of each wheel named; 1 where there are any, or no wheel."""
    wheels = [
        wheel
        for path in map(Path, names)
        for wheel in (sorted(path.glob("*.whl")) if path.is_dir() else [path])
    ]
    lines = (
        [line for wheel in wheels for line in differences(wheel)] if wheels else ["no wheel"]
    )
    for line in lines:
        print(line)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
