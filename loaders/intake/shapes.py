"""Rows that stand for several facts -> one record each, kind by kind; what cannot be told apart is rejected."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph.identifiers import citizen_number
from loaders.intake.frame import (
    Findings,
    Frame,
    Mask,
    concat_columns,
    concat_frames,
    constant_column,
    replace_rows,
)
from loaders.intake.splitting import SEVERAL, holding, moved, numbers_of, replicate, split_names, split_persons
from loaders.readers import Cell, CellKind, Column
from loaders.source import Form
from loaders.values.posts import split_posts

Shape = Callable[[Frame, Findings], Frame]
STEPS = (("handler", "经办", "handled"), ("reviewer", "审核", "reviewed"), ("approver", "审批", "date"))
KIN_WORD = (
    r"妻子|丈夫|配偶|爱人|长子|次子|三子|四子|儿子|养子|继子|长女|次女|三女|女儿|养女|继女|父亲|母亲|"
    r"爷爷|奶奶|祖父|祖母|外祖父|外祖母|"
    r"外公|外婆|孙子|孙女|外孙女|外孙|哥哥|弟弟|姐姐|妹妹|岳父|岳母|公公|婆婆|女婿|儿媳|嫂子|弟媳|"
    r"姐夫|妹夫|妻弟|妻兄|内弟|内兄|"
    r"小舅子|大舅子|连襟|侄子|侄女|外甥女|外甥|叔叔|伯父|姑姑|舅舅|姨妈|妻|夫|子|女|父|母|兄|弟|姐|妹"
)
KIN_AND_NAME = re.compile(rf"({KIN_WORD})[::]?([\u4e00-\u9fff·]{{2,4}})")
HOLDER_COLUMNS = {
    "holders": "holder",
    "shares": "share",
    "holder_id": "holder_id",
    "role": "role",
    "holder_from": "from",
    "holder_to": "to",
}
TARGETS = {
    "couples": "marriages",
    "signed_approvals": "approvals",
    "low_income_heads": "low_income",
    "account_statements": "account_flows",
}
NOTHING = r"^[\s0.,¥￥元-]*$"


def reshape(name: str, form: Form, frame: Frame, findings: Findings) -> tuple[str, Frame]:
    """Name of the form the records belong to, and the frame with one record per fact.

    Flags and rejections go to ``findings`` in the new positions.
    """
    frame = SHAPES[name](frame, findings) if name in SHAPES else split_persons(form, frame, findings)
    return TARGETS.get(name, name), frame


def _cadres(frame: Frame, findings: Findings) -> Frame:
    """书记兼主任 in one cell is two offices."""
    return replicate(
        frame, findings, "post", split_posts, None, holding(frame, "post", r"[兼、,，;；/+\s和及]|一肩挑|书记主任")
    )


def _relatives(frame: Frame, findings: Findings) -> Frame:
    """妻张某 子李某: split only when relation + name repeats through the whole cell."""
    records: dict[int, list[dict[str, Cell]]] = {}
    rejected = []
    for position in holding(frame, "rel_name", r"[、,，;；/\n]|\S{2}[\s\x{3000}]+\S{2}|\S{6}").tolist():
        cells = frame.cells(position)
        pairs = KIN_AND_NAME.findall(cells["rel_name"].text)
        rest = re.sub(r"[\s、,,;;/。]+", "", KIN_AND_NAME.sub("", cells["rel_name"].text))
        names = split_names(cells, "rel_name")
        words = [part for part in SEVERAL.split(cells["relation"].text) if part.strip()]
        numbers = numbers_of(cells, "rel_id") if "rel_id" in cells else []
        if len(pairs) > 1 and not rest:
            records[position] = _kin_records(cells, pairs, numbers)
        elif len(names) > 1 and len(names) == len(words) and len(numbers) in {0, len(names)}:
            records[position] = _kin_records(cells, list(zip(words, names, strict=True)), numbers)
        elif len(names) > 1:
            rejected.append(position)
    several_ids = [
        p
        for p in holding(frame, "rel_id", r"\S{29}").tolist()
        if p not in records and "multi_value" in citizen_number(frame.columns["rel_id"].cell(p).text).flags
    ]
    findings.reject("multi_value", "rel_name", np.union1d(rejected, several_ids).astype(np.int64))
    frame, origin = replace_rows(frame, records)
    moved(findings, origin)
    findings.flag("split_row", "rel_name", np.flatnonzero(np.isin(origin, np.fromiter(records, np.int64))))
    return frame


def _kin_records(
    cells: Mapping[str, Cell], pairs: Sequence[tuple[str, str]], numbers: Sequence[str]
) -> list[dict[str, Cell]]:
    ids = numbers if len(numbers) == len(pairs) else [""] * len(pairs)
    return [
        {
            **cells,
            "relation": Cell(word.strip(), CellKind.TEXT),
            "rel_name": Cell(name, CellKind.TEXT),
            "rel_id": Cell(number, CellKind.TEXT),
        }
        for (word, name), number in zip(pairs, ids, strict=True)
    ]


def _couples(frame: Frame, findings: Findings) -> Frame:
    """姓名 and 配偶姓名 -> man and woman by the numbers' sex; undecidable rows keep the order, flagged."""
    sexes = [[citizen_number(text).sex for text in frame.texts(name)] for name in ("man_id", "woman_id")]
    swap = np.array([a == "F" or (a == "U" and b == "M") for a, b in zip(*sexes, strict=True)], np.bool_)
    unclear = np.array([a == b for a, b in zip(*sexes, strict=True)], np.bool_)
    findings.flag("couple_sex_unclear", "man_id", np.flatnonzero(unclear))
    columns = dict(frame.columns)
    for a, b in (("man", "woman"), ("man_id", "woman_id")):
        columns[a], columns[b] = (_choose(swap, frame.columns[y], frame.columns[x]) for x, y in ((a, b), (b, a)))
    return Frame(columns, frame.sheet, frame.row)


