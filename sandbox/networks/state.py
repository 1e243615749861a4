"""What the played networks remember, in one SQLite table: in memory, or in a file that outlives the server."""

import json
import sqlite3
import threading
import time
from dataclasses import dataclass, field

TABLE = """
CREATE TABLE IF NOT EXISTS things (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    network TEXT NOT NULL, kind TEXT NOT NULL,
    data TEXT NOT NULL, content BLOB,
    created_at REAL NOT NULL, deleted_at REAL
)
"""
FIRST_ID = 1_900_000_000_000
COLUMNS = "id, network, kind, data, content, created_at, deleted_at"


@dataclass
class Thing:
    """A post, a picture, a container …"""

    id: str
    network: str
    kind: str
    data: dict
    content: bytes | None = field(repr=False)
    created_at: float
    deleted_at: float | None

    def __getitem__(self, name):
        return self.data.get(name)


class State:
    def __init__(self, path=":memory:"):
        self.lock = threading.RLock()
        self.connection = sqlite3.connect(str(path), check_same_thread=False, isolation_level=None)
        self.connection.execute(TABLE)

    def add(self, network, kind, content=None, **data) -> Thing:
        with self.lock:
            highest = self.connection.execute("SELECT max(id) FROM things").fetchone()[0] or FIRST_ID
            self.connection.execute(
                f"INSERT INTO things ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, NULL)",  # noqa: S608
                (highest + 1, network, kind, json.dumps(data), content, time.time()),
            )
            return self.get(network, kind, highest + 1)

    def get(self, network, kind, id) -> Thing | None:
        return next(iter(self.find("network = ? AND kind = ? AND id = ?", network, kind, number(id))), None)

    def all(self, network, kind="post", deleted=True) -> list[Thing]:
        """The oldest first."""
        alive = "" if deleted else " AND deleted_at IS NULL"
        return self.find("network = ? AND kind = ?" + alive, network, kind)

    def find(self, where, *values) -> list[Thing]:
        with self.lock:
            query = f"SELECT {COLUMNS} FROM things WHERE {where} ORDER BY id"  # noqa: S608
            rows = self.connection.execute(query, values).fetchall()
        return [
            Thing(str(id), network, kind, json.loads(data), *rest) for id, network, kind, data, *rest in rows
        ]

    def change(self, thing, **data):
        thing.data.update(data)
        with self.lock:
            self.connection.execute(
                "UPDATE things SET data = ? WHERE id = ?", (json.dumps(thing.data), int(thing.id))
            )

    def delete(self, thing):
        with self.lock:
            self.connection.execute(
                "UPDATE things SET deleted_at = ? WHERE id = ?", (time.time(), int(thing.id))
            )

    def clear(self):
        with self.lock:
            self.connection.execute("DELETE FROM things")

    def close(self):
        with self.lock:
            self.connection.close()


def number(id):
    """Networks give their own shapes to ids: 200300_17 is the Page's post 17."""
    last = str(id).rpartition("_")[2]
    return int(last) if last.isdigit() else -1
