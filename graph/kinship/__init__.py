"""graph/kinship"""
