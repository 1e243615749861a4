"""The wing's addresses inside the admin, under ``sop/social/``."""

from django.urls import include, path

from .accounts import AccountActView, AccountsView, AccountView, CloseView
from .cards import CardsView
from .connecting import AccountEditView, ChooseNetworkView, ConnectView, ExampleView
from .package import PictureView
from .posts import PostActView, PostView
from .taking_down import TakenDownView

app_name = "wagtail_sop_social"
urlpatterns = [
    path("cards/", CardsView.as_view(), name="cards"),
    path("accounts/", AccountsView.as_view(), name="accounts"),
    path("accounts/connect/", ChooseNetworkView.as_view(), name="connect"),
    path("accounts/connect/<str:network>/", ConnectView.as_view(), name="connect_to"),
    path("accounts/example/", ExampleView.as_view(), name="example"),
    path("accounts/<int:pk>/", AccountView.as_view(), name="account"),
    path("accounts/<int:pk>/act/", AccountActView.as_view(), name="account_act"),
    path("accounts/<int:pk>/edit/", AccountEditView.as_view(), name="account_edit"),
    path("accounts/<int:pk>/close/", CloseView.as_view(), name="account_close"),
    path("post/<int:pk>/", PostView.as_view(), name="post"),
    path("post/<int:pk>/act/", PostActView.as_view(), name="post_act"),
    path("post/<int:pk>/picture/<int:number>/", PictureView.as_view(), name="picture"),
    path("taken-down/<int:content_type>/<str:object_id>/", TakenDownView.as_view(), name="taken_down"),
]


def register_admin_urls():
    return [path("sop/social/", include((urlpatterns, app_name), namespace=app_name))]
