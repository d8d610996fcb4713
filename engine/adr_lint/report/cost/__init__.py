"""The total cost of a record: in words, as text, as data, as a chart and as a page."""
