"""Registers: lists of what happened, to filter, look into and export; never to edit."""

from .cases import CaseRegister

__all__ = ["CaseRegister"]
