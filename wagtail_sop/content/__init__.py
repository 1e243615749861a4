"""News as an agency writes it: page types and blocks that a site takes, extends or leaves out."""
