"""A network in memory, for tests: remembers what it was given, and fails when told to."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from .base import Absent, Backend, CredentialField, Health, PictureRules, Ready, Sent, TextRules
from .errors import OutcomeUnknown


@dataclass
class Post:
    remote_id: str
    message: object
    deleted: bool = False


@dataclass
class Memory:
    """What all dummies of this process know. ``clear()`` between two tests."""

    posts: list = field(default_factory=list)
    calls: list = field(default_factory=list)
    """Names of what was asked, in order: "check", "prepare", "send" …"""
    failures: dict = field(default_factory=dict)
    health: Health = Health(name="dummy", remote_id="dummy")
    not_ready: list = field(default_factory=list)
    """``NotReady`` answers that ``prepare`` gives first, in order."""

    def fail(self, call, *errors):
        """Let the next calls of that name raise these, in order. ``OutcomeUnknown`` on "send" posts nothing; see
        ``lose_answer``."""
        self.failures.setdefault(call, []).extend(errors)

    def lose_answer(self):
        """Let the next ``send`` post, and then say that the answer was lost."""
        self.fail("posted", OutcomeUnknown("The answer was lost."))

    def clear(self):
        self.__init__()

    @property
    def public(self):
        return [post for post in self.posts if not post.deleted]

    def note(self, call):
        self.calls.append(call)
        self.raise_next(call)

    def raise_next(self, call):
        if self.failures.get(call):
            raise self.failures[call].pop(0)


memory = Memory()


class DummyBackend(Backend):
    name = "dummy"
    label = _("Dummy (for tests)")
    text = TextRules(limit=500)
    pictures = PictureRules(most=4, alt_text_limit=1000)
    fields = (CredentialField("token", _("Token"), required=False),)
    memory = memory

    def check(self) -> Health:
        self.memory.note("check")
        return self.memory.health

    def prepare(self, message, staged, now):
        self.memory.note("prepare")
        if self.memory.not_ready:
            return self.memory.not_ready.pop(0)
        return Ready({**staged, "prepared": message.key})

    def send(self, message, staged) -> Sent:
        self.memory.note("send")
        post = Post(f"dummy-{len(self.memory.posts) + 1}", message)
        self.memory.posts.append(post)
        self.memory.raise_next("posted")
        return Sent(post.remote_id, self.address_of(post.remote_id))

    def reconcile(self, message, staged, since):
        self.memory.note("reconcile")
        found = [post for post in self.memory.posts if post.message.key == message.key]
        return Sent(found[0].remote_id, self.address_of(found[0].remote_id)) if found else Absent()

    def address_of(self, remote_id) -> str:
        return f"https://dummy.example/{remote_id}" if remote_id else ""

    def delete(self, remote_id):
        self.memory.note("delete")
        for post in self.memory.posts:
            post.deleted = post.deleted or post.remote_id == remote_id
