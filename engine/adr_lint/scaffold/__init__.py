"""New files for a repository: a record to be filled in, and what gates its pipeline (texts: policies/templates)."""
