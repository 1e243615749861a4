"""The texts for social media: written in the editor of the piece, read by whoever approves it."""
