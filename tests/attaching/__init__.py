"""Tests of attaching briefs to reports."""
