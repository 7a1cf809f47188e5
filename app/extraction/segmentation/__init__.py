"""Segmentation of text into lines, passages and quotations."""
