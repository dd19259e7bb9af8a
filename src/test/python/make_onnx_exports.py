#!/usr/bin/env python3
"""Small networks with random weights as PyTorch exports them, and what PyTorch computes.

Writes NAME-OPSET.onnx, and NAME.bin per network: for each of two extents the input and the output,
little-endian floats, each after its rank and dimensions as 32-bit integers.

    make_onnx_exports.py FOLDER

Made with Debian's python3-torch 1.13.1.
"""
import struct
import sys
import warnings

import torch
from torch import nn
from torch.nn import functional as F

warnings.filterwarnings("ignore")
OPSETS = (9, 11, 13, 15)


def block(i, o, dilation=1):
    return nn.Sequential(
        nn.Conv2d(i, o, 3, padding=dilation, dilation=dilation, bias=False), nn.BatchNorm2d(o), nn.ReLU())


class UNet(nn.Module):
    """Ronneberger et al. 2015, two levels: max pooling down, transposed convolution up, skips."""

    def __init__(self):
        super().__init__()
        self.down1, self.down2, self.bottom = block(1, 4), block(4, 6), block(6, 8)
        self.up2 = nn.ConvTranspose2d(8, 6, 2, stride=2)
        self.up1 = nn.ConvTranspose2d(6, 4, 3, stride=2, padding=1, output_padding=1)
        self.side2, self.side1 = block(12, 6), block(8, 4)
        self.head = nn.Conv2d(4, 2, 1)

    def forward(self, x):
        a = self.down1(x)
        b = self.down2(F.max_pool2d(a, 2))
        c = self.bottom(F.max_pool2d(b, 2))
        b = self.side2(torch.cat([self.up2(c), b], 1))
        a = self.side1(torch.cat([self.up1(b), a], 1))
        return torch.softmax(self.head(a), 1)


class DeepLab(nn.Module):
    """A strided stem, ASPP with an image-level branch, resized to the input (Chen et al. 2017)."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 4, 3, stride=2, padding=1), nn.BatchNorm2d(4), nn.ReLU6())
        self.branches = nn.ModuleList([nn.Conv2d(4, 4, 1)] + [block(4, 4, d) for d in (2, 4, 6)])
        self.level = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(4, 4, 1), nn.ReLU())
        self.project = block(20, 6)
        self.head = nn.Conv2d(6, 3, 1)

    def forward(self, x):
        y = self.stem(x)
        size = y.shape[-2:]
        pooled = F.interpolate(self.level(y), size=size, mode="bilinear", align_corners=False)
        y = torch.cat([b(y) for b in self.branches] + [pooled], 1)
        y = self.head(self.project(y))
        return F.interpolate(y, size=x.shape[-2:], mode="bilinear", align_corners=False)


class Dilated(nn.Module):
    """Residual dilated blocks at rates 1, 2, 5 with grouped layers, reflection and PReLU."""

    def __init__(self):
        super().__init__()
        self.first = nn.Sequential(nn.ReflectionPad2d(2), nn.Conv2d(1, 6, 5))
        self.blocks = nn.ModuleList(
            nn.Sequential(
                nn.Conv2d(6, 6, 3, padding=d, dilation=d, groups=3, bias=False),
                nn.BatchNorm2d(6), nn.PReLU(6), nn.Conv2d(6, 6, 1), nn.Hardswish())
            for d in (1, 2, 5))
        self.squeeze = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(6, 6, 1), nn.Sigmoid())
        self.head = nn.Conv2d(6, 1, 3, padding=1, padding_mode="replicate")

    def forward(self, x):
        y = self.first(x)
        for b in self.blocks:
            y = y + b(y)
        y = F.leaky_relu(y * self.squeeze(y), 0.1)
        return torch.clamp(self.head(y), -2, 3)


class Upsampling(nn.Module):
    """Average pooling down, nearest and align-corners up, instance of a crop."""

    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(1, 4, 3, padding=1)
        self.b = nn.Conv2d(4, 4, 3, padding=1)
        self.head = nn.Conv2d(8, 2, 1)

    def forward(self, x):
        y = F.elu(self.a(x))
        small = torch.tanh(self.b(F.avg_pool2d(y, 3, stride=2, padding=1)))
        near = F.interpolate(small, scale_factor=2.0, mode="nearest")[:, :, : x.shape[2], : x.shape[3]]
        far = F.interpolate(small, size=x.shape[-2:], mode="bilinear", align_corners=True)
        return self.head(torch.cat([near, far], 1)).argmax(1, keepdim=True).float() + self.head(
            torch.cat([far, near], 1))


class Volume(nn.Module):
    """A 3-D encoder and decoder with dilation."""

    def __init__(self):
        super().__init__()
        self.a = nn.Sequential(nn.Conv3d(1, 3, 3, padding=1, bias=False), nn.BatchNorm3d(3), nn.ReLU())
        self.b = nn.Sequential(nn.Conv3d(3, 4, 3, padding=2, dilation=2), nn.ELU())
        self.up = nn.ConvTranspose3d(4, 3, 2, stride=2)
        self.head = nn.Conv3d(6, 2, 1)

    def forward(self, x):
        a = self.a(x)
        b = self.up(self.b(F.max_pool3d(a, 2)))
        return torch.sigmoid(self.head(torch.cat([a, b], 1)))


class Line(nn.Module):
    """A dilated network of lines."""

    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv1d(1, 4, 5, padding=4, dilation=2), nn.BatchNorm1d(4), nn.ReLU(), nn.MaxPool1d(2),
            nn.ConvTranspose1d(4, 2, 4, stride=2, padding=1))

    def forward(self, x):
        return self.net(x)


NETWORKS = {
    "unet": (UNet, (1, 32, 44), (1, 20, 28)),
    "deeplab": (DeepLab, (3, 33, 41), (3, 24, 29)),
    "dilated": (Dilated, (1, 31, 26), (1, 17, 40)),
    "upsampling": (Upsampling, (1, 30, 37), (1, 23, 24)),
    "volume": (Volume, (1, 8, 14, 12), (1, 6, 10, 18)),
    "line": (Line, (1, 64), (1, 90)),
}


def settle(net, shape):
    """Batch statistics and biases that are not the identity's."""
    for p in net.parameters():
        nn.init.normal_(p, 0.05, 0.3) if p.dim() > 1 else nn.init.uniform_(p, 0.3, 1.2)
    net.train()
    with torch.no_grad():
        for _ in range(3):
            net(torch.rand(2, *shape))
    return net.eval()


def put(f, t):
    f.write(struct.pack("<%di" % (t.dim() + 1), t.dim(), *t.shape))
    f.write(t.numpy().astype("<f4").tobytes())


def main(folder):
    for name, (kind, *shapes) in NETWORKS.items():
        torch.manual_seed(len(name))
        net = settle(kind(), shapes[0])
        with open("%s/%s.bin" % (folder, name), "wb") as f, torch.no_grad():
            for shape in shapes:
                x = torch.rand(1, *shape)
                put(f, x)
                put(f, net(x))
        axes = {0: "n"}
        axes.update({i + 1: "s%d" % i for i in range(1, len(shapes[0]))})
        for opset in OPSETS:
            try:
                torch.onnx.export(
                    net, torch.rand(1, *shapes[0]), "%s/%s-%d.onnx" % (folder, name, opset),
                    opset_version=opset, input_names=["image"], output_names=["scores"],
                    dynamic_axes={"image": axes, "scores": axes})
            except Exception as e:  # an operator that this opset lacks
                print(name, opset, str(e).splitlines()[0])


if __name__ == "__main__":
    main(sys.argv[1])
