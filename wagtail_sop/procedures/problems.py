"""What can be wrong with a procedure, each thing with its sentence.

The sentences are templates, so that a translation can be looked up before the names are put in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MESSAGES = {
    # A file that cannot be read
    "unreadable": "the file cannot be read (%(reason)s); check its name and who may read it.",
    "too_large": "the file is larger than %(limit)s; a procedure is a few pages of text, so check what "
    "this file is.",
    "not_utf8": "this line is not UTF-8 text; save the file again with the encoding UTF-8.",
    "invisible": "there is an invisible control character here; delete it and type the text anew.",
    "not_yaml": "this is not valid YAML (%(reason)s); check indentation, colons and quotation marks.",
    "alias": "an alias (*%(name)s) is not allowed here; write the value out in full.",
    "too_deep": "the file is nested too deeply; follow the layout of a shipped procedure.",
    "empty": "the file is empty; begin with “skema: %(schema)s”.",
    "too_many": "there are more problems than are listed here; mend these first.",
    # A file with something in the wrong place
    "key_no": "YAML reads the key “%(key)s” as the word False; write “nomor” instead.",
    "key_not_text": "the key “%(key)s” is not a word; put it in quotation marks or use one of the known "
    "keys.",
    "key_twice": "the key “%(key)s” stands here a second time (first in line %(first)s); keep one of the "
    "two.",
    "key_unknown": "the key “%(key)s” is not known here; use one of: %(known)s.",
    "key_unknown_near": "the key “%(key)s” is not known here; write “%(near)s”, if that is meant.",
    "key_missing": "the key “%(key)s” is missing here; add it.",
    "not_mapping": "“%(key)s” must be a group of “key: value” lines; write them below it, indented.",
    "not_list": "“%(key)s” must be a list; write each member on a line of its own after a hyphen.",
    "not_text": "“%(key)s” must be a text; write one line, or put it in quotation marks.",
    "not_number": "“%(key)s” must be a whole number, not “%(value)s”; write it in digits.",
    "not_flag": "“%(key)s” must be true or false, not “%(value)s”; write one of the two.",
    "not_date": "“%(key)s” is not a date: “%(value)s”; write year-month-day, as in 2024-01-31.",
    "no_text": "“%(key)s” is empty; write its text.",
    "too_long": "“%(key)s” is longer than %(limit)s characters; shorten it.",
    "out_of_range": "“%(key)s” must lie between %(low)s and %(high)s, not be %(value)s; correct it.",
    "not_a_word": "“%(value)s” is not a value of “%(key)s”; use one of: %(known)s.",
    "not_a_word_near": "“%(value)s” is not a value of “%(key)s”; write “%(near)s”, if that is meant.",
    "not_a_code": "“%(value)s” cannot be a “%(key)s”; use lower-case letters, digits and “%(joint)s”, as "
    "in %(example)s.",
    "empty_list": "“%(key)s” has no members; list at least one.",
    # A file that does not hang together
    "actor_twice": "the actor “%(code)s” is listed a second time; give each actor a “kode” of its own.",
    "number_twice": "the number “%(number)s” is used by an earlier step; give each step a “nomor” of its "
    "own.",
    "number_reserved": "“%(number)s” means the end of a piece; give the step another “nomor”.",
    "unknown_code": "the actor “%(code)s” is not listed under “pelaksana”; use one of: %(known)s.",
    "unknown_number": "there is no step “%(number)s”; use one of: %(known)s.",
    "time_order": "the minimum %(minimum)s is above the maximum %(maximum)s; exchange the two.",
    "condition": "the condition “%(value)s” cannot be understood at “%(word)s”; write it like “sifat = "
    "penting atau kebijakan”, with the classes rutin, penting, kebijakan.",
    "kind_unclear": "the kind of step %(step)s does not follow from the table; add “jenis” with one of: "
    "%(known)s.",
    "not_in_library": "There is no procedure “%(key)s” in the library; use one of: %(known)s.",
    # A procedure that cannot run
    "duplicate_step": "Two steps have the key %(step)s; give each its own.",
    "duplicate_actor": "Two actors have the code “%(actor)s”; give each its own.",
    "unknown_actor": "Step %(step)s names the actor “%(actor)s”, who is not among the actors; add the "
    "actor or name another.",
    "no_acting_actor": "Nobody acts on step %(step)s; name its actor, for a handover the receiver, for a "
    "review the decider.",
    "target_missing": "Step %(step)s leads to step %(target)s, which does not exist; name a step of this "
    "procedure.",
    "target_outside": "Step %(step)s leads to step %(target)s, which belongs to another cycle; name a "
    "step of the same cycle.",
    "no_workflow_steps": "No step of this procedure waits for anybody; add at least the step that publishes.",
    "empty_path": "No step waits for anybody for a piece of class %(classes)s; lead it through the step "
    "that publishes.",
    "no_publish": "A piece of class %(classes)s never comes to a step that publishes; add one or correct "
    "the branches.",
    "many_publish": "A piece of class %(classes)s comes to several steps that publish (%(steps)s); keep "
    "one of them.",
    "publish_not_last": "Step %(step)s publishes a piece of class %(classes)s before step %(last)s is "
    "done; let publishing come last.",
    "unreachable": "No piece ever comes to step %(step)s; lead a branch to it or remove it.",
    "endless": "From step %(step)s a piece of class %(classes)s never comes to an end, even when every "
    "decision is yes; lead one of these steps onwards: %(steps)s. Where yes asks for a correction, turn "
    "the question round.",
    "return_later": "A refusal at step %(step)s leads to step %(target)s, which does not come before it; "
    "name an earlier step.",
    "return_off_path": "A refusal at step %(step)s leads to step %(target)s, which a piece of class "
    "%(classes)s does not pass; name a step that it passes.",
    "edit_after_review": "Step %(step)s edits a piece of class %(classes)s after its last review, so that "
    "the approval would not count; move the editing before the review.",
    "prepare_late": "Step %(step)s prepares a piece that is already under way; make it a step that edits.",
    "document_early": "Step %(step)s documents a piece that is not published yet; move it after step "
    "%(target)s.",
    # A procedure that runs, but not as the guidelines have it
    "no_refusal": "The decision in step %(step)s has no “Tidak”; write where a refusal leads.",
    "unclear_branch": "Step %(step)s does not say where a piece of class %(classes)s goes; add a branch "
    "for it, or it goes to the next step.",
    "no_review": "A piece of class %(classes)s goes live without a decision; add a review, unless an "
    "approved plan covers it.",
    "no_time": "Step %(step)s has no time; without one it has no deadline.",
    "first_symbol": "The first step, %(step)s, is not drawn as a capsule; a procedure begins with one.",
    "last_symbol": "The last step, %(step)s, is not drawn as a capsule; a procedure ends with one.",
    "several_actors": "Step %(step)s has several actors; the guidelines ask for one activity and one "
    "actor a row.",
    "subject_first": "The activity of step %(step)s begins with the actor “%(actor)s”; begin with the "
    "verb, as the actor has a column.",
    "repealed_law": "The legal basis cites %(law)s, which is no longer in force; cite %(successor)s.",
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

    def __str__(self):
        place = f"{self.source}:{self.line}: " if self.line else ""
        return place + self.message % {name: _words(value) for name, value in self.params.items()}


def _words(value):
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else value


class LoadError(ValueError):
    """A procedure that cannot be loaded; ``problems`` has everything that is wrong, in the order of lines."""

    def __init__(self, *problems: Problem):
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__("\n".join(map(str, self.problems)))
