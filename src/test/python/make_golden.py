#!/usr/bin/env python3
"""Writes golden results of the operator family, made by PyTorch (and SciPy for its borders).

    apt-get install python3-torch python3-numpy python3-scipy    # Debian 12: torch 1.13, SciPy 1.10
    python3 src/test/python/make_golden.py src/test/resources/golden.gz

The file is one gzip stream: one text line per case (space-separated key=value, axes in the order
x,y,z), a blank line, then every case's output as little-endian float32, [channel][z][y][x]. Inputs,
weights and biases are not stored: reader and writer make them from a seed with the same generator.
Everything is computed in float64. Inputs and weights are multiples of 1/64, so that the numbers
compress and the comparison is about geometry; rounding is tested elsewhere.
"""
import gzip
import itertools
import random
import sys

import numpy as np
import torch
import torch.nn.functional as F
from scipy import ndimage

torch.set_num_threads(1)
rnd = random.Random(20160430)
TORCH_MODE = {"zero": "constant", "constant": "constant", "replicate": "replicate",
              "reflect": "reflect", "circular": "circular"}
SCIPY_MODE = {"replicate": "nearest", "reflect": "mirror", "symmetric": "reflect",
              "circular": "grid-wrap"}
NUMPY_MODE = {"replicate": "edge", "reflect": "reflect", "symmetric": "symmetric",
              "circular": "wrap"}
BORDERS = ["zero", "constant", "replicate", "reflect", "symmetric", "circular"]
MOST = 400  # output values of one case
lines, blobs = [], []


def values(seed, n):
    """n multiples of 1/64 in [-2, 2) from a 32-bit linear congruential generator."""
    out = np.empty(n)
    s = seed
    for i in range(n):
        s = (s * 1664525 + 1013904223) & 0xFFFFFFFF
        out[i] = ((s >> 24) - 128) / 64
    return out


def joined(v):
    return ",".join(str(i) for i in v)


def add(kind, out, **keys):
    a = np.asarray(out, dtype=np.float64)
    assert a.ndim == 4 and 0 < a.size <= 4 * MOST, a.shape
    lines.append(" ".join([kind, "out=" + joined(a.shape)] + [f"{k}={v}" for k, v in keys.items()]))
    blobs.append(a.astype("<f4").tobytes())


def border_index(n, before, after, border):
    """Which pixel stands for each position of the extended axis; SciPy's rules hold at any pad."""
    position = np.arange(-before, n + after, dtype=np.float64)
    index = ndimage.map_coordinates(
        np.arange(n, dtype=np.float64), [position], order=0, mode=SCIPY_MODE[border])
    index = index.astype(int)
    if n > 1 and before < n and after < n:
        assert (index == np.pad(np.arange(n), (before, after), mode=NUMPY_MODE[border])).all()
    return index


def extend(x, pads, border, value):
    """Extends [C, D, H, W]; pads: (before, after) for x, y, z. By torch.pad where torch can."""
    sizes = x.shape[:0:-1]
    if border in ("zero", "constant"):
        flat = list(itertools.chain(*pads))
        return F.pad(x[None], flat, value=value if border == "constant" else 0.0)[0]
    limit = {"reflect": -1, "circular": 0}.get(border, 10 ** 9)
    if border in TORCH_MODE and all(
            0 <= p <= n + limit for n, pair in zip(sizes, pads) for p in pair):
        flat = list(itertools.chain(*pads))
        return F.pad(x[None], flat, mode=TORCH_MODE[border])[0]
    a = x.numpy()
    for axis, (n, (before, after)) in enumerate(zip(sizes, pads)):
        a = np.take(a, border_index(n, before, after, border), axis=3 - axis)
    return torch.from_numpy(np.ascontiguousarray(a))


