"""Suppliers: nonconforming share, rejected lots, delivery; ranked no finer than the data allow."""
