"""Example pages of figures, in both languages, built by hand: the renderer's tests draw nothing else.

Piston rings, flow width and the CUSUM data: Montgomery, Introduction to Statistical Quality Control
(tables 6.1, 6.2 and 9.1, and the rings as distributed with the R package qcc). Orange juice: qcc. The
rest is simulated with a seed.
"""

from __future__ import annotations

import numpy as np

from sqc.report.marks import (
    Arrow,
    Axis,
    Band,
    Bars,
    Key,
    Label,
    Line,
    Mark,
    Note,
    Page,
    Plot,
    Points,
    Region,
    Rule,
    Segments,
    Step,
    Strip,
    Tally,
    Text,
)
from sqc.report.model import Column, Num, Table


def numbers(text: str) -> np.ndarray:
    return np.array([float(word) for word in text.split()])


RING_MEANS = numbers(
    """
    74.0102 74.0006 74.0080 74.0030 74.0034 73.9956 74.0000 73.9968 74.0042 73.9980 73.9942 74.0014
    73.9984 73.9902 74.0060 73.9966 74.0008 74.0074 73.9982 74.0092 73.9998 74.0016 74.0024 74.0052
    73.9982 74.0086 74.0022 73.9922 74.0036 73.9974 74.0072 74.0056 73.9978 74.0112 74.0126 74.0040
    74.0166 74.0196 74.0234 74.0128
    """
)
RING_RANGES = (
    numbers(
        """
        38 19 36 22 26 24 12 30 14 17 8 11 29 39 16 21 26 18 21 20 21 19 25 22 35 44 25 15 19 17 26 23
        14 25 30 34 19 25 23 29
        """
    )
    / 1000
)
FLOW_WIDTH = numbers(
    """
    1.5119 1.4951 1.4817 1.4712 1.4882 1.4492 1.5805 1.5343 1.5076 1.5134 1.5242 1.5284 1.3947
    1.5261 1.4083 1.5344 1.4874 1.4573 1.5777 1.5060 1.4691 1.5390 1.5592 1.5688 1.5264 1.4998
    1.5142 1.5332 1.4184 1.5097 1.4724 1.5292 1.5317 1.5793 1.4279 1.4824 1.4910 1.6128 1.6560
    1.6420 1.6716 1.6252 1.6970 1.6321 1.7700
    """
)
SMALL_SHIFT = numbers(
    """
    9.45 7.99 9.29 11.66 12.16 10.18 8.04 11.46 9.2 10.34 9.03 11.47 10.51 9.4 10.08 9.37 10.62
    10.31 8.52 10.84 10.9 9.33 12.29 11.5 10.6 11.08 10.38 11.62 11.31 10.52
    """
)


def count(n: int) -> np.ndarray:
    return np.arange(1.0, n + 1.0)


def limits(upper: float, center: float, lower: float | None, symbol: str, places: int) -> list[Mark]:
    """Lines and edge labels of straight limits."""
    marks: list[Mark] = [Rule(upper), Rule(center, role="center"), Label(upper, f"UCL {upper:.{places}f}")]
    marks.append(Label(center, f"{symbol} {center:.{places}f}", role="center"))
    if lower is None:
        return [*marks, Label(None, "LCL none")]
    if lower == 0:
        return [*marks, Label(0.0, "LCL 0")]
    return [*marks, Rule(lower), Label(lower, f"LCL {lower:.{places}f}")]


def series(y: np.ndarray, beyond: np.ndarray | None = None) -> list[Mark]:
    """Line and points, diamonds where a point is beyond a limit."""
    x = count(len(y))
    beyond = np.zeros(len(y), dtype=bool) if beyond is None else beyond
    marks: list[Mark] = [Line(x, y), Points(x[~beyond], y[~beyond])]
    if beyond.any():
        marks.append(Points(x[beyond], y[beyond], "signal"))
    return marks


