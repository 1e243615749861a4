from wagtail import hooks

from . import completeness

hooks.register("register_sop_checks", completeness.checks_of_piece)
hooks.register("register_sop_check_codes", lambda: completeness.CODES)
