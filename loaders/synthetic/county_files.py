"""What one department keeps for the whole county: region codes and the programme catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.synthetic.model import Town, Village
from loaders.synthetic.programs import CYCLE_WORDS, PROGRAMS, bounds
from loaders.synthetic.tables import AS_OF_WORDS, Delivery, Row, sheet


def county_files(towns: list[Town], county: str, name: str) -> Iterator[Delivery]:
    """Region codes and the programme catalogue."""
    rows: list[Row] = [(county, name, "", "县", None, None, "")]
    day = bounds("2010")[0]

    def add(v: Village, parent: str) -> None:
        rows.append((v.code, v.name, parent, v.level, day, None, ""))
        if v.former_code:
            merged = bounds("2022-07")[0]
            rows.append((v.former_code, v.former_name, parent, v.level, day, merged, v.code))

    for town in towns:
        rows.append((town.code, town.name, county, "乡镇", day, None, ""))
        for v in town.communities:
            add(v, town.code)
        for v in town.villages + town.neighbours:
            add(v, v.community.code if v.community else town.code)
    yield Delivery(
        "regions",
        "民政局",
        f"{name}行政区划代码（{AS_OF_WORDS}）",
        [sheet("regions", f"{name}行政区划代码（{AS_OF_WORDS}）", "code name parent level from to merged_into", rows)],
    )
    catalogue = [
        (
            p.code,
            p.name,
            p.kind,
            p.payee,
            p.department,
            CYCLE_WORDS[p.cycle],
            p.standard or None,
            p.ceiling or None,
            p.ages[0] or None,
            p.ages[1] or None,
            p.level,
            "、".join(p.marks),
            p.start,
            "、".join(p.aliases),
            "、".join(p.excludes),
            "是" if p.asset_test else "否",
        )
        for p in PROGRAMS
    ]
    yield Delivery(
        "programs",
        "财政局",
        f"{name}惠民惠农补贴项目目录（{AS_OF_WORDS}）",
        [
            sheet(
                "programs",
                f"{name}惠民惠农补贴项目目录（{AS_OF_WORDS}）",
                "code name class payee_unit dept period standard ceiling age_min age_max level marks from aliases "
                "excludes asset_test",
                catalogue,
            )
        ],
    )
