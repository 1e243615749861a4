"""Run as a process of its own by test_concurrency_on_sqlite: a database in memory cannot be shared by threads."""

import django

TRIES = 10


def main():
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(f"{TRIES} tries, {sum(race(office) for office in [make_office()] * TRIES)} consistent")  # noqa: T201


def make_office():
    from tests.conftest import root_of_the_tree
    from tests.testapp.models import SimplePage
    from wagtail_sop.testing import Office

    return Office(root_of_the_tree().add_child(instance=SimplePage(title="Berita", slug="berita")))


def race(office) -> bool:
    from tests.proof.test_concurrency import approve, assert_one_won, at_once
    from tests.testapp.models import SimplePage

    office.section.refresh_from_db()
    number = office.section.numchild
    page = SimplePage(title=f"Berita {number}", slug=f"berita-{number}", body="Naskah.")
    case = office.bring(office.write(page, office.kontributor_data), "4")
    head, writer = office.atasan_unit_data, office.kontributor_data
    second = [
        approve(head),
        lambda seen: seen.send_back(head, "Judul keliru.", seen=seen.current_step_id),
        lambda seen: seen.withdraw(writer),
    ][number % 3]
    assert_one_won(at_once(case, approve(head), second), [head, writer if number % 3 == 2 else head])
    return True


if __name__ == "__main__":
    main()
