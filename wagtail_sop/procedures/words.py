"""The keys and words of the Indonesian form, schema ``sop-ap/1``."""

from .vocabulary import Channel, ContentClass, Cycle, Kind, Role, Symbol, TimeUnit

KINDS = {
    "siapkan": Kind.PREPARE,
    "serah_terima": Kind.HANDOVER,
    "sunting": Kind.EDIT,
    "periksa": Kind.REVIEW,
    "tayangkan": Kind.PUBLISH,
    "dokumentasikan": Kind.DOCUMENT,
    "tugas_berkala": Kind.DUTY,
}
CYCLES = {"naskah": Cycle.ITEM, "bulanan": Cycle.MONTHLY, "berkala": Cycle.PERIODIC, "tahunan": Cycle.YEARLY}
SYMBOLS = {"kapsul": Symbol.CAPSULE, "kotak": Symbol.BOX, "belah_ketupat": Symbol.DIAMOND}
ROLES = {role.value: role for role in Role}
UNITS = {"menit": TimeUnit.MINUTE, "jam": TimeUnit.HOUR, "hari": TimeUnit.DAY, "bulan": TimeUnit.MONTH}
CHANNELS = {"website": Channel.WEBSITE, "media_sosial": Channel.SOCIAL}
CLASSES = {
    "rutin": ContentClass.ROUTINE,
    "biasa": ContentClass.ROUTINE,
    "penting": ContentClass.IMPORTANT,
    "kebijakan": ContentClass.POLICY,
}
FILLERS = ("sifat", "atau", "dan")

# Ten years; more is a slip of the pen, and would run past the end of any calendar.
LONGEST = {TimeUnit.MINUTE: 600_000, TimeUnit.HOUR: 10_000, TimeUnit.DAY: 3_650, TimeUnit.MONTH: 120}

LISTS = {
    "dasar_hukum": "legal_basis",
    "kualifikasi_pelaksana": "qualifications",
    "keterkaitan": "related",
    "peralatan": "equipment",
    "peringatan": "warnings",
    "pencatatan_dan_pendataan": "recording",
    "halaman_judul": "cover",
}
REQUIRED = ("skema", "id", "instansi", "identitas", "pelaksana", "langkah")
OPTIONAL = (*LISTS, "lampiran_keputusan", "judul_tabel", "kolom", "kelengkapan")

COMPLETENESS = {"wajib": "required", "anjuran": "advised"}

AGENCY = {
    "nama": "name",
    "nama_pendek": "short_name",
    "pemerintah": "government",
    "unit": "unit",
    "jenjang": "level",
}
LETTERHEAD = {
    "alamat": "address",
    "kode_pos": "postal_code",
    "telepon": "phone",
    "faks": "fax",
    "website": "website",
    "email": "email",
}
DATES = {
    "tanggal_pembuatan": "created",
    "tanggal_revisi": "revised",
    "tanggal_efektif": "effective",
    "tanggal_pengesahan": "approved",
}
IDENTITY = ("nomor", "nama_sop", *DATES, "disahkan_oleh", "judul_tabel")
COLUMNS = {
    "nomor": "number",
    "kegiatan": "activity",
    "kelengkapan": "requirements",
    "waktu": "time",
    "output": "output",
    "keterangan": "remarks",
}
DECREE = {"jenis": "kind", "nomor": "number", "tentang": "subject"}
STEP_REQUIRED = ("nomor", "kegiatan", "pelaksana")
STEP_OPTIONAL = (
    "nomor_tercetak",
    "nama",
    "jenis",
    "lingkup",
    "simbol",
    "kelengkapan",
    "waktu",
    "output",
    "keterangan",
    "keputusan",
    "kanal",
    "jadwal",
)
