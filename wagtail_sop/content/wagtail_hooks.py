from wagtail import hooks

from . import completeness, serving

hooks.register("register_sop_checks", completeness.checks_of_piece)
hooks.register("register_sop_check_codes", lambda: completeness.CODES)
hooks.register("on_serve_page", serving.keep_public_pages)