def _choose(mask: Mask, yes: Column, no: Column) -> Column:
    both = concat_columns([yes, no])
    return both.take(np.where(mask, np.arange(len(yes)), np.arange(len(yes)) + len(yes)))


def _approvals(frame: Frame, findings: Findings) -> Frame:
    """张某、李某 in the signer's cell are two signers; a staff number that is no citizen number is kept apart."""
    frame = replicate(
        frame,
        findings,
        "signer",
        lambda text: split_names({"s": Cell(text, CellKind.TEXT)}, "s"),
        None,
        holding(frame, "signer", r"[、,，;；/\n]|\S{2}[\s\x{3000}]+\S{2}"),
    )
    column = frame.columns.get("staff_id")
    if column is None:
        return frame
    is_id = np.asarray(pc.match_substring_regex(column.text, r"\d{14}"))
    several = np.asarray(pc.match_substring_regex(column.text, r"\S{25}"))
    columns = {**frame.columns, "staff_id": _only(column, is_id & ~several), "staff_no": _only(column, ~is_id)}
    return Frame(columns, frame.sheet, frame.row)


def _only(column: Column, mask: Mask) -> Column:
    return Column(pc.if_else(pa.array(mask), column.text, ""), column.kinds)


def _signed_approvals(frame: Frame, findings: Findings) -> Frame:
    """Three signer columns are three steps of the case."""
    common = {
        name: column
        for name, column in frame.columns.items()
        if name in {"case", "programme", "applicant", "id", "result", "recusal"}
    }
    parts = []
    for signer, step, day in STEPS:
        if signer in frame.columns:
            rows = np.flatnonzero(~frame.blank(signer))
            dated = frame.columns[day] if day in frame.columns else frame.columns["date"]
            filled = _choose(~dated.blank(), dated, frame.columns["date"])
            columns = {
                **common,
                "signer": frame.columns[signer],
                "date": filled,
                "step": constant_column(step, len(frame)),
            }
            parts.append(Frame(columns, frame.sheet, frame.row).take(rows))
    unsigned = np.flatnonzero(np.all([frame.blank(signer) for signer, _, _ in STEPS], axis=0))
    empty = Frame({**common, "date": frame.columns["date"]}, frame.sheet, frame.row).take(unsigned)
    joined = concat_frames([*parts, empty], [*common, "signer", "date", "step"])
    order = np.lexsort((joined.row, joined.sheet))
    return _approvals(joined.take(order.astype(np.int64)), findings)


def _low_income_heads(frame: Frame, findings: Findings) -> Frame:
    """A list of heads alone: the head is the one member known."""
    findings.flag("members_unknown", "covered_count", np.arange(len(frame)))
    length = len(frame)
    columns = {
        **frame.columns,
        "member": frame.columns["head"],
        "id": frame.columns["head_id"],
        "rel": constant_column("户主", length),
    }
    return Frame(columns, frame.sheet, frame.row)


def _shareholders(frame: Frame, findings: Findings) -> Frame:
    """Several holders in a cell with 、: one record each; shares and numbers only when their counts agree."""
    records: dict[int, list[dict[str, Cell]]] = {}
    unclear = []
    for position in holding(frame, "holder", r"[、,，;；\n]").tolist():
        cells = frame.cells(position)
        holders = [part.strip() for part in re.split(r"[、,,;;\n]+", cells["holder"].text) if part.strip()]
        columns: dict[str, list[str]] = {
            name: re.split(r"[、,,;;/\s]+", cells[name].text.strip())
            for name in ("share", "holder_id")
            if name in cells and cells[name].text.strip()
        }
        if any(len(parts) != len(holders) for parts in columns.values()):
            unclear.append(position)
        records[position] = [
            _holder(cells, holder, index, columns, len(holders)) for index, holder in enumerate(holders)
        ]
    findings.flag("share_unclear", "share", np.array(unclear, np.int64))
    frame, origin = replace_rows(frame, records)
    moved(findings, origin)
    return frame


