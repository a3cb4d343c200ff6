"""api/records"""
