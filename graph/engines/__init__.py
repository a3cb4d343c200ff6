"""graph/engines"""
