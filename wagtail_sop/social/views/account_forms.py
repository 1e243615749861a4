"""The form of an account: what its network asks for, and secrets that are written and never read."""

from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.core.validators import RegexValidator, URLValidator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from wagtail_sop.social.backends.base import Credentials, is_plain
from wagtail_sop.social.models import Account
from wagtail_sop.social.models.entitlement import units_of
from wagtail_sop.social.secrets import SecretUnreadable, cipher, unseal
from wagtail_sop.social.texts import UnknownPlaceholder, check_template
from wagtail_sop.social.words import network_of
from wagtail_sop.viewsets.choices import UnitChoiceField, fit_on_a_phone

ENVIRONMENT_NAME = RegexValidator(
    r"^[A-Z][A-Z0-9_]*\Z", gettext_lazy("Use capital letters, digits and underscores, like SOP_X.")
)
HOME = "host"
"""Where the secrets are sent to."""
SAVED = ["name", "unit", "options", "template", "shares_by_default", "secrets_from"]


class WebAddressField(forms.URLField):
    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **kwargs):
        super().__init__(assume_scheme="https", **kwargs)


class SecretInput(forms.PasswordInput):
    """Never filled in, not even with what was just typed."""

    def __init__(self):
        super().__init__(render_value=False, attrs={"autocomplete": "new-password", "spellcheck": "false"})


def key_problem() -> str:
    """Why no secret can be stored on this site; empty when one can."""
    try:
        cipher()
    except ImproperlyConfigured as error:
        return str(error)
    except ImportError:
        return _("The package “cryptography” is missing. Install wagtail-sop[social].")
    return ""


