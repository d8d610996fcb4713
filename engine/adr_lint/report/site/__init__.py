"""The report as a static site: one folder, no server, no network."""
