"""Runs an agency's signed procedure as a Wagtail workflow."""

__version__ = "0.1.0"
