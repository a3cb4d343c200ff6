"""Cleaners: one cell -> a canonical value, or no value and the codes that say why. Nothing is guessed."""