def _holder(
    cells: Mapping[str, Cell], holder: str, index: int, columns: Mapping[str, Sequence[str]], count: int
) -> dict[str, Cell]:
    own = {name: Cell(parts[index] if len(parts) == count else "", CellKind.TEXT) for name, parts in columns.items()}
    return {**cells, "holder": Cell(holder, CellKind.TEXT), **own}


def apart_from_holders(frame: Frame) -> tuple[Frame, Frame | None]:
    """An organizations sheet with 股东 columns -> the organizations, and records of the form ``shareholders``."""
    if "holders" not in frame.columns:
        return frame, None
    own = {name: column for name, column in frame.columns.items() if name not in HOLDER_COLUMNS}
    rows = np.flatnonzero(~frame.blank("holders"))
    columns = {
        "uscc": frame.columns["uscc"],
        "name": frame.columns["name"],
        **{new: frame.columns[old] for old, new in HOLDER_COLUMNS.items() if old in frame.columns},
    }
    holders = Frame(columns, frame.sheet, frame.row).take(rows) if len(rows) else None
    return Frame(own, frame.sheet, frame.row), holders


def _account_statements(frame: Frame, findings: Findings) -> Frame:  # noqa: ARG001
    """Two columns 支出 and 收入 -> one amount with its direction; a row with both or neither keeps no direction."""
    out, into = (
        ~np.asarray(pc.match_substring_regex(frame.columns[name].text, NOTHING)) for name in ("paid_out", "paid_in")
    )
    words = np.where(out & ~into, "支出", np.where(into & ~out, "收入", ""))
    columns = {name: column for name, column in frame.columns.items() if name not in {"paid_out", "paid_in"}}
    columns["amount"] = _choose(out, frame.columns["paid_out"], frame.columns["paid_in"])
    columns["direction"] = Column(pa.array(words.tolist(), pa.string()))
    return Frame(columns, frame.sheet, frame.row)


def _houses(frame: Frame, findings: Findings) -> Frame:
    """Several owners in a cell: one record each; numbers and shares only where their counts agree."""
    records: dict[int, list[dict[str, Cell]]] = {}
    differ = []
    written = holding(frame, "owners", r"[、,，;；\n]|\S{2}[\s\x{3000}]+\S{2}")
    several = np.union1d(written, holding(frame, "ids", r"\S{29}"))
    for position in several.tolist():
        cells = frame.cells(position)
        owners = split_names(cells, "owners", entity=True)
        numbers = numbers_of(cells, "ids") if "ids" in cells else []
        if len(owners) == 1 and len(numbers) <= 1:
            continue
        if len(owners) != len(numbers):
            differ.append(position)
        records[position] = _owners(cells, owners, numbers)
    frame, origin = replace_rows(frame, records)
    moved(findings, origin)
    findings.flag("owner_ids_differ", "ids", np.flatnonzero(np.isin(origin, np.array(differ, np.int64))))
    return frame


def _owners(cells: Mapping[str, Cell], owners: Sequence[str], numbers: Sequence[str]) -> list[dict[str, Cell]]:
    ids = numbers if len(numbers) == len(owners) else [""] * len(owners)
    shares = SEVERAL.split(cells["share"].text.strip()) if "share" in cells else []
    found = []
    for index, (owner, number) in enumerate(zip(owners, ids, strict=True)):
        own = {"owners": Cell(owner, CellKind.TEXT), "ids": Cell(number, CellKind.TEXT)}
        if len(shares) == len(owners):
            own["share"] = Cell(shares[index], CellKind.TEXT)
        found.append({**cells, **own})
    return found


def _contracts(frame: Frame, findings: Findings) -> Frame:
    """A citizen number in the code column belongs to a person; 20年 or 2020-2040 is a term, not a first day."""
    columns = dict(frame.columns)
    code = frame.columns.get("party_code")
    if code is not None:
        is_id = np.fromiter(
            (citizen_number(cell.text).quality in {"id18", "id15"} for cell in code.distinct()[1]), np.bool_
        )
        mask = is_id[code.distinct()[0]]
        columns |= {"party_code": _only(code, ~mask), "party_id": _only(code, mask)}
    start = frame.columns.get("from")
    if start is not None:
        term = np.asarray(
            pc.match_substring_regex(start.text, r"^\s*\d{1,2}\s*年\s*$|^\s*\d{4}年?\s*[-~—至到]+\s*\d{4}年?\s*$")
        )
        findings.flag("term_computed", "from", np.flatnonzero(term))
        columns |= {"from": _only(start, ~term), "term": _only(start, term)}
    return Frame(columns, frame.sheet, frame.row)


SHAPES: dict[str, Shape] = {
    "cadres": _cadres,
    "relatives": _relatives,
    "couples": _couples,
    "approvals": _approvals,
    "signed_approvals": _signed_approvals,
    "low_income_heads": _low_income_heads,
    "shareholders": _shareholders,
    "houses": _houses,
    "contracts": _contracts,
    "account_statements": _account_statements,
}
