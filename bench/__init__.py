"""Timing scripts. Each prints ratios or medians of one run; none is a test."""