def geometry(dims, ones=False, most_rate=30, most_taps=7, crop=False):
    """Random sizes, taps, rates, strides and pads for x, y, z, unit beyond dims."""
    while True:
        n, k, r, s, p = [], [], [], [], []
        per_axis = rnd.random() < 0.5
        rate = rnd.choice([1, 1, 2, 3, 4, 5, 7, 8, 12, 16, 24, 30])
        taps = rnd.choice([1, 2, 3, 3, 3, 4, 5, 7])
        stride = rnd.choice([1, 1, 1, 2, 3, 4])
        for axis in range(3):
            if axis >= dims:
                n, k, r, s, p = n + [1], k + [1], r + [1], s + [1], p + [(0, 0)]
                continue
            if per_axis:
                rate = rnd.choice([1, 2, 3, 5, 6, 9, 13, 18, 30])
                taps = rnd.choice([1, 2, 3, 4, 5, 6, 7])
                stride = rnd.choice([1, 1, 2, 3, 5])
            size = rnd.randint(1, {1: 90, 2: 24, 3: 9}[dims])
            t, q = min(taps, most_taps), min(rate, most_rate)
            e = q * (t - 1) + 1
            pad = rnd.choice([(0, 0), (e // 2, e // 2), (e - 1, 0),
                              (rnd.randint(0, e), rnd.randint(0, e))])
            if crop and rnd.random() < 0.3:
                pad = (-rnd.randint(0, 2), pad[1])
            n, k, r, s, p = n + [size], k + [t], r + [q], s + [stride], p + [pad]
        outs = [(a + sum(d) - (c * (b - 1) + 1)) // e_ + 1
                for a, b, c, e_, d in zip(n, k, r, s, p)]
        inside = all(a + min(d[0], 0) >= 1 for a, d in zip(n, p))
        if min(outs) > 0 and inside and np.prod(outs) <= MOST and np.prod(n) <= 3000:
            return n, k, r, s, p


def keys_of(n, channels, k, r, s, p, seed):
    return dict(shape=joined([channels] + n[::-1]), taps=joined(k), rate=joined(r),
                stride=joined(s), pad=joined(itertools.chain(*p)) if p != "same" else "same",
                seed=seed)


def image(seed, channels, n):
    return torch.from_numpy(values(seed, channels * int(np.prod(n))).reshape([channels] + n[::-1]))


def drop(dims, v):
    """The last dims of an x, y, z list in torch's order."""
    return tuple(v[:dims][::-1])


CONV = {1: F.conv1d, 2: F.conv2d, 3: F.conv3d}
CONV_T = {1: F.conv_transpose1d, 2: F.conv_transpose2d, 3: F.conv_transpose3d}
MAX_POOL = {1: F.max_pool1d, 2: F.max_pool2d, 3: F.max_pool3d}
AVG_POOL = {1: F.avg_pool1d, 2: F.avg_pool2d, 3: F.avg_pool3d}


def squeezed(dims, t):
    """[C, D, H, W] without its unit axes, for the dims-dimensional functions."""
    return t.reshape([t.shape[0]] + list(t.shape[4 - dims:]))


def full(dims, t):
    return t.reshape([t.shape[0]] + [1] * (3 - dims) + list(t.shape[1:]))


def convolution(dims, seed):
    border = rnd.choice(BORDERS)
    value = rnd.choice([0.5, -3.25])
    n, k, r, s, p = geometry(dims, crop=border in ("zero", "constant"))
    if rnd.random() < 0.5:  # one kernel on every channel
        layer, cin, cout, groups = "", rnd.choice([1, 1, 2]), 1, 1
        w = values(seed + 1, int(np.prod(k))).reshape([1, 1] + list(drop(dims, k)))
        b = values(seed + 2, 1)
    else:
        groups = rnd.choice([1, 1, 2, 3])
        cin, cout = groups * rnd.choice([1, 1, 2]), groups * rnd.choice([1, 2])
        if cout * np.prod(n) > 4 * MOST:
            return convolution(dims, seed)
        layer = joined([cin, cout, groups])
        w = values(seed + 1, cout * cin // groups * int(np.prod(k)))
        w = w.reshape([cout, cin // groups] + list(drop(dims, k)))
        b = values(seed + 2, cout)
    x = image(seed, cin, n)
    same = border == "zero" and max(s) == 1 and rnd.random() < 0.4
    if same:
        if np.prod(n) > MOST:
            return convolution(dims, seed)
        xx, pads, padding = squeezed(dims, x), "same", "same"
    else:
        xx, pads, padding = squeezed(dims, extend(x, p, border, value)), p, 0
    if layer:
        xx, g = xx[None], groups
    else:  # channels as a batch
        xx, g = xx[:, None], 1
    y = CONV[dims](xx, torch.from_numpy(w), torch.from_numpy(b), stride=drop(dims, s),
                   padding=padding, dilation=drop(dims, r), groups=g)
    y = y[0] if layer else y[:, 0]
    keys = keys_of(n, cin, k, r, s, pads, seed)
    if layer:
        keys["layer"] = layer
    add("conv", full(dims, y), **keys, border=border, value=value)


def transposed(dims, seed):
    while True:
        n = [rnd.randint(1, {1: 30, 2: 9, 3: 5}[dims]) if a < dims else 1 for a in range(3)]
        k = [rnd.choice([1, 2, 3, 3, 4, 5, 7]) if a < dims else 1 for a in range(3)]
        r = [rnd.choice([1, 1, 2, 3, 5, 8, 15]) if a < dims else 1 for a in range(3)]
        s = [rnd.choice([1, 2, 2, 3, 4]) if a < dims else 1 for a in range(3)]
        e = [c * (b - 1) + 1 for b, c in zip(k, r)]
        p = [rnd.choice([0, q // 2, rnd.randint(0, q)]) if a < dims else 0 for a, q in enumerate(e)]
        extra = [rnd.randint(0, max(a, b) - 1) if i < dims else 0
                 for i, (a, b) in enumerate(zip(s, r))]
        if rnd.random() < 0.4:
            extra = [0, 0, 0]
        o = [(a - 1) * b - 2 * c + d + f for a, b, c, d, f in zip(n, s, p, e, extra)]
        if min(o) > 0 and np.prod(o) <= MOST:
            break
    channels = rnd.choice([1, 1, 2])
    w = values(seed + 1, int(np.prod(k))).reshape([1, 1] + list(drop(dims, k)))
    x = squeezed(dims, image(seed, channels, n))[:, None]
    b = values(seed + 2, 1)
    y = CONV_T[dims](x, torch.from_numpy(w), torch.from_numpy(b), stride=drop(dims, s),
                     padding=drop(dims, p), output_padding=drop(dims, extra),
                     dilation=drop(dims, r))[:, 0]
    pads = [(a, a) for a in p]
    add("transposed", full(dims, y), **keys_of(n, channels, k, r, s, pads, seed),
        extra=joined(extra))


def pooling(dims, seed):
    kind = rnd.choice(["max", "min", "mean", "median"])
    border = rnd.choice(["ignore"] * 4 + BORDERS)
    value = rnd.choice([0.5, -3.25])
    n, k, r, s, p = geometry(dims, most_taps=5 if dims < 3 else 3)
    channels = rnd.choice([1, 2])
    x = image(seed, channels, n)
    if border != "ignore":
        xx = extend(x, p, border, value)
    else:  # NaN marks what takes no part
        xx = F.pad(x[None], list(itertools.chain(*p)), value=float("nan"))[0]
    # every window, by strided gathers: [C, D, H, W, taps]
    windows = xx
    for axis in range(3):
        e = r[axis] * (k[axis] - 1) + 1
        windows = windows.unfold(3 - axis, e, s[axis])[..., ::r[axis]]
    flat = windows.reshape(list(windows.shape[:4]) + [-1]).numpy()
    with np.errstate(all="ignore"):
        import warnings
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            y = {"max": np.nanmax, "min": np.nanmin, "mean": np.nanmean,
                 "median": np.nanmedian}[kind](flat, axis=-1)
    if kind == "max":  # the same by torch's own pooling
        xm = squeezed(dims, torch.nan_to_num(xx, nan=-float("inf")))
        t = full(dims, MAX_POOL[dims](xm[None], drop(dims, k), drop(dims, s), 0,
                                      drop(dims, r))[0]).numpy()
        assert (np.where(np.isnan(y), -np.inf, y) == t).all()
    add("pool", y, **keys_of(n, channels, k, r, s, p, seed), type=kind, border=border, value=value)


def torch_pooling(dims, seed):
    """torch's own paddings: at most half the kernel; mean with count_include_pad both ways."""
    kind = rnd.choice(["max", "mean", "mean"])
    while True:
        n, k, r, s, _ = geometry(dims, most_rate=1 if kind == "mean" else 30)
        p = [rnd.randint(0, c // 2) for c in k]
        # avg_pool3d refuses an image smaller than the kernel, whatever the padding
        room = [0] * 3 if kind == "mean" and dims == 3 else p
        if all(a + 2 * b >= c * (d - 1) + 1 for a, b, c, d in zip(n, room, r, k)):
            break
    channels = rnd.choice([1, 2])
    x = squeezed(dims, image(seed, channels, n))[None]
    pads = [(a, a) for a in p]
    border = "ignore"
    if kind == "max":
        ceil = rnd.random() < 0.3
        y = MAX_POOL[dims](x, drop(dims, k), drop(dims, s), drop(dims, p), drop(dims, r),
                           ceil_mode=ceil)
        if ceil:  # the outputs that torch adds need a longer pad at the end
            o = list(y.shape[:1:-1]) + [1] * (3 - dims)
            pads = [(a, max(a, (u - 1) * v + c * (d - 1) + 1 - m - a))
                    for a, u, v, c, d, m in zip(p, o, s, r, k, n)]
    else:
        include = rnd.random() < 0.5
        border = "zero" if include else "ignore"
        y = AVG_POOL[dims](x, drop(dims, k), drop(dims, s), drop(dims, p),
                           count_include_pad=include)
    if y.numel() > 2 * MOST:
        return torch_pooling(dims, seed)
    add("pool", full(dims, y[0]), **keys_of(n, channels, k, r, s, pads, seed), type=kind,
        border=border, value=0)


def far_border(border, seed):
    """One tap, so the output is the extended image itself: pads far beyond the image."""
    n = [rnd.choice([1, 2, 3, 5, 8]), rnd.choice([1, 2, 3, 4]), 1]
    p = [(rnd.randint(0, 40), rnd.randint(0, 40)), (rnd.randint(0, 6), rnd.randint(0, 6)), (0, 0)]
    if np.prod([a + sum(b) for a, b in zip(n, p)]) > 3 * MOST:
        return far_border(border, seed)
    y = extend(image(seed, 1, n), p, border, 0.5)
    one = [1, 1, 1]
    add("pool", y, **keys_of(n, 1, one, one, one, p, seed), type="max", border=border, value=0.5)


def pyramid(three_d, seed):
    """Adaptive means spread back bilinearly: pyramid pooling (and, with one bin, image level)."""
    bins = rnd.choice([1, 1, 2, 3, 4, 6])
    n = [rnd.randint(1, 12), rnd.randint(1, 12), rnd.randint(1, 8 if three_d else 2)]
    channels = rnd.choice([1, 2])
    x = image(seed, channels, n)
    if three_d:
        y = F.adaptive_avg_pool3d(x[None], bins)
        y = F.interpolate(y, size=x.shape[1:], mode="trilinear", align_corners=False)[0]
    else:
        y = F.adaptive_avg_pool2d(x, bins)
        y = F.interpolate(y, size=x.shape[2:], mode="bilinear", align_corners=False)
    add("pyramid", y, shape=joined(x.shape), bins=bins, threed=three_d, seed=seed)


seed = 0
for i in range(240):
    for maker in (convolution, transposed, pooling, torch_pooling):
        # 2-D most often
        seed += 10
        maker((1, 2, 2, 3)[i % 4], seed)
for rate_ in (6, 12, 18, 24):  # the branches of atrous spatial pyramid pooling
    seed += 10
    k_, r_, n_ = [3, 3, 1], [rate_, rate_, 1], [33, 31, 1]
    w_ = torch.from_numpy(values(seed + 1, 9).reshape(1, 1, 3, 3))
    b_ = torch.from_numpy(values(seed + 2, 1))
    y_ = F.conv2d(image(seed, 1, n_), w_, b_, padding="same", dilation=rate_)
    add("conv", y_, **keys_of(n_, 1, k_, r_, [1, 1, 1], "same", seed), border="zero",
        value=0)
for i in range(30):
    seed += 10
    pyramid(i % 3 == 0, seed)
for i in range(8):
    for border_ in BORDERS:
        seed += 10
        far_border(border_, seed)

with open(sys.argv[1], "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as f:
    f.write(("\n".join(lines) + "\n\n").encode("ascii"))
    f.write(b"".join(blobs))
print(len(lines), "cases,", sum(map(len, blobs)) // 4, "values; torch", torch.__version__,
      "numpy", np.__version__)
