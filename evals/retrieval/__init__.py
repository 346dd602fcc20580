"""Measuring retrieval on public sets with the product's own Search."""
