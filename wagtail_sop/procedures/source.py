"""Bytes to a tree of YAML nodes that know their lines, refusing what no procedure needs."""

import yaml

from .problems import Level, LoadError, Problem

SIZE_LIMIT = 1_000_000
DEPTH_LIMIT = 20


class _Refused(Exception):
    def __init__(self, code, line, /, **params):
        self.code, self.line, self.params = code, line, params


class _Composer(yaml.SafeLoader):
    """Composes only: values are never constructed, so a tag cannot make anything happen."""

    depth = 0

    def compose_node(self, parent, index):
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent):
            # A few aliases of aliases unfold to billions of values.
            raise _Refused("alias", event.start_mark.line + 1, name=event.anchor)
        if self.depth > DEPTH_LIMIT:
            raise _Refused("too_deep", event.start_mark.line + 1)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def read_bytes(path, name) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(SIZE_LIMIT + 1)
    except (OSError, ValueError) as error:
        raise _load_error(name, "unreadable", 1, reason=getattr(error, "strerror", None) or error) from error


def decode(raw: bytes, name) -> str:
    if len(raw) > SIZE_LIMIT:
        raise _load_error(name, "too_large", 1, limit="1 MB")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _load_error(name, "not_utf8", raw.count(b"\n", 0, error.start) + 1) from error


def compose(text: str, name):
    """The root node, or None of an empty text. Raises LoadError."""
    if len(text) > SIZE_LIMIT:
        raise _load_error(name, "too_large", 1, limit="1 MB")
    try:
        return _compose(text)
    except _Refused as refused:
        raise _load_error(name, refused.code, refused.line, **refused.params) from None


def _compose(text):
    composer = None
    try:
        composer = _Composer(text)
        return composer.get_single_node()
    except yaml.reader.ReaderError as error:
        raise _Refused("invisible", text.count("\n", 0, error.position) + 1) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _Refused("not_yaml", mark.line + 1 if mark else 1, reason=error.problem) from error
    except (ValueError, OverflowError) as error:
        # PyYAML lets impossible escapes such as "\UFFFFFFFF" through to chr().
        raise _Refused("not_yaml", composer.line + 1, reason=error) from error


def _load_error(source, code, line, /, **params):
    return LoadError(Problem(Level.ERROR, None, code, params, source, line))