def xbar_r(zh: bool, signals: bool = True) -> Page:
    n = 40 if signals else 25
    means, ranges = RING_MEANS[:n], RING_RANGES[:n]
    beyond = means > 74.0143
    axis = Axis("子组" if zh else "subgroup", limits=(0.5, n + 0.5))
    upper = [*limits(74.0143, 74.0012, 73.9880, "X̿", 4), *series(means, beyond)]
    lower = [*limits(0.0481, 0.0228, 0.0, "R̄", 4), *series(ranges)]
    if signals:
        upper += [
            Note(37.0, float(means[36]), "1", "rule"),
            Strip(0.5, 25.5, "阶段 I：估计控制限" if zh else "phase I: sets the limits"),
            Strip(25.5, 40.5, "阶段 II：监控" if zh else "phase II: monitored"),
            Rule(25.5, "x", role="stage"),
        ]
        lower.append(Rule(25.5, "x", role="stage"))
    rows = (
        (
            Plot(
                "xbar", tuple(upper), axis, Axis("子组均值（mm）" if zh else "subgroup mean, mm"), weight=1.5
            ),
        ),
        (Plot("r", tuple(lower), axis, Axis("极差（mm）" if zh else "range, mm", from_zero=True)),),
    )
    if zh:
        found = "均值图 3 个子组超出控制上限：37、38、39，均在阶段 II。极差图受控。"
        footer = (
            f"{n} 个子组，n = 5（共 {5 * n} 件）",
            "σ 组内 = R̄/d₂ = 0.00979，由子组 1–25 估计",
            "准则：Nelson 1（3σ）、2（9 点同侧）",
            "数据：Montgomery，活塞环",
        )
        return Page(
            "活塞环内径 · 均值-极差控制图（X̄-R）",
            rows,
            found if signals else "25 个子组均无异常信号。",
            signals,
            footer,
        )
    found = "3 of 40 subgroups signal, all in phase II: 37, 38, 39 above the upper limit. Ranges are stable."
    footer = (
        f"{n} subgroups of 5 (n = {5 * n})",
        "σ within = R̄/d₂ = 0.00979 from subgroups 1–25",
        "rules: Nelson 1 (3σ), 2 (9 on one side)",
        "Source: Montgomery, piston rings",
    )
    return Page(
        "Piston ring diameter · X̄-R chart",
        rows,
        found if signals else "No signal in 25 subgroups.",
        signals,
        footer,
    )


def zones(zh: bool) -> Page:
    y, x = FLOW_WIDTH, count(45)
    beyond = y > 1.6932
    members = np.zeros(45, dtype=bool)
    members[37:45] = True
    marks: list[Mark] = [*limits(1.6932, 1.5056, 1.3180, "X̿", 4)]
    for z, name in ((1, "+1σ"), (2, "+2σ"), (-1, "−1σ"), (-2, "−2σ")):
        at = 1.5056 + z * 0.1876 / 3
        marks += [Rule(at, role="zone"), Label(at, name, role="zone")]
    rings = members & ~beyond
    plain = ~members & ~beyond
    marks += [
        Line(x, y),
        Points(x[plain], y[plain]),
        Line(x[members], y[members], "pattern"),
        Points(x[rings], y[rings], "member"),
        Points(x[beyond], y[beyond], "signal"),
        Note(40.0, float(y[39]), "5", "rule"),
        Note(41.0, float(y[40]), "6", "rule"),
        Note(43.0, float(y[42]), "1", "rule"),
        Rule(25.5, "x", role="stage"),
        Strip(0.5, 25.5, "阶段 I：估计控制限" if zh else "phase I: sets the limits"),
        Strip(25.5, 45.5, "阶段 II：监控" if zh else "phase II: monitored"),
    ]
    plot = Plot(
        "xbar",
        tuple(marks),
        Axis("子组" if zh else "subgroup", limits=(0.5, 45.5)),
        Axis("子组均值（µm）" if zh else "subgroup mean, µm"),
    )
    if zh:
        return Page(
            "硬烘流宽 · 均值控制图（分区准则）",
            ((plot,),),
            "均值上移：首个信号在第 40 子组（准则 5），2 点超出控制限（43、45）。",
            True,
            (
                "45 个子组，n = 5",
                "σ 组内 = R̄/d₂ = 0.1398，由子组 1–25 估计",
                "准则：Nelson 1（3σ）、5、6",
                "数据：Montgomery，表 6.1、6.2",
            ),
        )
    return Page(
        "Hard-bake flow width · X̄ chart with zone rules",
        ((plot,),),
        "The mean has moved up: first signal at subgroup 40 (rule 5), 2 points beyond the limit (43, 45).",
        True,
        (
            "45 subgroups of 5",
            "σ within = R̄/d₂ = 0.1398 from subgroups 1–25",
            "rules: Nelson 1 (3σ), 5 (2 of 3 beyond 2σ), 6 (4 of 5 beyond 1σ)",
            "ring: member of a pattern; number: rule, where first met",
            "Source: Montgomery, Tables 6.1 and 6.2",
        ),
    )


