"""Tests of pasted pages."""
