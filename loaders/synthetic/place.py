"""How large each preset is, and its towns, communities and villages."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from loaders.synthetic.model import Town, Village
from loaders.synthetic.words import TOWNS, VILLAGE_ENDS, VILLAGE_STEMS, surname


@dataclass(frozen=True)
class Preset:
    """Sizes of a made-up place; `communities` is 0 where villages hang directly under the town."""

    towns: int
    communities: int
    villages: int
    persons: int
    cadres: int
    relatives: int
    payments: int
    ledger: int
    companies: int
    aliases: int
    flows: int
    full_cases: bool
    large: bool


PRESETS = {
    "village": Preset(1, 0, 1, 460, 22, 167, 900, 590, 16, 120, 500, full_cases=False, large=False),
    "town": Preset(1, 1, 20, 9000, 150, 1140, 16_300, 11_500, 305, 3400, 5000, full_cases=True, large=False),
    "county": Preset(
        14, 109, 1282, 590_000, 3947, 29_901, 1_070_000, 756_200, 20_000, 183_000, 250_000, full_cases=True, large=True
    ),
    "city": Preset(
        136,
        1059,
        12_461,
        5_734_800,
        38_365,
        290_638,
        10_400_400,
        7_350_264,
        194_400,
        1_778_760,
        2_430_000,
        full_cases=True,
        large=True,
    ),
}


def share(total: int, parts: int, index: int) -> int:
    """The part `index` of `total` split as evenly as whole numbers allow."""
    return total * (index + 1) // parts - total * index // parts


def county_codes(town_index: int) -> tuple[str, str]:
    """Unassigned county codes (of today, before 2001) for the fourteen towns a county has."""
    k = 99 - town_index // 14
    return f"3716{k:02d}", f"3723{k:02d}"


def _village_name(rng: Random, names: set[str]) -> tuple[str, list[str]]:
    """A village name new to the town, and its main surnames (a clan village has one)."""
    while True:
        clan = surname(rng)
        if rng.random() < 0.5:
            name = clan + rng.choice(VILLAGE_ENDS[1:]) + "村"
            mix = [clan] * 14 + [surname(rng) for _ in range(4)]
        else:
            name = rng.choice(VILLAGE_STEMS) + rng.choice(("", "", VILLAGE_ENDS[0])) + "村"
            mix = [surname(rng) for _ in range(8)]
        if name not in names:
            names.add(name)
            return name, mix


def make_town(preset: Preset, index: int, rng: Random) -> Town:
    """One town with its communities and villages and the number of people each shall have."""
    county, _ = county_codes(index)
    name = TOWNS[index % len(TOWNS)] + "新旧中上下"[index // len(TOWNS) - 1] * (index >= len(TOWNS)) + "镇"
    town = Town(f"{county}{101 + index % 14:03d}", name, index)
    names: set[str] = set()
    for k in range(share(preset.communities, preset.towns, index)):
        stem, _ = _village_name(rng, names)
        town.communities.append(Village(f"{town.code}{k + 1:03d}", stem[:-1] + "社区", town, "社区"))
    count = share(preset.villages, preset.towns, index)
    persons = share(preset.persons, preset.towns, index)
    under = count if preset.large else min(3, count) * bool(town.communities)
    for k in range(count):
        label, mix = _village_name(rng, names)
        if k < under:
            community = town.communities[k % len(town.communities)]
            code = f"{community.code}{k // len(town.communities) + 1:03d}"
            village = Village(code, label, town, "自然村", community)
        else:
            village = Village(f"{town.code}{201 + k:03d}", label, town)
        village.surnames, village.target = mix, share(persons, count, k)
        town.villages.append(village)
    merged = town.villages[-1]
    merged.former_code, (merged.former_name, _) = f"{town.code}299", _village_name(rng, names)
    neighbour, _ = _village_name(rng, names)
    town.neighbours.append(Village(f"{town.code}298", neighbour, town))
    return town
