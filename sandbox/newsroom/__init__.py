"""The demo newsroom of Dinas Sosial DIY: its units, invented people, news and cases."""
