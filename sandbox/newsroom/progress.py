"""How far the loading is: one line with a bar on a terminal, a line for each thing elsewhere."""

import shutil

WIDTH = 24


class Progress:
    """Called with what is done next, ``total`` times."""

    def __init__(self, total, out):
        self.total, self.out = total, out
        self.done = 0
        self.is_terminal = out.isatty()

    def __call__(self, words):
        share = min(1, self.done / self.total)
        self.done += 1
        if self.is_terminal:
            self.draw(share, words)
        else:
            self.out.write(f"  {share:4.0%}  {words}\n")

    def finish(self):
        if self.is_terminal:
            self.draw(1, "Selesai")
            self.out.write("\n")
        self.out.flush()

    def draw(self, share, words):
        filled = round(share * WIDTH)
        line = f"  {'█' * filled}{'░' * (WIDTH - filled)} {share:4.0%}  {words}"
        room = shutil.get_terminal_size().columns - 1
        # Back to the beginning of the line, and what is left of a longer one is wiped.
        self.out.write(f"\r{line[:room]}\x1b[K")
        self.out.flush()
