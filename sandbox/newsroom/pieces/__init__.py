"""The pieces of the demo's site: one module for each type of page, and what they share."""
