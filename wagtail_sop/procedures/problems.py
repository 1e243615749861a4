"""What can be wrong with a procedure, each thing with its sentence.

The sentences are templates, so that a translation can be looked up before the names are put in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


def gettext_noop(sentence: str) -> str:
    """Marks a sentence for translators, whose tools look for this name. Nothing here imports Django."""
    return sentence


MESSAGES = {
    # A file that cannot be read
    "unreadable": gettext_noop("the file cannot be read (%(reason)s); check its name and who may read it."),
    "too_large": gettext_noop(
        "the file is larger than %(limit)s; a procedure is a few pages of text, so check what this file is."
    ),
    "not_utf8": gettext_noop("this line is not UTF-8 text; save the file again with the encoding UTF-8."),
    "invisible": gettext_noop(
        "there is an invisible control character here; delete it and type the text anew."
    ),
    "not_yaml": gettext_noop(
        "this is not valid YAML (%(reason)s); check indentation, colons and quotation marks."
    ),
    "alias": gettext_noop("an alias (*%(name)s) is not allowed here; write the value out in full."),
    "too_deep": gettext_noop("the file is nested too deeply; follow the layout of a shipped procedure."),
    "empty": gettext_noop("the file is empty; begin with “skema: %(schema)s”."),
    "too_many": gettext_noop("there are more problems than are listed here; mend these first."),
    # A file with something in the wrong place
    "key_no": gettext_noop("YAML reads the key “%(key)s” as the word False; write “nomor” instead."),
    "key_not_text": gettext_noop(
        "the key “%(key)s” is not a word; put it in quotation marks or use one of the known keys."
    ),
    "key_twice": gettext_noop(
        "the key “%(key)s” stands here a second time (first in line %(first)s); keep one of the two."
    ),
    "key_unknown": gettext_noop("the key “%(key)s” is not known here; use one of: %(known)s."),
    "key_unknown_near": gettext_noop(
        "the key “%(key)s” is not known here; write “%(near)s”, if that is meant."
    ),
    "key_missing": gettext_noop("the key “%(key)s” is missing here; add it."),
    "not_mapping": gettext_noop(
        "“%(key)s” must be a group of “key: value” lines; write them below it, indented."
    ),
    "not_list": gettext_noop(
        "“%(key)s” must be a list; write each member on a line of its own after a hyphen."
    ),
    "not_text": gettext_noop("“%(key)s” must be a text; write one line, or put it in quotation marks."),
    "not_number": gettext_noop("“%(key)s” must be a whole number, not “%(value)s”; write it in digits."),
    "not_flag": gettext_noop("“%(key)s” must be true or false, not “%(value)s”; write one of the two."),
    "not_date": gettext_noop("“%(key)s” is not a date: “%(value)s”; write year-month-day, as in 2024-01-31."),
    "no_text": gettext_noop("“%(key)s” is empty; write its text."),
    "too_long": gettext_noop("“%(key)s” is longer than %(limit)s characters; shorten it."),
    "out_of_range": gettext_noop(
        "“%(key)s” must lie between %(low)s and %(high)s, not be %(value)s; correct it."
    ),
    "not_a_word": gettext_noop("“%(value)s” is not a value of “%(key)s”; use one of: %(known)s."),
    "not_a_word_near": gettext_noop(
        "“%(value)s” is not a value of “%(key)s”; write “%(near)s”, if that is meant."
    ),
    "not_a_code": gettext_noop(
        "“%(value)s” cannot be a “%(key)s”; use lower-case letters, digits and “%(joint)s”, as "
        "in %(example)s."
    ),
    "empty_list": gettext_noop("“%(key)s” has no members; list at least one."),
    # A file that does not hang together
    "actor_twice": gettext_noop(
        "the actor “%(code)s” is listed a second time; give each actor a “kode” of its own."
    ),
    "check_twice": gettext_noop(
        "the check “%(code)s” is listed a second time (first in line %(first)s); keep it under “wajib” "
        "or under “anjuran”."
    ),
    "number_twice": gettext_noop(
        "the number “%(number)s” is used by an earlier step; give each step a “nomor” of its own."
    ),
    "number_reserved": gettext_noop("“%(number)s” means the end of a piece; give the step another “nomor”."),
    "unknown_code": gettext_noop(
        "the actor “%(code)s” is not listed under “pelaksana”; use one of: %(known)s."
    ),
    "unknown_number": gettext_noop("there is no step “%(number)s”; use one of: %(known)s."),
    "time_order": gettext_noop("the minimum %(minimum)s is above the maximum %(maximum)s; exchange the two."),
    "condition": gettext_noop(
        "the condition “%(value)s” cannot be understood at “%(word)s”; write it like “sifat = "
        "penting atau kebijakan”, with the classes rutin, penting, kebijakan."
    ),
    "kind_unclear": gettext_noop(
        "the kind of step %(step)s does not follow from the table; add “jenis” with one of: %(known)s."
    ),
    "not_in_library": gettext_noop("There is no procedure “%(key)s” in the library; use one of: %(known)s."),
    # A procedure that cannot run
    "duplicate_step": gettext_noop("Two steps have the key %(step)s; give each its own."),
    "duplicate_actor": gettext_noop("Two actors have the code “%(actor)s”; give each its own."),
    "unknown_actor": gettext_noop(
        "Step %(step)s names the actor “%(actor)s”, who is not among the actors; add the "
        "actor or name another."
    ),
    "no_acting_actor": gettext_noop(
        "Nobody acts on step %(step)s; name its actor, for a handover the receiver, for a review the decider."
    ),
    "target_missing": gettext_noop(
        "Step %(step)s leads to step %(target)s, which does not exist; name a step of this procedure."
    ),
    "target_outside": gettext_noop(
        "Step %(step)s leads to step %(target)s, which belongs to another cycle; name a "
        "step of the same cycle."
    ),
    "no_workflow_steps": gettext_noop(
        "No step of this procedure waits for anybody; add at least the step that publishes."
    ),
    "empty_path": gettext_noop(
        "No step waits for anybody for a piece of class %(classes)s; lead it through the step that publishes."
    ),
    "no_publish": gettext_noop(
        "A piece of class %(classes)s never comes to a step that publishes; add one or correct the branches."
    ),
    "many_publish": gettext_noop(
        "A piece of class %(classes)s comes to several steps that publish (%(steps)s); keep one of them."
    ),
    "publish_not_last": gettext_noop(
        "Step %(step)s publishes a piece of class %(classes)s before step %(last)s is "
        "done; let publishing come last."
    ),
    "unreachable": gettext_noop("No piece ever comes to step %(step)s; lead a branch to it or remove it."),
    "endless": gettext_noop(
        "From step %(step)s a piece of class %(classes)s never comes to an end, even when every "
        "decision is yes; lead one of these steps onwards: %(steps)s. Where yes asks for a correction, turn "
        "the question round."
    ),
    "return_later": gettext_noop(
        "A refusal at step %(step)s leads to step %(target)s, which does not come before it; "
        "name an earlier step."
    ),
    "return_off_path": gettext_noop(
        "A refusal at step %(step)s leads to step %(target)s, which a piece of class "
        "%(classes)s does not pass; name a step that it passes."
    ),
    "edit_after_review": gettext_noop(
        "Step %(step)s edits a piece of class %(classes)s after its last review, so that "
        "the approval would not count; move the editing before the review."
    ),
    "prepare_late": gettext_noop(
        "Step %(step)s prepares a piece that is already under way; make it a step that edits."
    ),
    "document_early": gettext_noop(
        "Step %(step)s documents a piece that is not published yet; move it after step %(target)s."
    ),
    # A procedure that runs, but not as the guidelines have it
    "no_refusal": gettext_noop("The decision in step %(step)s has no “Tidak”; write where a refusal leads."),
    "unclear_branch": gettext_noop(
        "Step %(step)s does not say where a piece of class %(classes)s goes; add a branch "
        "for it, or it goes to the next step."
    ),
    "no_review": gettext_noop(
        "A piece of class %(classes)s goes live without a decision; add a review, unless an "
        "approved plan covers it."
    ),
    "no_time": gettext_noop("Step %(step)s has no time; without one it has no deadline."),
    "first_symbol": gettext_noop(
        "The first step, %(step)s, is not drawn as a capsule; a procedure begins with one."
    ),
    "last_symbol": gettext_noop(
        "The last step, %(step)s, is not drawn as a capsule; a procedure ends with one."
    ),
    "several_actors": gettext_noop(
        "Step %(step)s has several actors; the guidelines ask for one activity and one actor a row."
    ),
    "subject_first": gettext_noop(
        "The activity of step %(step)s begins with the actor “%(actor)s”; begin with the "
        "verb, as the actor has a column."
    ),
    "repealed_law": gettext_noop(
        "The legal basis cites %(law)s, which is no longer in force; cite %(successor)s."
    ),
}


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    level: Level
    step: str | None
    "The key of the step, where it is about one."
    code: str
    params: Mapping = field(default_factory=dict, hash=False)
    source: str = ""
    "The name of the file, where it was found in one."
    line: int = 0

    @property
    def message(self) -> str:
        return MESSAGES[self.code]

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """In the language of ``translate``, such as Django's ``gettext``."""
        place = f"{self.source}:{self.line}: " if self.line else ""
        # The classes are words; every other value is to be found in the file, so it stays as it is.
        values = {
            name: _words(value, translate if name == "classes" else str)
            for name, value in self.params.items()
        }
        return place + translate(self.message) % values

    def __str__(self):
        return self.sentence()


def _words(value, translate):
    return ", ".join(translate(str(each)) for each in value) if isinstance(value, tuple | list) else value


class LoadError(ValueError):
    """A procedure that cannot be loaded; ``problems`` has everything that is wrong, in the order of lines."""

    def __init__(self, *problems: Problem):
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__("\n".join(map(str, self.problems)))
