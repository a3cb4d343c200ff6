"""The same person, account, organization, place or programme across files, with the reason of each match."""
