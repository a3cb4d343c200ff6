"""loaders/synthetic"""
