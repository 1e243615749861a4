"""Registers: lists of what happened, to filter, look into and export; never to edit."""

from .base import OfferedFilter, ReadingPermissionHelper, Register, UnitFilter
from .cases import CaseRegister

__all__ = ["CaseRegister", "OfferedFilter", "ReadingPermissionHelper", "Register", "UnitFilter"]
