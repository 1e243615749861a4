"""What is posted where: accounts, their posts, and every attempt at one."""

from .accounts import Account
from .attempts import Attempt
from .posts import Post

__all__ = ["Account", "Attempt", "Post"]
