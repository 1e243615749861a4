"""The demo's own films, with their captions. ``drawing.py`` made them; they are shipped, for that needs ffmpeg."""
