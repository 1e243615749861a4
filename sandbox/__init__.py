"""A site one can run: the newsroom of an agency, as an example of how a site uses the package."""
