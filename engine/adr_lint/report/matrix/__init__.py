"""The weighed decision matrix of records: as text, as data, as a drawing and as a page."""
