"""The waive stage: what was found and somebody has accepted, in the record itself, by a waiver, or in the baseline."""
