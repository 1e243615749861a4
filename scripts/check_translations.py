"""Checks that every word has its translation, in the source catalogue and in the compiled one.

1. Every .po file of the package and of the site (locale/) has no untranslated and no fuzzy entry,
   and the placeholders of each translation are those of its source.
2. Every .po file has its .mo, and both say the same.
3. Every string that the source marks for translation stands in the catalogue: makemessages runs
   on a copy, so the checkout stays as it is.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "wagtail_sop"
SITE = ("sandbox", "templates")
LANGUAGE = "id"

# Also in the Makefile. The wing `indonesian` holds Wagtail's words, not ours.
MESSAGES = ["--extension=html,txt,py,svg", "--ignore=indonesian/locale/*"]
JS_MESSAGES = ["--domain=djangojs", "--extension=js", "--ignore=*.min.js", "--ignore=vendor/*"]


def main():
    missing_tools = [tool for tool in ("xgettext", "msgfmt") if not shutil.which(tool)]
    if missing_tools:
        sys.exit("The gettext tools are missing. Install them: apt-get install gettext.")

    catalogues = sorted([*PACKAGE.rglob("locale/**/*.po"), *(ROOT / "locale").rglob("*.po")])
    problems = [problem for path in catalogues for problem in problems_of(path)]
    problems += words_without_entry()

    for problem in problems:
        print(problem)
    if problems:
        sys.exit(
            f"Problems with translations: {len(problems)}. `make messages` collects the package's words "
            "and compiles all catalogues; the site's words in locale/ are collected by hand."
        )
    print(f"Translations are complete. Catalogues: {len(catalogues)}.")


def problems_of(path):
    """Sentences about one catalogue."""
    name = path.relative_to(ROOT)
    catalogue = polib.pofile(str(path))
    if catalogue.metadata_is_fuzzy:
        yield f"{name}: the header is fuzzy. Fill it in and remove the mark."
    for entry in catalogue:
        if entry.obsolete:
            continue
        if entry.fuzzy:
            yield f"{name}:{entry.linenum}: “{entry.msgid}” is fuzzy. Check it and remove the mark."
        elif not entry.translated():
            yield f"{name}:{entry.linenum}: “{entry.msgid}” is not translated."

    format_check = subprocess.run(
        ["msgfmt", "--check-format", "--output-file=/dev/null", str(path)], capture_output=True, text=True
    )
    if format_check.returncode:
        yield f"{name}: {format_check.stderr.strip()}"

    compiled = path.with_suffix(".mo")
    if not compiled.exists():
        yield f"{name}: the compiled catalogue is missing. Run `make messages`."
    elif content(polib.mofile(str(compiled))) != content(catalogue):
        yield f"{name}: the compiled catalogue says something else. Run `make messages`."


def content(catalogue):
    """What a reader of the catalogue gets to see: the plural rule and each translation."""
    words = {key(entry): entry.msgstr_plural or entry.msgstr for entry in catalogue.translated_entries()}
    return catalogue.metadata.get("Plural-Forms"), words


def key(entry):
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


def words_without_entry():
    """Sentences about source strings that no catalogue holds."""
    with tempfile.TemporaryDirectory(prefix="wagtail-sop-words-") as folder:
        copy = Path(folder)
        package = copy_of(PACKAGE, copy / "package" / PACKAGE.name)
        for name in SITE:
            if (ROOT / name).is_dir():
                copy_of(ROOT / name, copy / "site" / name)
        site = copy / "site"

        known = keys_in(PACKAGE / "locale")
        yield from missing_words(package, known, "wagtail_sop/locale")
        if site.is_dir():
            # A template of the site that overrides one of the package shares its words.
            yield from missing_words(site, known | keys_in(ROOT / "locale"), "locale")


def copy_of(source, target):
    """The source without its catalogues: what makemessages then finds is what the source says."""
    ignored = shutil.ignore_patterns("__pycache__", "locale", "node_modules", "media")
    return Path(shutil.copytree(source, target, ignore=ignored))


def missing_words(folder, known, catalogue_name):
    for options in (MESSAGES, JS_MESSAGES):
        (folder / "locale" / LANGUAGE / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [sys.executable, "-m", "django", "makemessages", f"--locale={LANGUAGE}", *options],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    for path in sorted((folder / "locale").rglob("*.po")):
        for entry in polib.pofile(str(path)):
            if key(entry) not in known:
                where = ", ".join(dict.fromkeys(file for file, _line in entry.occurrences))
                yield f"{catalogue_name}/{LANGUAGE}: “{entry.msgid}” ({where}) has no entry."


def keys_in(locale):
    return {
        key(entry)
        for path in (locale / LANGUAGE).rglob("*.po")
        for entry in polib.pofile(str(path))
        if not entry.obsolete
    }


if __name__ == "__main__":
    main()
