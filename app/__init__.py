"""Onrecord: who said what, on the record, and who disputes it."""
