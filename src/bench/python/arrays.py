"""Arrays and kernels for the programs that know no rate."""

import os

import numpy as np

ASPP_RATES = (6, 12, 18)


def load(folder, name, shape):
    return np.fromfile(os.path.join(folder, name + ".bin"), "<f4").reshape(shape)


def spaced(kernel, rate):
    """The kernel with rate - 1 zeros between its taps."""
    wide = np.zeros([rate * (n - 1) + 1 for n in kernel.shape], np.float32)
    wide[tuple(slice(None, None, rate) for _ in kernel.shape)] = kernel
    return wide
