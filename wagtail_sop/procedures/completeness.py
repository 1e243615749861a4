"""What a piece must have before it is handed over, decided on and published ("kelengkapan")."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Completeness:
    """Codes of checks. Which there are is up to the site's wings, so they are free words here."""

    required: tuple[str, ...] = ()
    advised: tuple[str, ...] = ()

    def __bool__(self):
        return bool(self.required or self.advised)

    def __contains__(self, code):
        return code in self.required or code in self.advised

    @property
    def codes(self) -> tuple[str, ...]:
        return (*self.required, *self.advised)
