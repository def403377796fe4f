"""SIPOC: suppliers, inputs, process, outputs, customers, and what is missing among them."""