def stages(zh: bool) -> Page:
    """I-MR over three stages: limits for each, the data line broken, a cause at the signal."""
    rng = np.random.default_rng(7)
    sizes, centers, sigmas = (30, 20, 34), (52.0, 50.8, 50.1), (1.56, 1.37, 0.53)
    y = np.round(
        np.concatenate([rng.normal(c, s, n) for c, s, n in zip(centers, sigmas, sizes, strict=True)]), 1
    )
    y[17] = 57.8
    names = ("改善前", "试行", "改善后") if zh else ("before", "trial", "after")
    upper: list[Mark] = []
    lower: list[Mark] = []
    start = 0
    for n, c, s, name in zip(sizes, centers, sigmas, names, strict=True):
        x, values = np.arange(start + 1.0, start + n + 1.0), y[start : start + n]
        low, high = start + 0.5, start + n + 0.5
        mr = np.abs(np.diff(values))
        for at, role in ((c + 3 * s, "limit"), (c, "center"), (c - 3 * s, "limit")):
            upper.append(Rule(at, "y", low, high, role))
        for at, role in ((3.686 * s, "limit"), (1.128 * s, "center")):
            lower.append(Rule(at, "y", low, high, role))
        upper += [Strip(low, high, name, f"X̄ {c:.2f} · σ {s:.2f}"), Line(x, values)]
        lower.append(Line(x[1:], mr))
        for marks, places, shown, limit in ((upper, x, values, c + 3 * s), (lower, x[1:], mr, 3.686 * s)):
            over = shown > limit
            marks.append(Points(places[~over], shown[~over]))
            if over.any():
                marks.append(Points(places[over], shown[over], "signal"))
                marks.append(Note(float(places[over][0]), float(shown[over][0]), "1", "rule"))
        start += n
        if start < 84:
            upper.append(Rule(start + 0.5, "x", role="stage"))
            lower.append(Rule(start + 0.5, "x", role="stage"))
    upper += [
        Note(18.0, 57.8, "喷嘴堵塞" if zh else "nozzle clogged"),
        Label(51.69, "UCL 51.69"),
        Label(50.1, "X̄ 50.10", role="center"),
        Label(48.51, "LCL 48.51"),
    ]
    lower += [Label(1.95, "UCL 1.95"), Label(0.60, "M̅R̅ 0.60", role="center"), Label(0.0, "LCL 0")]
    axis = Axis("测量序号" if zh else "measurement", limits=(0.5, 84.5))
    rows = (
        (
            Plot(
                "i",
                tuple(upper),
                Axis(None, limits=(0.5, 84.5)),
                Axis("涂层厚度（µm）" if zh else "coating thickness, µm"),
                weight=1.6,
            ),
        ),
        (Plot("mr", tuple(lower), axis, Axis("移动极差" if zh else "moving range", from_zero=True)),),
    )
    if zh:
        return Page(
            "涂层厚度 · 单值-移动极差控制图（分阶段）",
            rows,
            "改善前第 18 点超出控制限（喷嘴堵塞）；改善后受控，σ 由 1.56 降至 0.53。",
            True,
            ("84 个测量值，三阶段分别估计控制限", "σ = M̅R̅/1.128", "准则：Nelson 1、2", "模拟数据（种子 7）"),
        )
    return Page(
        "Coating thickness · I-MR chart by stage",
        rows,
        "Point 18 before the change is beyond the limit (nozzle clogged); σ fell from 1.56 to 0.53.",
        True,
        ("84 values, limits for each stage", "σ = M̅R̅/1.128", "rules: Nelson 1, 2", "simulated (seed 7)"),
    )


