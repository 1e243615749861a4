from django.conf import settings


def demo(request):
    """Whether this is the demo; then the site links its guide and its mailbox."""
    return {"is_demo": settings.SANDBOX_DEMO}
