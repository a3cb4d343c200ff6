"""Who may come in: accounts and what they were granted, passwords, second factors, sessions, keys of machines."""
