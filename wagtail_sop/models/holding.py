"""Holding a case: its lock, and what is known about it while it is held."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.db.models import F

_held: ContextVar = ContextVar("wagtail_sop_held_cases", default=())


def held_case(about):
    """The case of this Wagtail run or this content that a verb holds just now; None if none does.

    Wagtail's signals and its workflow come back with objects of their own. What they lead to must be done to the case
    in hand: another copy of it would be out of date at once.
    """
    found = (case for case in _held.get() if case.is_held and _is_about(case, about))
    return next(found, None)


def _is_about(case, about):
    if hasattr(about, "base_content_type_id"):
        return (case.base_content_type_id, case.object_id) == (about.base_content_type_id, about.object_id)
    return (case.base_content_type_id, case.object_id) == (about.get_base_content_type().pk, str(about.pk))


class CaseHolding:
    """Mixed into ``Case``."""

    _known = None

    @property
    def is_held(self) -> bool:
        """Whether a verb holds the lock by this object, so that what it says is what the database says."""
        return self._known is not None

    def touch(self):
        """Take the case's lock for the rest of the transaction, on every database, and read it afresh.

        An UPDATE and not ``select_for_update``: SQLite ignores the latter, and reading before writing would leave
        it with a stale snapshot.
        """
        type(self).objects.filter(pk=self.pk).update(version=F("version") + 1)
        self.read_again()

    def read_again(self):
        """Everything about the case as the database says now, in one query."""
        fresh = type(self).objects.select_related(*self.NEEDED_AFRESH).get(pk=self.pk)
        edition = self._state.fields_cache.get("edition")
        self.__dict__.update({k: v for k, v in fresh.__dict__.items() if k != "_state"})
        self._state.fields_cache = fresh._state.fields_cache
        if edition is not None and edition.pk == self.edition_id:
            # Immutable, so it needs no reading again.
            self.edition = edition
        self.forget()

    @contextmanager
    def holding(self):
        """Keep the lock for a transaction, and let what was asked of the database once be known until its end."""
        with transaction.atomic():
            self.touch()
            self._known = {}
            token = _held.set((*_held.get(), self))
            try:
                yield
            finally:
                _held.reset(token)
                self._known = None

    def known(self, name, ask):
        """The answer, asked once while the lock is held and every time otherwise."""
        if self._known is None:
            return ask()
        if name not in self._known:
            self._known[name] = ask()
        return self._known[name]

    def is_known(self, name) -> bool:
        return self._known is not None and name in self._known

    def forget(self):
        """Something was written: ask again."""
        if self._known is not None:
            self._known = {}
