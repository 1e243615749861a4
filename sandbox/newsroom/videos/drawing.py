"""Draws the demo's films: ``python -m sandbox.newsroom.videos.drawing path/to/ffmpeg path/to/font.ttf``.

Each is a row of slides of four seconds without sound, which the captions (.vtt) repeat for programs that read them.
"""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from sandbox.newsroom import pictures

SIZE, SECONDS, FRAMES = (854, 480), 4, 12
"""Pixels; seconds a slide; pictures a second."""
FILMS = {
    "sanggahan": ("#4f2a0d", [
        ("three_steps", "Nama Anda keliru pada daftar bantuan?\nAda tiga langkah."),
        ("notice_board", "1. Periksa daftar di balai kalurahan.\nDaftar dipasang sepuluh hari kerja."),
        ("binder", "2. Isi formulir sanggahan.\nTidak ada biaya."),
        ("meeting", "3. Sanggahan diperiksa\ndua orang."),
        ("report", "Terima jawaban tertulis,\nlengkap dengan alasannya."),
        ("counter", "Perlu bantuan? Datang ke loket\nlayanan terpadu Dinas Sosial DIY."),
    ]),
    "tas-siaga": ("#16324f", [
        ("emergency_bag", "Tas siaga,\ncukup untuk tiga hari."),
        ("field_stove", "Air minum, tiga liter setiap orang.\nMakanan siap santap."),
        ("night_camp", "Senter dan radio kecil.\nPakaian dan selimut tipis."),
        ("clinic", "Obat yang biasa diminum."),
        ("books", "Salinan dokumen\ndalam plastik."),
        ("evacuation_sign", "Letakkan di dekat pintu.\nPeriksa setiap enam bulan."),
    ]),
}  # fmt: skip


def draw_film(name, ffmpeg, font):
    colour, slides = FILMS[name]
    command = [ffmpeg, "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "{}x{}".format(*SIZE)]
    command += ["-r", str(FRAMES), "-i", "-", "-c:v", "libvpx-vp9", "-crf", "44", "-b:v", "0", "-an"]
    command += ["-pix_fmt", "yuv420p", "-row-mt", "1", str(Path(__file__).parent / f"{name}.webm")]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as made:
        for picture, words in slides:
            for number in range(SECONDS * FRAMES):
                made.stdin.write(frame(picture, words, colour, font, number).tobytes())
        made.stdin.close()


def frame(picture, words, colour, font, number):
    """The words come in from the left within a third of a second."""
    made = still(picture).copy()
    band = Image.new("RGB", (SIZE[0], 128), colour)
    drawn = ImageDraw.Draw(band)
    arrived = min(1, number / 4)
    drawn.rectangle([0, 0, 12, 128], fill="#cf9a45")
    drawn.multiline_text((40 - 60 * (1 - arrived), 24), words, font=font, fill="#fbf3e6", spacing=8)
    made.paste(band, (0, SIZE[1] - 128))
    return made


def still(picture, kept={}):  # noqa: B006
    if picture not in kept:
        whole = Image.open(BytesIO(pictures.draw(picture))).resize((854, 569))
        kept[picture] = whole.crop((0, 60, 854, 540))
    return kept[picture]


def captions(name) -> str:
    """WebVTT, one cue a slide."""
    cues = [
        f"00:00:{number * SECONDS:02}.000 --> 00:00:{(number + 1) * SECONDS:02}.000\n{words}\n"
        for number, (_picture, words) in enumerate(FILMS[name][1])
    ]
    return "\n".join(["WEBVTT\n", *cues])


def main(ffmpeg, font_file):
    font = ImageFont.truetype(font_file, 30)
    for name in FILMS:
        draw_film(name, ffmpeg, font)
        (Path(__file__).parent / f"{name}.vtt").write_text(captions(name), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
