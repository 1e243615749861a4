"""What a browser sends, and what the person then reads."""

from django.urls import reverse


def fields(page, **more):
    """The fields of Wagtail's page editor."""
    comments = {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    return {"title": page.title, "slug": page.slug, "body": "Naskah."} | comments | more


def read(client) -> list[str]:
    """The messages on the next screen."""
    response = client.get(reverse("wagtailadmin_home"))
    return [str(message) for message in response.context["messages"]]
