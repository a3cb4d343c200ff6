"""api/jobs"""
