"""What working time refuses."""


class WorkTimeError(ValueError):
    """A calendar that contradicts itself, or a question that it cannot answer."""


class NoWorkingTime(WorkTimeError):
    """The calendar stays closed, or opens too little, for as far ahead as anyone looks."""