class AccountForm(WagtailAdminModelForm):
    text_limit = forms.IntegerField(
        label=gettext_lazy("Longest text"),
        required=False,
        min_value=20,
        max_value=100_000,
        help_text=gettext_lazy("In characters, where the account may write more or less than is usual."),
    )
    profile_url = WebAddressField(
        label=gettext_lazy("Address of the profile"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Where people see the account. Colleagues are led there to look for a post."),
    )
    forget = forms.MultipleChoiceField(
        label=gettext_lazy("Remove stored secrets"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = Account
        fields = ["name", "unit", "template", "shares_by_default", "secrets_from"]
        field_classes = {"unit": UnitChoiceField}
        widgets = {"template": forms.Textarea(attrs={"rows": 7})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.network = network_of(self.instance.network)
        self.fields["unit"].queryset = units_of(self.for_user)
        self.add_credentials()
        self.limit_to_user()
        self.order_fields(["name", "unit", *self.credential_names, "forget", "profile_url", "text_limit"])
        fit_on_a_phone(self)

    # What the network asks for

    @cached_property
    def credentials(self) -> dict:
        return {field.name: field for field in self.network.fields} if self.network else {}

    @property
    def credential_names(self):
        return list(self.credentials)

    @property
    def secret_names(self):
        return [name for name, field in self.credentials.items() if field.secret]

    @cached_property
    def stored(self) -> dict:
        """What is stored; nothing when no key opens it."""
        try:
            return unseal(self.instance.sealed_secrets)
        except SecretUnreadable:
            return {}

    @property
    def is_unreadable(self) -> bool:
        return bool(self.instance.sealed_secrets) and not self.stored

    @property
    def kept_unreadable(self) -> bool:
        """What cannot be read now may be readable again when the lost key is put back."""
        return self.is_unreadable and not (self.typed or self.environment)

    def add_credentials(self):
        for name, field in self.credentials.items():
            self.fields[name] = self.secret_field(field) if field.secret else self.open_field(field)
        kept = [(name, self.credentials[name].label) for name in self.secret_names if name in self.stored]
        self.fields["forget"].choices = kept
        if not kept:
            del self.fields["forget"]

    def secret_field(self, field):
        is_stored = field.name in self.stored
        hints = [
            _("Stored. Leave it empty to keep it.") if is_stored else self.if_optional(field),
            field.help_text,
        ]
        return forms.CharField(
            label=field.label,
            required=False,
            max_length=4000,
            widget=SecretInput(),
            help_text=" ".join(str(hint) for hint in hints if hint),
        )

    def open_field(self, field):
        hints = [self.if_optional(field), field.help_text]
        return forms.CharField(
            label=field.label,
            required=False,
            max_length=255,
            help_text=" ".join(str(hint) for hint in hints if hint),
            initial=self.instance.options.get(field.name) or self.stored.get(field.name, ""),
        )

    def if_optional(self, field) -> str:
        return "" if field.required else _("May be left empty.")

    def limit_to_user(self):
        """Only a superuser may name variables of the server, or send what they hold elsewhere."""
        for name in ("text_limit", "profile_url"):
            self.initial.setdefault(name, self.instance.options.get(name, ""))
        if self.for_user.is_superuser and self.credentials:
            self.fields["secrets_from"].validators.append(ENVIRONMENT_NAME)
            self.fields["secrets_from"].help_text = self.names_in_environment()
            return
        del self.fields["secrets_from"]
        if self.instance.secrets_from:
            for name in [*self.secret_names, "forget"]:
                self.fields.pop(name, None)
            if HOME in self.fields:
                self.fields[HOME].disabled = True

    def names_in_environment(self) -> str:
        beginning = self.instance.secrets_from or f"SOP_{self.instance.network.upper()}"
        names = ", ".join(f"{beginning}_{name.upper()}" for name in self.credentials)
        return _(
            "Only where secrets must not be stored in the database. With %(beginning)s, these environment variables "
            "are read instead: %(names)s."
        ) % {"beginning": beginning, "names": names}

    # What was filled in

    def clean_template(self):
        template = self.cleaned_data["template"]
        try:
            check_template(template)
        except UnknownPlaceholder as error:
            raise forms.ValidationError(str(error)) from error
        return template

    def clean(self):
        cleaned = super().clean()
        for name in self.credentials:
            if not is_plain(cleaned.get(name) or ""):
                self.add_error(name, _("A part of this cannot be in a token. Copy it anew."))
        if self.environment:
            self.refuse_both()
        else:
            self.demand_all()
            self.demand_secrets_for_another_home()
        return cleaned

    @property
    def environment(self) -> str:
        return self.cleaned_data.get("secrets_from", self.instance.secrets_from)

    @property
    def typed(self) -> dict:
        found = {name: (self.cleaned_data.get(name) or "").strip() for name in self.secret_names}
        return {name: value for name, value in found.items() if value}

    @property
    def secrets(self) -> dict:
        """What is to be stored."""
        if self.environment:
            return {}
        forgotten = self.cleaned_data.get("forget") or ()
        kept = {name: value for name, value in self.stored.items() if name in self.secret_names}
        return {name: value for name, value in kept.items() if name not in forgotten} | self.typed

    def refuse_both(self):
        if self.typed and "secrets_from" in self.fields:
            self.add_error("secrets_from", _("Either name variables here or enter secrets above, not both."))

    def demand_all(self):
        for name, field in self.credentials.items():
            given = self.secrets.get(name) if field.secret else self.cleaned_data.get(name)
            is_kept = field.secret and self.kept_unreadable
            if field.required and not given and not is_kept and name not in self.errors:
                self.add_error(
                    name,
                    _("Enter this: %(network)s cannot be used without it.") % {"network": self.network.label},
                )
        if self.typed and (problem := key_problem()):
            self.add_error(None, problem)

    def demand_secrets_for_another_home(self):
        """Else whoever may change an account could have its stored secrets sent to a server of their own."""
        kept = self.kept_unreadable or [name for name in self.secrets if name not in self.typed]
        if self.instance.pk and HOME in self.changed_data and kept:
            self.add_error(HOME, _("For another server, enter the secrets anew as well."))

    def save(self, commit=True):
        account = self.instance
        account.options = self.options
        # Only what stands in the form: what a network has said in the meantime stays.
        account.save(update_fields=SAVED if account.pk else None)
        changed = self.secrets != self.stored or (self.environment and account.sealed_secrets)
        if self.network and changed and not self.kept_unreadable:
            # Wrapped: error mails print the arguments of every call.
            account.set_credentials(Credentials(self.secrets), self.for_user)
        return account

    @property
    def options(self) -> dict:
        names = [name for name in self.credentials if name not in self.secret_names]
        told = {name: self.cleaned_data.get(name) for name in (*names, "text_limit", "profile_url")}
        kept = {name: value for name, value in self.instance.options.items() if name not in told}
        return kept | {name: value for name, value in told.items() if value}
