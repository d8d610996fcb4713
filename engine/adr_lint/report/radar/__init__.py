"""A radar shown: as text, as data, as a drawing."""
