"""The README's tree is the project's tree."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TREE = re.search(r"## The tree\n+```\n(.*?)```", (ROOT / "README.md").read_text(), re.S)


def listed() -> set[str]:
    """Each path of the tree, from the project's root."""
    assert TREE is not None
    paths, folder = set(), ""
    for line in TREE.group(1).splitlines():
        name = line.split()[0]
        folder = folder if line.startswith(" ") else ""
        paths.add(folder + name)
        if not line.startswith(" ") and name.endswith("/"):
            folder = name
    return paths


def test_every_path_of_the_tree_is_there() -> None:
    """Nothing in the tree is missing on the disk."""
    assert len(listed()) > 20
    assert not [path for path in listed() if not (ROOT / path).exists()]


def test_every_part_of_the_package_is_in_the_tree() -> None:
    """Each file and folder of the package has its line, with a comment."""
    parts = {
        f"assistant/{path.name}{'/' if path.is_dir() else ''}"
        for path in (ROOT / "assistant").iterdir()
        if path.name not in {"__init__.py", "__pycache__"}
    }
    assert parts <= listed()


def test_every_document_it_points_to_is_there() -> None:
    """Links and pictures of the README lead to files of the project."""
    links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / "README.md").read_text())
    assert links
    assert not [link for link in links if not (ROOT / link).exists()]
