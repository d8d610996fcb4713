"""Reporters: functions from values to text. Text of unknown origin passes through ``safe`` on its way out."""
