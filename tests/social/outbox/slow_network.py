"""A network of the site's own, so slow that a page leaves the site while its post is on its way."""

from wagtail.models import Page

from wagtail_sop.social.backends.base import Backend, Health, Sent, TextRules


class SlowBackend(Backend):
    name = "slow"
    label = "Slow"
    text = TextRules(limit=500)

    def check(self):
        return Health(name="slow")

    def send(self, message, staged):
        Page.objects.get(pk=self.options["takes_down"]).specific.unpublish()
        return Sent("1", "https://slow.example/1")
