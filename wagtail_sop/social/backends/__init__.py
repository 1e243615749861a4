"""The networks the package knows, and those a site adds."""

from importlib import import_module
from inspect import isabstract, isclass
from pkgutil import iter_modules

from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from .base import Backend, Credentials

__all__ = ["backends", "get_backend", "load"]


def backends(extra=None) -> dict[str, type[Backend]]:
    """Every network by name. ``extra`` is the site's own: {name: "dotted.path.of.the.Class"}; None takes one away."""
    own = extra or {}
    shipped = {name: network for name, network in built_in().items() if name not in own}
    return shipped | {name: imported(name, path) for name, path in own.items() if path}


def load(name, extra=None) -> type[Backend]:
    """The class of one network. Raises ``ImproperlyConfigured`` where there is none, or it cannot be used."""
    own = extra or {}
    if own.get(name):
        return imported(name, own[name])
    shipped = {network: found for network, found in built_in().items() if network not in own}
    if name in shipped:
        return shipped[name]
    known = sorted({*shipped, *(network for network, path in own.items() if path)})
    raise ImproperlyConfigured(
        f"There is no social network '{name}'. Use one of {', '.join(known)}, or name its class in "
        "WAGTAIL_SOP['SOCIAL']['BACKENDS']."
    )


def get_backend(name, credentials=None, *, options=None, session=None, extra=None) -> Backend:
    """A network, made for one account."""
    return load(name, extra)(credentials or Credentials(), options=options, session=session)


def built_in() -> dict[str, type[Backend]]:
    """What the modules beside this one define; a new network needs no entry anywhere."""
    names = sorted(module.name for module in iter_modules(__path__) if not module.ispkg)
    modules = [import_module(f"{__name__}.{name}") for name in names]
    return {network.name: network for module in modules for network in networks_in(module)}


def networks_in(module):
    return [
        member
        for member in vars(module).values()
        if isclass(member)
        and issubclass(member, Backend)
        and member.__module__ == module.__name__
        and not isabstract(member)
        and hasattr(member, "name")
    ]


def imported(name, path) -> type[Backend]:
    try:
        network = import_string(path)
    except ImportError as error:
        raise ImproperlyConfigured(
            f"The social network '{name}' cannot be loaded from '{path}' ({error}). "
            "Correct the path in WAGTAIL_SOP['SOCIAL']['BACKENDS']."
        ) from error
    if not (isclass(network) and issubclass(network, Backend)):
        raise ImproperlyConfigured(
            f"'{path}', named for the social network '{name}', is not a subclass of "
            "wagtail_sop.social.backends.base.Backend. Correct it in WAGTAIL_SOP['SOCIAL']['BACKENDS']."
        )
    return network
