"""An account, with what its network makes of a text."""

from dataclasses import dataclass

from django.utils.functional import cached_property

from wagtail_sop.social.actions.queue_posts import default_text
from wagtail_sop.social.backends.base import Credentials
from wagtail_sop.social.models import Account
from wagtail_sop.social.models.posts import new_key
from wagtail_sop.social.text_warnings import warnings_for
from wagtail_sop.social.texts import DEFAULT_TEMPLATE, length_of, replace_link, tagged_link, with_link

SAMPLE_KEY = "0" * len(new_key())
"""The real one comes with the post; only its length matters before."""


@dataclass(frozen=True)
class Written:
    """A text as one network gets it."""

    shown: str
    """With the address that readers see, without its campaign tags."""
    length: int
    warnings: list


class Outlet:
    """Raises ``ImproperlyConfigured`` where the site has the network no more."""

    def __init__(self, account: Account):
        self.account = account
        # Without credentials: here nobody is asked, and a lost key must not close the editor.
        self.backend = account.backend_class(Credentials(), options=account.options)
        self.rules, self.pictures = self.backend.text, self.backend.pictures

    @property
    def pk(self):
        return self.account.pk

    @property
    def network(self):
        return self.account.network

    @cached_property
    def label(self) -> str:
        return str(self.backend.label)

    @property
    def is_manual(self) -> bool:
        return self.backend.is_manual

    @property
    def most_pictures(self) -> int:
        return self.pictures.most if self.pictures else 0

    def tagged(self, link) -> str:
        return tagged_link(link, SAMPLE_KEY, self.network)

    def usual_text(self, subject) -> str:
        """What is posted while nobody has written anything, with the address that readers see."""
        return self.as_read(self.usual_post(subject), subject.link)

    def usual_post(self, subject, template="") -> str:
        network, link = type(self.backend), self.tagged(subject.link)
        return default_text(self.account, subject.facts, link, network, template)

    @property
    def template(self) -> str:
        """What the usual text is made from now."""
        return self.account.template or DEFAULT_TEMPLATE

    def written(self, text, subject, template="") -> Written:
        """``text``: what somebody wrote, or empty for the usual text; ``template``: what that was made from."""
        tagged = self.tagged(subject.link)
        posted = replace_link(text, subject.link, tagged) if text else self.usual_post(subject, template)
        return Written(
            shown=self.as_read(with_link(posted, tagged, self.rules), subject.link),
            length=length_of(posted, tagged, self.rules),
            warnings=warnings_for(posted, self.rules, tagged),
        )

    def as_read(self, posted, link) -> str:
        return posted.replace(self.tagged(link), link) if link else posted
