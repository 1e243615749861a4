"""The demo's working calendar: the shipped example hours with the holidays of 2026 and 2027.

National holidays and *cuti bersama* as set by the joint decree of three ministers; only those on working
days. Dates of the Islamic calendar are estimates until they are fixed.
"""

from datetime import date

HOLIDAYS = [
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
