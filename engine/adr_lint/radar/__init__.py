"""The tech radar: its file, what records say of it, and the forms in which others keep theirs."""

from adr_lint.radar.file import ROLES, Radar, load_radar, normalise, radar_from

__all__ = ["ROLES", "Radar", "load_radar", "normalise", "radar_from"]
