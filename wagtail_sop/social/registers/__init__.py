"""The register of what was posted, or was to be."""

from .posts import PostRegister

__all__ = ["PostRegister"]