def p_chart(zh: bool) -> Page:
    """Stepped limits; the lower one ends where it would be below zero; one lot is missing."""
    rng = np.random.default_rng(3)
    size = rng.integers(66, 420, 34)
    y = rng.binomial(size, 0.069) / size
    y[26] = 0.156
    y[9] = np.nan
    width = 3 * np.sqrt(0.069 * 0.931 / size)
    upper, lower = 0.069 + width, np.where(0.069 - width > 0, 0.069 - width, np.nan)
    edges = np.arange(0.5, 35.0)
    beyond = y > upper
    there = np.isfinite(y) & ~beyond
    x = count(34)
    marks: tuple[Mark, ...] = (
        Step(edges, upper),
        Step(edges, lower),
        Rule(0.069, role="center"),
        Line(x, y),
        Points(x[there], y[there]),
        Points(x[beyond], y[beyond], "signal"),
        Note(27.0, 0.156, "1", "rule"),
        Label(float(upper[-1]), f"UCL {100 * upper[-1]:.1f} %"),
        Label(0.069, "p̄ 6.9 %", role="center"),
        Label(None, "无 LCL" if zh else "LCL none"),
    )
    plot = Plot(
        "p",
        marks,
        Axis("批" if zh else "lot", limits=(0.5, 34.5)),
        Axis("不合格品率" if zh else "fraction nonconforming", percent=True, from_zero=True),
    )
    if zh:
        return Page(
            "出厂检验 · p 控制图",
            ((plot,),),
            "第 27 批超出控制上限。样本量小的批没有控制下限。",
            True,
            ("34 批，n = 66–420，控制限逐批计算", "准则：Nelson 1、2", "模拟数据（种子 3）"),
        )
    return Page(
        "Final inspection · p chart",
        ((plot,),),
        "Lot 27 is above its upper limit. Where n is small there is no lower limit.",
        True,
        ("34 lots, n = 66–420, limits per lot", "rules: Nelson 1, 2", "simulated (seed 3)"),
    )


def long_series(zh: bool) -> Page:
    """100,000 individuals, 270 beyond three sigma by chance and a cluster that is not."""
    rng = np.random.default_rng(5)
    y = rng.normal(0.0, 1.0, 100_000)
    y[65_500:65_560] += 3.0
    y[30_250] = 6.3
    x = count(len(y))
    beyond = np.abs(y) > 3
    notes = [Note(float(at), float(y[int(at) - 1]), "1", "rule") for at in x[beyond]]
    marks: tuple[Mark, ...] = (
        *limits(3.0, 0.0, -3.0, "X̄", 2),
        Line(x, y),
        Points(x[~beyond], y[~beyond]),
        Points(x[beyond], y[beyond], "signal"),
        *notes,
    )
    plot = Plot(
        "i",
        marks,
        Axis("测量序号" if zh else "measurement", limits=(0.5, 100_000.5)),
        Axis("偏差（σ）" if zh else "deviation, σ"),
    )
    title = "一张图中的 100,000 个测量值" if zh else "100,000 measurements in one picture"
    found = "最大值在第 30,251 点（6.3σ）。" if zh else "The largest is number 30,251 (6.3σ)."
    footer = (
        ("模拟数据（种子 5）",)
        if zh
        else ("each pixel column: smallest, largest and mean", "simulated (seed 5)")
    )
    tally = Tally(x[beyond], "异常信号" if zh else "signals", 270.0)
    return Page(title, ((plot,),), found, True, footer, tally)


