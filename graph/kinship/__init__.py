"""Chinese kinship: words, codes, chains, circles, and the search for who is related to whom.

`letters` → `classes` → `scopes` place a chain; `chains` and `words` say it; `lexicon`, `spelling`,
`ordinals`, `meanings` and `terms` read kin words; `codes` and `inference` read household registers into
`edges`; `pedigree`, `search`, `segments` and `nearness` find kin in a graph; `blood`, `pairs` and
`pedigree_files` read pedigrees given as files.
"""
