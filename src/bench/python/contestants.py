"""PyTorch, OpenCV and SciPy as contestants: processes that wait for their turn.

    contestants.py torch|channels_last|jit|opencv|classes|scipy WORK FOLDER

says "ready<TAB>title", then answers tab-separated lines: "run THREADS SECONDS" with "times" and the
milliseconds of every repetition, "write THREADS FILE" with "written" once the result is in the file
as little-endian floats.
"""

import sys
import time

import numpy as np

from arrays import ASPP_RATES, load, spaced


def torch_contestant(kind, work, folder):
    import torch

    from networks import network

    torch.set_grad_enabled(False)
    module, x = network(work, folder)
    title = "PyTorch " + torch.__version__.split("a")[0]
    if kind == "channels_last":
        title += ", channels last"
        x = x.to(memory_format=torch.channels_last)
        module = module.to(memory_format=torch.channels_last)
    elif kind == "jit":
        title += ", optimize_for_inference"
        module = torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.trace(module, x)))
    return title, torch.set_num_threads, lambda: module(x), lambda y: y.contiguous().numpy()


def opencv_contestant(kind, work, folder):
    """filter2D with spaced kernels, sepFilter2D for the starlet; "classes" filters each of the
    rate × rate sub-images with the dense kernel, which a careful user does at high rates."""
    import cv2

    zero = cv2.BORDER_CONSTANT
    by_class = kind == "classes"

    def convolve(x, k, rate, out):
        if not by_class:
            return cv2.filter2D(x, -1, spaced(k, rate), dst=out, borderType=zero)
        for i in range(rate):
            for j in range(rate):
                part = np.ascontiguousarray(x[i::rate, j::rate])
                out[i::rate, j::rate] = cv2.filter2D(part, -1, k, borderType=zero)
        return out

    if work in ("W1", "W2"):
        side, size, rate = (2048, 3, 4) if work == "W1" else (4096, 5, 8)
        x = load(folder, "input", (side, side))
        k = load(folder, "w", (size, size))
        out = np.empty_like(x)
        call = lambda: convolve(x, k, rate, out)
    elif work == "W3":
        x = load(folder, "input", (2048, 2048))
        kernels = [load(folder, f"w{r}", (3, 3)) for r in ASPP_RATES]
        point = float(load(folder, "w1", (1,))[0])
        branches = [np.empty_like(x) for _ in ASPP_RATES]
        out = np.empty_like(x)

        def call():
            for k, rate, branch in zip(kernels, ASPP_RATES, branches):
                convolve(x, k, rate, branch)
            mean = cv2.mean(x)[0]
            cv2.add(branches[0], branches[1], dst=branches[0])
            cv2.add(branches[0], branches[2], dst=branches[0])
            return cv2.addWeighted(branches[0], 0.2, x, 0.2 * point, 0.2 * mean, dst=out)

    elif work == "W4":
        x = load(folder, "input", (2048, 2048))
        row = np.array([1, 4, 6, 4, 1], np.float32) / 16
        rates = (1, 2, 4, 8, 16)
        taps = [spaced(row, r) for r in rates]
        out = np.empty((6, 2048, 2048), np.float32)
        smooth = [np.empty_like(x) for _ in rates[:-1]] + [out[5]]

        def call():
            c = x
            for j, k in enumerate(taps):
                cv2.sepFilter2D(c, -1, k, k, dst=smooth[j], borderType=cv2.BORDER_REFLECT_101)
                cv2.subtract(c, smooth[j], dst=out[j])
                c = smooth[j]
            return out

    else:
        x = load(folder, "input", (4096, 4096)).astype(np.uint8)
        k = spaced(load(folder, "w", (3, 3)), 4)
        out = np.empty_like(x)
        call = lambda: cv2.filter2D(x, -1, k, dst=out, borderType=cv2.BORDER_REPLICATE)
    title = "OpenCV " + cv2.__version__ + (", by residue class" if by_class else "")
    return title, cv2.setNumThreads, call, lambda y: y


def scipy_contestant(kind, work, folder):
    import scipy
    from scipy import ndimage

    zero = dict(mode="constant", cval=0.0)
    if work in ("W1", "W2", "W5"):
        shape, size, rate = {
            "W1": ((2048, 2048), 3, 4),
            "W2": ((4096, 4096), 5, 8),
            "W5": ((128, 256, 256), 3, 2),
        }[work]
        x = load(folder, "input", shape)
        k = spaced(load(folder, "w", (size,) * len(shape)), rate)
        out = np.empty_like(x)

        def call():
            ndimage.correlate(x, k, output=out, **zero)
            return out

    elif work == "W3":
        x = load(folder, "input", (2048, 2048))
        kernels = [spaced(load(folder, f"w{r}", (3, 3)), r) for r in ASPP_RATES]
        point = load(folder, "w1", (1,))[0]
        branch = np.empty_like(x)

        def call():
            total = x * point
            for k in kernels:
                ndimage.correlate(x, k, output=branch, **zero)
                total += branch
            total += x.mean(dtype=np.float64).astype(np.float32)
            total *= np.float32(0.2)
            return total

    else:
        x = load(folder, "input", (2048, 2048))
        row = np.array([1, 4, 6, 4, 1], np.float32) / 16
        out = np.empty((6, 2048, 2048), np.float32)

        def call():
            c = x
            for j in range(5):
                taps = spaced(row, 1 << j)
                half = ndimage.correlate1d(c, taps, axis=1, mode="mirror")
                n = ndimage.correlate1d(half, taps, axis=0, mode="mirror")
                np.subtract(c, n, out=out[j])
                c = n
            out[5] = c
            return out

    return "SciPy " + scipy.__version__, lambda n: None, call, lambda y: y


def main(kind, work, folder):
    make = {"opencv": opencv_contestant, "classes": opencv_contestant, "scipy": scipy_contestant}
    title, set_threads, call, array = make.get(kind, torch_contestant)(kind, work, folder)
    print("ready\t" + title, flush=True)
    for line in sys.stdin:
        what, threads, argument = line.rstrip("\n").split("\t")
        set_threads(int(threads))
        if what == "write":
            np.ascontiguousarray(array(call()), "<f4").tofile(argument)
            print("written", flush=True)
            continue
        times, begin = [], time.perf_counter()
        while not times or time.perf_counter() - begin < float(argument):
            start = time.perf_counter()
            call()
            times.append(1e3 * (time.perf_counter() - start))
        print("\t".join(["times"] + [f"{t:.4f}" for t in times]), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