def ewma_cusum(zh: bool) -> Page:
    """Panel titles, stepped limits, single values pale below, a tinted stretch, two lines."""
    x, y = count(30), SMALL_SHIFT
    z = np.empty(30)
    plus, minus = np.empty(30), np.empty(30)
    last, up, down = 10.0, 0.0, 0.0
    for i, value in enumerate(y):
        last = 0.1 * value + 0.9 * last
        up, down = max(0.0, value - 10.5 + up), min(0.0, value - 9.5 + down)
        z[i], plus[i], minus[i] = last, up, down
    width = 2.7 * np.sqrt(0.1 / 1.9 * (1 - 0.9 ** (2 * x)))
    over = z > 10 + width
    edges = np.arange(0.5, 31.0)
    first = float(x[over][0])
    upper: tuple[Mark, ...] = (
        Region(22.5, 29.5, role="band"),
        Step(edges, 10 + width),
        Step(edges, 10 - width),
        Rule(10.0, role="center"),
        Points(x, y, "cloud"),
        Line(x, z),
        Points(x[~over], z[~over]),
        Points(x[over], z[over], "signal"),
        Note(first, float(z[over][0]), f"{first:.0f}", "rule"),
        Label(10.62, "UCL 10.62"),
        Label(10.0, "µ₀ 10.00", role="center"),
        Label(9.38, "LCL 9.38"),
    )
    out = plus > 5
    lower: tuple[Mark, ...] = (
        Region(22.5, 29.5, role="band"),
        Rule(5.0),
        Rule(-5.0),
        Rule(0.0, role="center"),
        Line(x, plus),
        Line(x, minus),
        Points(x[~out], plus[~out]),
        Points(x, minus),
        Points(x[out], plus[out], "signal"),
        Note(float(x[out][0]), float(plus[out][0]), f"{x[out][0]:.0f}", "rule"),
        Label(5.0, "h 5.00"),
        Label(-5.0, "-h"),
    )
    axis = Axis("观测" if zh else "observation", limits=(0.5, 30.5))
    rows = (
        (
            Plot(
                "ewma",
                upper,
                axis,
                Axis("EWMA"),
                title="EWMA，λ = 0.1，L = 2.7" if zh else "EWMA, λ = 0.1, L = 2.7",
            ),
        ),
        (
            Plot(
                "cusum",
                lower,
                axis,
                Axis("C⁺、C⁻" if zh else "C⁺ up, C⁻ down"),
                title="CUSUM，k = 0.5，h = 5" if zh else "Tabular CUSUM, k = 0.5, h = 5",
            ),
        ),
    )
    if zh:
        return Page(
            "小偏移 · 同一组 30 个观测的 EWMA 与 CUSUM",
            rows,
            "两图均在第 29 点报出信号；偏移约始于第 23 点，此后均值约 11.25。",
            True,
            ("30 个单值", "µ₀ = 10，σ = 1 给定", "数据：Montgomery，表 9.1"),
        )
    return Page(
        "Small shift · EWMA and CUSUM of the same 30 observations",
        rows,
        "Both signal: EWMA at 29, 30; CUSUM from 29 on. The shift began about observation 23; the mean "
        "since then is about 11.25.",
        True,
        (
            "n = 30 individuals (pale dots in the upper panel)",
            "µ₀ = 10, σ = 1 given",
            "Source: Montgomery, Table 9.1",
        ),
    )


def pareto(zh: bool) -> Page:
    """Bars that touch, a second scale, a second level beside it."""

    def level(key: str, counts: list[int], names: list[str], title: str, vital: int) -> Plot:
        n, total = len(counts), sum(counts)
        x, share = count(n), np.concatenate([[0.0], np.cumsum(counts)])
        value = [str(c) for c in counts]
        marks: tuple[Mark, ...] = (
            Bars(x[:vital], np.array(counts[:vital], float), role="vital", labels=tuple(value[:vital])),
            Bars(x[vital:-1], np.array(counts[vital:-1], float), labels=tuple(value[vital:-1])),
            Bars(x[-1:], np.array(counts[-1:], float), role="other", labels=tuple(value[-1:])),
            Rule(0.8 * total, role="ref"),
            Line(np.arange(n + 1) + 0.5, share, "cum"),
            Points(np.arange(1, n + 1) + 0.5, share[1:], "cum"),
        )
        ticks = tuple((total * k / 5, f"{20 * k} %") for k in range(6))
        return Plot(
            key,
            marks,
            Axis(ticks=tuple(zip(x.tolist(), names, strict=True))),
            Axis("频数（件）" if zh else "count", from_zero=True),
            title=title,
            y2=Axis("累计百分比" if zh else "cumulative share", ticks=ticks),
        )

    names = (
        ["划伤", "气孔", "尺寸超差", "毛刺", "变形", "漏装", "其他"]
        if zh
        else ["scratch", "pore", "out of size", "burr", "bent", "missing", "other"]
    )
    second = (
        ["周转箱碰撞", "装夹", "去毛刺", "搬运", "其他"]
        if zh
        else ["transport box", "clamping", "deburring", "handling", "other"]
    )
    rows = (
        (
            level(
                "first",
                [87, 54, 31, 22, 11, 6, 9],
                names,
                "第一层：不合格项目（N = 220）" if zh else "Level 1: item (N = 220)",
                2,
            ),
            level(
                "second",
                [49, 17, 9, 6, 6],
                second,
                "第二层：划伤发生工序（N = 87）" if zh else "Level 2: where scratched (N = 87)",
                1,
            ),
        ),
    )
    if zh:
        return Page(
            "壳体不合格品 · 排列图（两层）",
            rows,
            "症结：周转箱碰撞造成的划伤，占划伤的 56.3 %，占全部不合格的 22.3 %。",
            False,
            (
                "数据期间：2024-03-01 至 2024-03-31",
                "检查 9,600 件",
                "“其他”置于最后",
                "右轴 100 % 与左轴 N 等高",
            ),
        )
    return Page(
        "Housing rejects · Pareto chart, two levels",
        rows,
        "The crux: scratches from the transport box, 56.3 % of scratches, 22.3 % of all.",
        False,
        ("2024-03-01 to 2024-03-31", "9,600 inspected", "other stands last"),
    )


