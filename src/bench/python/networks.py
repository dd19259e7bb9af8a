"""The eight pieces of work as PyTorch modules, from the data that AtrousJ wrote."""

import os

import torch
import torch.nn.functional as F

from arrays import ASPP_RATES, load

CONTEXT_RATES = (1, 1, 2, 4, 8, 16, 1)
INPUTS = {
    "W1": (1, 1, 2048, 2048),
    "W2": (1, 1, 4096, 4096),
    "W3": (1, 1, 2048, 2048),
    "W4": (1, 1, 2048, 2048),
    "W5": (1, 1, 128, 256, 256),
    "W6": (1, 16, 256, 256),
    "W7": (1, 64, 128, 128),
}


def weight(folder, name, shape):
    return torch.nn.Parameter(torch.from_numpy(load(folder, name, shape)), requires_grad=False)


class Single(torch.nn.Module):
    """One kernel, two or three dimensions, zero border."""

    def __init__(self, folder, size, rate, dimensions):
        super().__init__()
        self.w = weight(folder, "w", (1, 1) + (size,) * dimensions)
        self.rate, self.pad = rate, rate * (size // 2)
        self.conv = F.conv2d if dimensions == 2 else F.conv3d

    def forward(self, x):
        return self.conv(x, self.w, None, 1, self.pad, self.rate)


class Aspp(torch.nn.Module):
    """The image, three rates and the mean of one channel, averaged."""

    def __init__(self, folder):
        super().__init__()
        self.point = weight(folder, "w1", (1, 1, 1, 1))
        self.w = torch.nn.ParameterList(weight(folder, f"w{r}", (1, 1, 3, 3)) for r in ASPP_RATES)

    def forward(self, x):
        total = F.conv2d(x, self.point)
        for w, r in zip(self.w, ASPP_RATES):
            total = total + F.conv2d(x, w, None, 1, r, r)
        return (total + F.adaptive_avg_pool2d(x, 1)) * 0.2


class Starlet(torch.nn.Module):
    """Five scales, mirror border; detail planes and the smooth rest as channels."""

    def __init__(self):
        super().__init__()
        row = torch.tensor([1.0, 4, 6, 4, 1]) / 16
        self.across = torch.nn.Parameter(row.view(1, 1, 1, 5), requires_grad=False)
        self.down = torch.nn.Parameter(row.view(1, 1, 5, 1), requires_grad=False)

    def forward(self, x):
        planes = []
        for r in (1, 2, 4, 8, 16):
            y = F.pad(x, [2 * r, 2 * r, 0, 0], mode="reflect")
            y = F.conv2d(y, self.across, None, 1, 0, [1, r])
            y = F.pad(y, [0, 0, 2 * r, 2 * r], mode="reflect")
            y = F.conv2d(y, self.down, None, 1, 0, [r, 1])
            planes.append(x - y)
            x = y
        return torch.cat(planes + [x], 1)


def context(folder):
    layers = []
    for i, rate in enumerate(CONTEXT_RATES + (1,)):
        last = i == len(CONTEXT_RATES)
        size = 1 if last else 3
        conv = torch.nn.Conv2d(16, 16, size, padding=0 if last else rate, dilation=rate)
        conv.weight = weight(folder, f"w{i}", (16, 16, size, size))
        conv.bias = weight(folder, f"b{i}", (16,))
        layers += [conv] if last else [conv, torch.nn.ReLU()]
    return torch.nn.Sequential(*layers)


class Head(torch.nn.Module):
    """ASPP of 64 channels, joined and projected to 32."""

    def __init__(self, folder):
        super().__init__()
        self.point = weight(folder, "w1", (64, 64, 1, 1))
        self.w = torch.nn.ParameterList(weight(folder, f"w{r}", (64, 64, 3, 3)) for r in ASPP_RATES)
        self.last = weight(folder, "wp", (32, 256, 1, 1))

    def forward(self, x):
        branches = [F.conv2d(x, self.point)]
        branches += [F.conv2d(x, w, None, 1, r, r) for w, r in zip(self.w, ASPP_RATES)]
        return F.conv2d(torch.cat(branches, 1), self.last)


def network(work, folder):
    """The module for a piece of work and its input."""
    x = torch.from_numpy(load(folder, "input", INPUTS[work]))
    if work == "W1":
        module = Single(folder, 3, 4, 2)
    elif work == "W2":
        module = Single(folder, 5, 8, 2)
    elif work == "W3":
        module = Aspp(folder)
    elif work == "W4":
        module = Starlet()
    elif work == "W5":
        module = Single(folder, 3, 2, 3)
    elif work == "W6":
        module = context(folder)
    else:
        module = Head(folder)
    return module.eval(), x


def export(work, folder):
    """Writes model.onnx beside the data."""
    module, x = network(work, folder)
    torch.onnx.export(
        module,
        x,
        os.path.join(folder, "model.onnx"),
        opset_version=13,
        input_names=["x"],
        output_names=["y"],
    )


if __name__ == "__main__":
    import sys

    with torch.no_grad():
        export(sys.argv[1], sys.argv[2])
