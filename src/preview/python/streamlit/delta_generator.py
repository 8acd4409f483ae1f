"""The class of containers, under the name that people import."""

from _crosswire.deltas import DeltaGenerator

__all__ = ["DeltaGenerator"]
