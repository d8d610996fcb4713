"""Pages: templates with autoescape, styles and scripts of our own, and a strict content security policy."""
