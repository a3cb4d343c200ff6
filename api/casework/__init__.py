"""api/casework"""
