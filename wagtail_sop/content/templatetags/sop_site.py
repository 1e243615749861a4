"""What the templates of the site ask for. Where there is no request, as in a mail or an error page, all stay silent."""

from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.db.models import Subquery
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from wagtail_sop.content.archive import made_by
from wagtail_sop.content.front import front_page
from wagtail_sop.content.public import public
from wagtail_sop.content.responsive import card_specs, picture, specs
from wagtail_sop.content.searching import excerpt, highlight
from wagtail_sop.content.structured import Facts, as_script
from wagtail_sop.models import Case

register = template.Library()

register.filter("highlight", highlight)
register.filter("excerpt_for", excerpt)

RELATED = 3
MENU_ITEMS = 8


@register.simple_tag(takes_context=True)
def site_picture(context, image, widths="640 1280 1920", **attributes):
    """``{% site_picture image sizes="100vw" alt=text loading="lazy" %}``: all formats and widths, in one query."""
    return picture(image, specs(widths.split()), **attributes)


@register.simple_tag
def card_picture(image, **attributes):
    """The same for a list: the middle of the picture, or its focal point."""
    return picture(image, card_specs(), **attributes)


@register.simple_tag(takes_context=True)
def page_facts(context):
    """The page as machines see it; None where there is no published page, as in a preview or a search."""
    page, request = context.get("page"), context.get("request")
    known = page and request and getattr(page, "pk", None) and hasattr(page, "get_full_url")
    return Facts(page, request) if known and not getattr(request, "is_preview", False) else None


@register.simple_tag(takes_context=True)
def structured_data(context, facts):
    return as_script(facts.graph(context.get("breadcrumbs") or []))


@register.simple_tag(takes_context=True)
def main_menu(context):
    """The sections below the front page that are shown in menus; ``is_page`` is the one that is read, ``is_here`` also
    the one above what is read. One query."""
    home = home_page(context)
    sections = list(public(home.get_children()).in_menu()[:MENU_ITEMS]) if home else []
    # By number: the trail has pages as what they are, and to Django those are not the same.
    trail = {page.pk for page in context.get("breadcrumbs") or ()}
    for section in sections:
        section.is_page = section.pk == getattr(context.get("page"), "pk", None)
        section.is_here = section.is_page or section.pk in trail
    return sections


@register.simple_tag(takes_context=True)
def home_page(context):
    """The front page in the language of the visitor."""
    request = context.get("request")
    return front_page(request) if request else None


@register.simple_tag(takes_context=True)
def languages_of(context, page):
    """The page in the languages it is published in; empty where it is in one only."""
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False) or not getattr(page, "pk", None):
        return []
    # Machines and visitors ask, in two places of one page.
    if not hasattr(page, "sop_languages"):
        found = public(page.get_translations(inclusive=True)).select_related("locale")
        pages = [each for each in found if each.get_full_url(context.get("request"))]
        page.sop_languages = pages if len(pages) > 1 else []
    return page.sop_languages


@register.simple_tag
def plays_videos(page):
    """Whether a player may come into the page or its text, so that it needs the script for that."""
    texts = [block for block in getattr(page, "body", None) or () if block.block_type == "embed"]
    return bool(getattr(page, "player", "") or any(block.value.player for block in texts))


@register.simple_tag
def current_language():
    return get_language()


@register.simple_tag
def site_url(name, *arguments):
    """An address of this wing, or nothing where the site does not use its urls."""
    try:
        return reverse(f"wagtail_sop_content:{name}", args=arguments)
    except NoReverseMatch:
        return ""


@register.simple_tag
def related_to(page):
    """The newest other items of its section, those of the same unit first. One query."""
    if not page.pk or page.is_root():
        return []
    model = type(page)
    cases = Case.objects.about(page).filter(went_live_at__isnull=False, unit__isnull=False)
    unit = Subquery(cases.order_by("-pk").values("unit")[:1])
    others = public(model.objects.sibling_of(page, inclusive=False)).exclude(first_published_at=None)
    others = others.annotate(sop_same_unit=made_by(unit, model))
    return list(
        others.order_by("-sop_same_unit", "-first_published_at", "-pk").defer_streamfields()[:RELATED]
    )


@register.simple_tag
def share_links(title, url):
    """Plain links, by which no network learns who reads the page before they are followed."""
    both = f"{title} {url}"
    return [
        ("WhatsApp", "https://wa.me/?" + urlencode({"text": both})),
        ("Facebook", "https://www.facebook.com/sharer/sharer.php?" + urlencode({"u": url})),
        ("X", "https://x.com/intent/post?" + urlencode({"text": title, "url": url})),
        ("Telegram", "https://t.me/share/url?" + urlencode({"url": url, "text": title})),
    ]


@register.simple_tag
def mail_link(title, url):
    return f"mailto:?subject={quote(title)}&body={quote(url)}"
