"""Planted and innocent: R42 c — what a village keeps of the money for land that was taken, and whether it booked it."""

from __future__ import annotations

from datetime import date, timedelta

from loaders.synthetic.cases.casebook import Casebook
from loaders.synthetic.cases.funds_planted import YUAN, next_village
from loaders.synthetic.model import Village
from loaders.synthetic.papers import Split

SUBJECT = "公积公益金-征地补偿费"
_PROJECTS = ("环城东路", "滨河大道", "城南小学扩建", "变电站出线", "污水处理站", "货运铁路专用线", "北环快速路")


def _split(b: Casebook, village: Village, project: str, approved: date, yuan: int, kept: int) -> Split:
    """An approved split of ``yuan``, of which the village keeps ``kept``."""
    number = f"ZD{approved.year}{len(b.data.papers.splits) + 1:03d}"
    document = f"青政征字〔{approved.year}〕{len(b.data.papers.splits) + 1}号"
    row = Split(number, f"{project}建设项目", village.name, approved, approved - timedelta(days=21), yuan * YUAN,
                kept * YUAN, document)
    b.data.papers.splits.append(row)
    return row


def _book(b: Casebook, village: Village, day: date, summary: str, yuan: int) -> None:
    b.books.receive(village, day, summary, yuan * YUAN, SUBJECT)


def share_not_booked(b: Casebook) -> None:
    """The village keeps 860,000 by the split; the books never show it."""
    village = next_village(b)
    split = _split(b, village, "东二环", date(2023, 9, 12), 4_300_000, 860_000)
    b.plant("R42", "orange", "集体留存的征地补偿款没有入账", {}, limb="c", village=village, project=split.project,
            amount_fen=split.collective)


def share_in_instalments(b: Casebook) -> None:
    """Booked in three pieces under the project's short name."""
    village = next_village(b)
    split = _split(b, village, "滨江公园", date(2023, 3, 15), 1_500_000, 390_000)
    for n, month in enumerate((4, 6, 8), start=1):
        _book(b, village, date(2023, month, 11), f"收滨江公园征地款第{n}笔", 130_000)
    b.clear("R42", "instalments", "blue", "留存款分三笔入账", {}, limb="c", village=village, project=split.project)


def share_under_other_name(b: Casebook) -> None:
    """Booked to the yuan under another name."""
    village = next_village(b)
    split = _split(b, village, "高铁新区一号地块", date(2022, 11, 3), 2_240_000, 448_000)
    b.books.receive(village, date(2023, 1, 9), "收镇财政所拨付款", 448_000 * YUAN, "其他收入")
    b.clear("R42", "other-name", "blue", "摘要没有写项目，金额相符", {}, limb="c", village=village,
            project=split.project)


def whole_sum_before(b: Casebook) -> None:
    """The whole sum came in before the villagers had decided how to divide it."""
    village = next_village(b)
    split = _split(b, village, "天然气门站", date(2023, 6, 20), 980_000, 196_000)
    _book(b, village, date(2023, 4, 25), "收天然气门站征地补偿费", 980_000)
    b.clear("R42", "advance", "blue", "款项先到账，后批分配方案", {}, limb="c", village=village, project=split.project)


def all_to_households(b: Casebook) -> None:
    """Nothing stays with the collective."""
    village = next_village(b)
    split = _split(b, village, "村道拓宽线外地块", date(2023, 5, 8), 760_000, 0)
    b.clear("R42", "all-to-households", "blue", "补偿款全部分配到户", {}, limb="c", village=village,
            project=split.project)


def just_approved(b: Casebook) -> None:
    """Approved a few weeks before the books end."""
    village = next_village(b)
    split = _split(b, village, "充电站", date(2024, 11, 21), 640_000, 128_000)
    b.clear("R42", "just-approved", "blue", "刚刚批准，台账还没有载入到期满", {}, limb="c", village=village,
            project=split.project)


def everyday_splits(b: Casebook) -> None:
    """Every fourth village had land taken, and its share stands in the books."""
    for n, village in enumerate(b.data.town.villages[::4]):
        project, kept = _PROJECTS[n % len(_PROJECTS)], 200_000 + 14_000 * n
        approved = date(2022 + n % 2, 2 + n % 9, 14)
        _split(b, village, project, approved, 5 * kept, kept)
        _book(b, village, approved + timedelta(days=40), f"收{project}征地补偿费集体留存", kept)


CASES = (
    share_not_booked,
    share_in_instalments,
    share_under_other_name,
    whole_sum_before,
    all_to_households,
    just_approved,
    everyday_splits,
)
