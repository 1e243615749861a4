"""The demo's working calendar: the shipped example hours with the holidays from September 2025 to 2027.

National holidays and *cuti bersama* as set by the joint decree of three ministers; only those on working
days. Dates of the Islamic calendar are estimates until they are fixed.
"""

from datetime import date

HOLIDAYS = [
    (date(2025, 9, 5), "Maulid Nabi Muhammad saw."),
    (date(2025, 12, 25), "Kelahiran Yesus Kristus"),
    (date(2025, 12, 26), "Cuti bersama"),
    (date(2026, 1, 1), "Tahun Baru 2026 Masehi"),
    (date(2026, 1, 16), "Isra Mikraj Nabi Muhammad saw."),
    (date(2026, 2, 16), "Cuti bersama"),
    (date(2026, 2, 17), "Tahun Baru Imlek 2577"),
    (date(2026, 3, 18), "Cuti bersama"),
    (date(2026, 3, 19), "Hari Suci Nyepi"),
    (date(2026, 3, 20), "Cuti bersama"),
    (date(2026, 3, 23), "Cuti bersama"),
    (date(2026, 3, 24), "Cuti bersama"),
    (date(2026, 4, 3), "Wafat Yesus Kristus"),
    (date(2026, 5, 1), "Hari Buruh Internasional"),
    (date(2026, 5, 14), "Kenaikan Yesus Kristus"),
    (date(2026, 5, 15), "Cuti bersama"),
    (date(2026, 5, 27), "Iduladha 1447 Hijriah"),
    (date(2026, 5, 28), "Cuti bersama"),
    (date(2026, 6, 1), "Hari Lahir Pancasila"),
    (date(2026, 6, 16), "Tahun Baru Islam 1448 Hijriah"),
    (date(2026, 8, 17), "Proklamasi Kemerdekaan"),
    (date(2026, 8, 25), "Maulid Nabi Muhammad saw."),
    (date(2026, 12, 24), "Cuti bersama"),
    (date(2026, 12, 25), "Kelahiran Yesus Kristus"),
    (date(2027, 1, 1), "Tahun Baru 2027 Masehi"),
    (date(2027, 1, 5), "Isra Mikraj Nabi Muhammad saw."),
    (date(2027, 2, 5), "Cuti bersama"),
    (date(2027, 3, 8), "Hari Suci Nyepi"),
    (date(2027, 3, 9), "Cuti bersama"),
    (date(2027, 3, 10), "Idulfitri (perkiraan)"),
    (date(2027, 3, 11), "Idulfitri (perkiraan)"),
    (date(2027, 3, 12), "Cuti bersama"),
    (date(2027, 3, 15), "Cuti bersama"),
    (date(2027, 3, 25), "Cuti bersama"),
    (date(2027, 3, 26), "Wafat Yesus Kristus"),
    (date(2027, 5, 6), "Kenaikan Yesus Kristus"),
    (date(2027, 5, 17), "Iduladha (perkiraan)"),
    (date(2027, 5, 18), "Cuti bersama"),
    (date(2027, 5, 19), "Cuti bersama"),
    (date(2027, 5, 20), "Hari Raya Waisak"),
    (date(2027, 6, 1), "Hari Lahir Pancasila"),
    (date(2027, 8, 17), "Proklamasi Kemerdekaan"),
    (date(2027, 12, 24), "Cuti bersama"),
]


def build_calendar():
    from wagtail_sop.models import CalendarException, WorkCalendar

    calendar = WorkCalendar.objects.default()
    CalendarException.objects.bulk_create(
        CalendarException(calendar=calendar, day=day, name=name) for day, name in HOLIDAYS
    )
    # One save after all rows: it tells every process to build the calendar anew.
    calendar.save(update_fields=["updated_at"])
    # The caller counts with it at once, so not the copy that was built without holidays.
    return WorkCalendar.objects.get(pk=calendar.pk)
