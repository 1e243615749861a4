"""The colours that the pictures share."""

PAPER, INK = "#f3e7d3", "#2c2119"
SOGAN, INDIGO, GOLD, LEAF, BRICK = "#7a4a21", "#22395b", "#d9a441", "#3f6b4a", "#a8482c"
