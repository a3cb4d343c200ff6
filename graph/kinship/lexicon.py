"""The vocabulary: kin words and their chains, read from `kin_terms.tsv` and `lexicon.tsv`.

`kin_terms.tsv` is the reference table (a heading row; column 1 the words, column 2 the chain);
`lexicon.tsv` adds words and the further readings of ambiguous ones. `word_marks.toml` holds prefixes,
suffixes and words that name no kin. A word's readings are those of all rows it stands on.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Marks:
    """Prefixes and special words, each list as declared in `word_marks.toml`."""

    pairs: frozenset[str]
    ties: Mapping[str, str]
    notes: Mapping[str, str]
    basis: Mapping[str, str]
    state: Mapping[str, str]
    side: Mapping[str, str]
    explicit: Mapping[str, tuple[str, str]]


@cache
def vocabulary() -> Mapping[str, tuple[str, ...]]:
    """Word to chains, the first chain being the commonest reading."""
    found: dict[str, dict[str, None]] = {}
    for words, chains in (*_reference_rows(), *_lexicon_rows()):
        for word in words:
            found.setdefault(word, {}).update(dict.fromkeys(chains))
    return {word: tuple(chains) for word, chains in found.items()}


@cache
def marks() -> Marks:
    """Prefixes, suffixes, pair words and non-kin words."""
    raw = tomllib.loads(_text("word_marks.toml"))
    return Marks(
        pairs=frozenset(raw["pairs"]),
        ties=_by_word(raw["ties"]),
        notes=raw["note"],
        basis=_by_word(raw["basis"]),
        state=_by_word(raw["state"]),
        side=_by_word(raw["side"]),
        explicit={
            word: (name.partition("_")[0], name.partition("_")[2])
            for name, words in raw["explicit"].items()
            for word in words
        },
    )


def customary_term(chain: str) -> str | None:
    """What such kin is usually called, several words where age decides (哥哥/弟弟); None without a word."""
    return _customary().get(chain)


@cache
def _customary() -> Mapping[str, str]:
    names: dict[str, list[str]] = {}
    for words, chains in _reference_rows():
        names.setdefault(chains[0], []).append(words[0])
    for words, chains in _lexicon_rows():
        if len(chains) == 1 and chains[0] not in names:
            names[chains[0]] = [words[0]]
    return {chain: "/".join(dict.fromkeys(terms)) for chain, terms in names.items()}


def split_words(cell: str) -> tuple[str, ...]:
    """The words of a cell such as 嫂子/弟媳的兄弟: what follows 的 belongs to each of them."""
    heads, of, tail = cell.partition("的")
    return tuple(f"{head}{of}{tail}" for head in heads.split("/"))


@cache
def _reference_rows() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    lines = _text("kin_terms.tsv").splitlines()[1:]
    cells = (line.split("\t") for line in lines if line.strip())
    return tuple((split_words(row[0]), (row[1],)) for row in cells)


@cache
def _lexicon_rows() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    return tuple(_rows_of(_text("lexicon.tsv")))


def _rows_of(text: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for line in text.splitlines():
        if line.strip() and not line.startswith(("#", "chains\t")):
            chains, _, words = line.partition("\t")
            yield tuple(words.split("/")), tuple(dict.fromkeys(chains.split()))


def _by_word(lists: Mapping[str, list[str]]) -> dict[str, str]:
    return {word: name for name, words in lists.items() for word in words}


def _text(name: str) -> str:
    return files("graph.kinship").joinpath(name).read_text(encoding="utf-8")
