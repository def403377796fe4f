"""The terms that matter, the GB term first (GB/T 17989, GB/T 3358, GB/T 4091; other words in use beside it).

Keys are patterns; a sentence that says it in another way on purpose stands in EXCEPTIONS, with the reason.
"""

TERMS = {
    r"control limits?": ("控制限",),
    r"lower limits?": ("控制下限",),
    r"upper limits?": ("控制上限",),
    r"limits file": ("控制限文件",),
    r"LCL": ("控制下限", "LCL"),
    r"UCL": ("控制上限", "UCL"),
    r"center": ("中心",),
    r"subgroups?": ("子组",),
    r"subgroup sizes?": ("子组大小",),
    r"sigma within": ("组内标准差",),
    r"standard deviations?": ("标准差",),
    r"moving ranges?": ("移动极差",),
    r"ranges? of": ("极差",),
    r"(?<!did you )(?<!that )means?": ("均值",),
    r"nonconforming": ("不合格",),
    r"nonconformit(?:y|ies)": ("不合格",),
    r"(?:false )?signals?": ("异常", "虚发警报"),
    r"false signals?": ("虚发警报",),
    r"out of control": ("失控",),
    r"stable": ("受控",),
    r"rule sets?": ("准则组",),
    r"rules?(?! of thumb)": ("准则",),
    r"phase I": ("分析用",),
    r"phase II": ("控制用",),
    r"stages?": ("阶段",),
    r"lots?": ("批",),
    r"inspected": ("检验", "检查"),
    r"autocorrelation": ("自相关",),
    r"normality": ("正态性",),
    r"not proven": ("尚无定论",),
    r"confidence": ("置信",),
    r"specifications?": ("规格",),
    r"columns?": ("列",),
    r"encoding": ("编码",),
    r"header": ("表头",),
}

EXCEPTIONS = {
    "Not stable: signals at {points}; find the cause before Cp and Cpk are stated.": "失控 is usual",
    "subgroup mean": "the axis of the panel that the table calls 均值",
}
