"""Words for labels and relations that are not loaded: which department file is missing."""

MISSING = {
    "SERVES": "村干部花名册", "STAFFS": "乡镇工作人员名册", "KIN": "亲属关系（亲属申报表、户籍登记）",
    "Payment": "补贴发放名册", "PAID_TO": "补贴发放名册", "INTO": "补贴发放账户", "UNDER": "项目目录与发放名册",
    "PAID_IN": "发放名册的村", "Program": "项目目录", "BenefitFile": "低收入人口家庭名单",
    "COVERED_BY": "低收入人口家庭名单", "Approval": "审批记录", "SIGNED": "审批签字记录", "DECIDES_FOR": "审批记录",
    "Filing": "近亲属备案表", "FILED_BY": "近亲属备案表", "FILED_FOR": "近亲属备案表", "LedgerEntry": "村级账目",
    "SPENT_BY": "村级账目", "PAYS_PERSON": "村级账目的收款人", "PAYS_ORG": "村级账目的收款单位",
    "Contract": "合同与招标台账", "OWNED_BY": "合同与招标台账", "Organization": "企业登记",
    "OWNS": "股东登记", "ORG_OWNS": "股东登记", "DIRECTS": "企业任职登记", "EMPLOYED_AT": "财政供养人员名册",
    "HOLDS": "账户持有人", "BankAccount": "银行账户", "Household": "户籍登记", "MEMBER_OF": "户籍登记",
    "WARD_OF": "监护人名单", "CARED_BY": "供养机构名单", "SWITCHED_TO": "账户变更记录", "Village": "区划代码",
    "Phone": "有联系电话的名册", "GIVES_PHONE": "有联系电话的名册", "Parcel": "确权登记", "CONTRACTS": "确权登记",
    "GIVEN_OVER": "土地流转登记", "Machine": "农机购置补贴名册", "BOUGHT_BY": "农机购置补贴名册",
    "BOUGHT_BY_ORG": "农机购置补贴名册", "DEALT_BY": "农机购置补贴名册的经销企业",
    "CompensationSplit": "征地补偿分配方案", "SPLIT_OF": "征地补偿分配方案", "Herd": "养殖名册", "KEPT_BY": "养殖名册",
    "Flow": "账户流水", "FLOWS_FROM": "账户流水", "FLOWS_TO": "账户流水", "REACHES": "账户流水",
}


def needed(names: list[str]) -> list[str]:
    """The department files behind labels and relations, each once."""
    return list(dict.fromkeys(MISSING.get(name, name) for name in names))


def missing(names: list[str]) -> str:
    """Sentence that names the inputs that are not there."""
    return f"缺少数据：{'、'.join(needed(names))}"
