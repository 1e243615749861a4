"""What happened to each piece: the moves of its case, each so many working minutes after the one before."""

from dataclasses import dataclass

DAY = 450


@dataclass(frozen=True)
class Move:
    minutes: int
    verb: str
    by: str = ""
    """User name; empty for the person of the piece's own unit whose turn it is."""
    note: str = ""
    content_class: str = "routine"


@dataclass(frozen=True)
class Story:
    key: str
    """The text in content/*.yaml."""
    unit: str
    waits: int
    """Working minutes between the last move and now."""
    moves: tuple[Move, ...] = ()

    @property
    def minutes(self) -> int:
        return self.waits + sum(move.minutes for move in self.moves)


def submit(minutes, content_class="routine", note=""):
    return Move(minutes, "submit", note=note, content_class=content_class)


def receive(minutes):
    return Move(minutes, "receive")


def take(minutes, by=""):
    return Move(minutes, "take", by)


def edit(minutes):
    """The admin writes, and forwards."""
    return Move(minutes, "edit")


def approve(minutes, by="", note=""):
    return Move(minutes, "approve", by, note)


def publish(minutes):
    return Move(minutes, "publish")


def schedule(minutes):
    return Move(minutes, "schedule")


def document(minutes):
    return Move(minutes, "document")


def send_back(minutes, note, by=""):
    return Move(minutes, "send_back", by, note)


PLH = "kepala.linjamsos"
HEAD = "kepala.dinas"

STORIES = (
    # Sealed
    Story("batik-lansia", "lansia", 11 * DAY, (
        submit(520), receive(60), edit(110),
        approve(205, note="Maaf, baru sempat saya periksa setelah rapat."), publish(20), document(12),
    )),
    Story("pojok-baca", "anak", 9 * DAY + 40, (
        submit(400), receive(35), edit(70), approve(45), publish(12), document(9),
    )),
    Story("barista-difabel", "difabel", 6 * DAY, (
        submit(380), receive(50), edit(90),
        send_back(70, "Kutipan belum disertai jabatan narasumber; angka pembeli belum sesuai catatan kas."),
        edit(60), approve(25, note="Sudah sesuai."), publish(10), document(14),
    )),
    Story("alat-bantu", "linjamsos", 4 * DAY, (
        submit(300, "important", "Menyangkut penyaluran bantuan; mohon sampai Kepala Dinas."),
        receive(45), edit(80), approve(65), approve(40, HEAD), publish(18), document(11),
    )),
    # The acting head of agency decided.
    Story("gladi-tagana", "bencana", 2 * DAY + 60, (
        submit(340, "important"), receive(25), edit(95), approve(70),
        approve(35, PLH, "Disetujui selaku Plh. selama Kepala Dinas bertugas di luar daerah."),
        publish(15), document(20),
    )),
    # Live, to be documented: late.
    Story("jam-layanan", "sekretariat", 70, (submit(420), receive(30), edit(100), approve(80), publish(14))),
    # Published by force, to be reviewed afterwards.
    Story("posko-hujan", "bencana", 95, (
        submit(60, "important"), receive(10), edit(20),
        Move(15, "break_glass", "webmaster", "Peringatan dini cuaca: warga harus segera tahu letak posko, "
             "sedangkan Kepala Bidang sedang di lapangan tanpa sinyal."),
    )),
    # Scheduled
    Story("kesetiakawanan", "dayasos", 150, (
        submit(500, "important"), receive(55), edit(120), approve(50), approve(30, HEAD), schedule(20),
    )),
    # Step 6: to be published
    Story("pascarehabilitasi", "resos", 12, (submit(350), receive(40), edit(75), approve(55))),
    # Step 5: a policy; and an important piece close to its deadline
    Story("pemutakhiran-data", "linjamsos", 15, (
        submit(410, "policy", "Kebijakan baru, berlaku triwulan depan."), receive(30), edit(130),
        approve(90, note="Tata cara sudah saya cocokkan dengan rancangan surat edaran."),
    )),
    Story("karang-taruna", "dayasos", 52, (submit(360, "important"), receive(45), edit(60), approve(40))),
    # Step 4: on time; late; and one whose post is vacant, so that the Sekretaris decides
    Story("kampung-siaga", "bencana", 35, (submit(330), receive(20), edit(85))),
    Story("bengkel-remaja", "remaja", 215, (submit(390), receive(65), edit(120))),
    Story("ruang-aman", "perempuan", 100, (submit(280, "important"), receive(30), edit(70))),
    # Step 3: taken by a colleague, late; and returned by the head
    Story("juru-bahasa-isyarat", "resos", 240, (submit(300), receive(25))),
    Story("kartu-lansia", "lansia", 80, (
        submit(350), receive(40), edit(90),
        send_back(60, "Kalimat tentang pertolongan warga dapat membuat orangnya dikenali. Mohon disamarkan, "
                  "dan lengkapi jumlah penerima per kalurahan."),
    )),
    # Step 2: handed over
    Story("diklat-pekerja-sosial", "latihan", 25, (submit(310),)),
    # Step 1: being written, and returned to the contributor
    Story("kebun-anak", "anak", 130),
    Story("pijat-netra", "difabel", 90, (
        submit(220),
        send_back(50, "Foto belum punya teks alternatif dan keterangan. Tarif layanan juga belum disebut."),
    )),
    # Ended otherwise
    Story("hadiah-lomba", "dayasos", 3 * DAY, (
        submit(200), receive(40), edit(50),
        Move(45, "reject", note="Penetapan juri belum ditandatangani, jadi belum layak tayang. "
             "Ajukan naskah baru setelah ada keputusan."),
    )),
    Story("libur-layanan", "sekretariat", 2 * DAY, (
        submit(90), Move(70, "withdraw", note="Menunggu surat edaran resmi."),
    )),
)  # fmt: skip
