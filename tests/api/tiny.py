"""A hamlet of six made-up people in six files: small enough for a test, whole enough for a graph."""

from pathlib import Path

from graph.identifiers import check_digit

COUNTY = "371621"
TOWN = f"{COUNTY}101"
VILLAGE = f"{TOWN}200"


def number(year: int, month: int, day: int, order: int) -> str:
    """A made-up citizen number with a right check digit."""
    first = f"{COUNTY}{year:04d}{month:02d}{day:02d}{order:03d}"
    return first + check_digit(first)


HEAD = number(1970, 3, 4, 11)
WIFE = number(1971, 5, 6, 22)
SON = number(1995, 7, 8, 13)
BROTHER = number(1973, 9, 10, 15)
NEIGHBOUR = number(1968, 1, 2, 17)
ACCOUNTS = {HEAD: "6228480402564890018", BROTHER: "6228480402564890026", NEIGHBOUR: "6228480402564890034"}

FILES = {
    "county.toml": f'region = "{COUNTY}"\n',
    "行政区划代码.csv": "区划代码,名称,上级代码,级别\n"
        f"{COUNTY},青和县,,县\n{TOWN},青石镇,{COUNTY},镇\n{VILLAGE},大浦村,{TOWN},村\n",
    "项目目录.csv": "项目编码,项目名称,类别,发放对象,责任单位,执行起始\n"
        "P01,耕地地力保护补贴,A,按户,农业农村局,2015-01-01\nP02,临时救助金,C,按人,民政局,2015-01-01\n",
    "村干部花名册.csv": "姓名,身份证号,乡镇,行政村,职务,任职时间\n"
        f"王大山,{HEAD},青石镇,大浦村,村委会主任,2018-01-01\n",
    "户籍.csv": "户号,姓名,身份证号,与户主关系,性别,乡镇,行政村\n"
        f"0001,王大山,{HEAD},户主,男,青石镇,大浦村\n0001,李秀英,{WIFE},妻,女,青石镇,大浦村\n"
        f"0001,王小山,{SON},子,男,青石镇,大浦村\n0002,王二山,{BROTHER},户主,男,青石镇,大浦村\n"
        f"0003,赵有田,{NEIGHBOUR},户主,男,青石镇,大浦村\n",
    "亲属申报.csv": "干部姓名,干部身份证号,与本人关系,亲属姓名,亲属身份证号,乡镇,村\n"
        f"王大山,{HEAD},弟弟,王二山,{BROTHER},青石镇,大浦村\n",
}
ROSTER = "青石镇2024年临时救助金发放清册.csv"


def roster(*rows: tuple[str, str, int]) -> str:
    """Text of a payment roster: name, number, yuan."""
    lines = [f"临时救助金,2024-06,青石镇,大浦村,{name},{citizen},{ACCOUNTS[citizen]},{yuan},2024-06-01"
             for name, citizen, yuan in rows]
    return "\n".join(["项目名称,批次,乡镇,村,姓名,身份证号,银行账号,金额,发放日期", *lines]) + "\n"


PAID = (("王二山", BROTHER, 1000), ("赵有田", NEIGHBOUR, 800))


def write(folder: Path, files: dict[str, str] | None = None) -> Path:
    """The hamlet's files in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (files or {**FILES, ROSTER: roster(*PAID)}).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