def capability(zh: bool) -> Page:
    """Histogram with curves, specification at the top, a key, a table beside it."""
    rng = np.random.default_rng(21)
    values = np.exp(rng.normal(-3.4, 0.45, 150))
    counts, edges = np.histogram(values, bins=np.arange(0.0, 0.125, 0.005))
    grid = np.linspace(0.002, 0.125, 200)
    log = 0.75 * np.exp(-0.5 * ((np.log(grid) + 3.4) / 0.45) ** 2) / (grid * 0.45 * np.sqrt(2 * np.pi))
    normal = 0.75 * np.exp(-0.5 * ((grid - 0.037) / 0.016) ** 2) / (0.016 * np.sqrt(2 * np.pi))
    marks: tuple[Mark, ...] = (
        Region(0.1, role="out"),
        Bars(edges[:-1] + 0.0025, counts.astype(float), 0.005),
        Line(grid, log, "fit"),
        Line(grid, normal, "fit2"),
        Rule(0.1, "x", role="spec"),
        Rule(0.04, "x", role="target"),
        Label(0.1, "USL 0.100", "top", "spec"),
        Label(0.04, "目标 0.040" if zh else "target 0.040", "top", "target"),
        Key(
            (("fit", "对数正态" if zh else "lognormal"), ("fit2", "正态" if zh else "normal")), "upper right"
        ),
    )
    plot = Plot(
        "hist",
        marks,
        Axis("平面度（mm）" if zh else "flatness, mm", limits=(0.0, 0.125)),
        Axis("频数" if zh else "count", from_zero=True),
    )
    table = Table(
        "result",
        (Column("what", "总体性能" if zh else "overall performance", "left"), Column("value", "")),
        (("Ppk", Num(0.83, 2)), ("中位数" if zh else "median", Num(0.0342, 4)), ("ppm", 3566)),
        emphasis=frozenset({(0, 1)}),
    )
    title = "平面度 · 偏态特性的过程能力" if zh else "Flatness · capability of a skewed characteristic"
    found = (
        "Ppk 0.83（对数正态）；若误用正态模型则为 1.44。"
        if zh
        else "Ppk 0.83 (lognormal). The normal model would have said 1.44."
    )
    return Page(
        title,
        ((plot, table),),
        found,
        True,
        ("n = 150", "模拟数据（种子 21）" if zh else "simulated (seed 21)"),
    )


def everything(zh: bool) -> Page:
    """What the other pages do not use: band, segments, arrow, text, excluded, off scale, strata, dates."""
    x = count(24)
    y = 10 + np.sin(x / 2)
    excluded = np.array([4, 12])
    tall = y.copy()
    tall[20] = 19.0
    dates = tuple((float(i), f"2024-03-{i:02d}") for i in range(1, 25))
    marks: tuple[Mark, ...] = (
        Band(x, y - 0.5, y + 0.5),
        Segments(x[::4], y[::4] - 1, x[::4], y[::4] + 1, "range", caps=True),
        Line(x, tall),
        Points(np.delete(x, excluded), np.delete(tall, excluded)),
        Points(x[excluded], y[excluded], "excluded"),
        Points(x[::6], y[::6] + 0.8, "s1"),
        Points(x[::6], y[::6] - 0.8, "s2"),
        Arrow(8.0, 13.0, 11.0, 11.2),
        Text(8.0, 13.4, "换模" if zh else "tool change"),
        Key((("s1", "夜班" if zh else "night"), ("s2", "白班" if zh else "day")), "lower right"),
    )
    plot = Plot(
        "run",
        marks,
        Axis("日期" if zh else "date", dates),
        Axis("厚度（mm）" if zh else "thickness, mm", limits=(7.0, 14.0)),
        grid="both",
    )
    return Page(
        "运行图" if zh else "Run chart", ((plot,),), None, False, ("24 点",) if zh else ("24 points",)
    )


PAGES = {
    "xbar_r": xbar_r,
    "quiet": lambda zh: xbar_r(zh, signals=False),
    "zones": zones,
    "stages": stages,
    "p": p_chart,
    "long": long_series,
    "ewma": ewma_cusum,
    "pareto": pareto,
    "capability": capability,
    "everything": everything,
}
