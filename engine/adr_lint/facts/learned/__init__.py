"""The learned reader: weights over words and cues that judge what a sentence states and what a number counts."""
