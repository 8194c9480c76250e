"""Measurements run by hand. None of this is part of the package or of its tests."""
