"""The delivery register ("Register unggahan")."""

from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import ButtonHelper

from wagtail_sop.models.enactment import takes_part
from wagtail_sop.registers import ReadingPermissionHelper, Register
from wagtail_sop.social.models import Post

from .columns import EXPORTED, PostColumns
from .filters import AccountFilter, AccountUnitFilter, NetworkFilter, StatusFilter


class PostPermissionHelper(ReadingPermissionHelper):
    """By appointment, like the cases that the posts are about; or with the permission to change posts."""

    def user_can_list(self, user):
        if user.has_perm("wagtail_sop_social.change_post"):
            return True
        return takes_part(user)

    def user_can_inspect_obj(self, user, obj):
        # It has a page of its own, which asks.
        return False


class PostButtonHelper(ButtonHelper):
    """No question to the database: only visible rows are listed."""

    def get_primary_button(self, obj):
        return {"url": reverse("wagtail_sop_social:post", args=[obj.pk]), "label": _now("Open"), "title": ""}

    def get_buttons_for_obj(self, obj, exclude=(), classnames_add=(), classnames_exclude=()):
        classes = self.finalise_classname(["button-secondary", *classnames_add], list(classnames_exclude))
        return [self.get_primary_button(obj) | {"classname": classes}]


class PostRegister(PostColumns, Register):
    model = Post
    menu_label = _("Delivery register")
    menu_icon = "mail"
    menu_order = 110
    base_url_path = "sop/social/posts"
    permission_helper_class = PostPermissionHelper
    button_helper_class = PostButtonHelper
    index_template_name = "wagtail_sop_social/register_index.html"
    index_view_extra_css = ["wagtail_sop/css/register.css", "wagtail_sop_social/css/social.css"]
    exported = EXPORTED
    file_name = "sop-posts"
    list_filter = (StatusFilter, AccountUnitFilter, AccountFilter, NetworkFilter)
    search_fields = ("title", "account_name", "text")

    def get_queryset(self, request):
        posts = Post.objects.visible_to(request.user).select_related("account__unit")
        return posts.defer("staged", "account__sealed_secrets")

    def get_permissions_for_registration(self):
        # Reading and acting come from the appointments; besides, a group may be let at all posts of its units.
        return Permission.objects.filter(content_type__app_label="wagtail_sop_social", codename="change_post")
