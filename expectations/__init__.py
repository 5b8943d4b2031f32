"""Expectation suites and checkpoints over staging and mart, and Data Docs."""
