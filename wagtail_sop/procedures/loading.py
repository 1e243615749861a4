"""Procedures from YAML files, and the library of procedures that comes with the package."""

from importlib import resources
from pathlib import Path

from .definition import SCHEMA, Definition
from .problems import Level, LoadError, Problem
from .schema import FormReader
from .source import compose, decode, read_bytes


def load(path) -> Definition:
    """Raises LoadError with every problem of the file."""
    source = Path(path) if isinstance(path, str) else path
    name = str(source)
    return loads(decode(read_bytes(source, name), name), name)


def loads(text: str, name: str = "<text>") -> Definition:
    root = compose(text, name)
    if root is None:
        raise LoadError(Problem(Level.ERROR, None, "empty", {"schema": SCHEMA}, name, 1))
    reader = FormReader(name)
    definition = reader.definition(root)
    reader.finish()
    return definition


def library() -> dict:
    """The shipped procedures: where each key's file lies."""
    folder = resources.files(__package__) / "library"
    files = {file.name: file for file in folder.iterdir() if file.name.endswith(".yaml")}
    return {name.removesuffix(".yaml").replace("_", "-"): files[name] for name in sorted(files)}


def load_library(key: str) -> Definition:
    shelf = library()
    if key not in shelf:
        raise LoadError(Problem(Level.ERROR, None, "not_in_library", {"key": key, "known": tuple(shelf)}))
    return load(shelf[key])
