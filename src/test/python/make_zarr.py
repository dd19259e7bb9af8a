#!/usr/bin/python3
"""Writes src/test/resources/zarr.zip: small volumes for ZarrVolumesTest.

Version 2 by python3-zarr (Debian, 2.13); version 3, which that cannot write, by hand after
https://zarr-specs.readthedocs.io/en/latest/v3/core/v3.0.html and the specification of
sharding_indexed 1.0. Value at index i (C order) of every array: (7 i + i // 11) % 97, in signed
types minus 40, in bool i % 3 == 0.
"""
import gzip
import io
import json
import os
import shutil
import struct
import sys
import tempfile
import zipfile

import numpy as np
import numcodecs
import zarr

SHAPE = (2, 5, 7)
CHUNKS = (1, 3, 4)


def values(dtype, shape=SHAPE):
    i = np.arange(int(np.prod(shape)))
    v = (7 * i + i // 11) % 97
    kind = np.dtype(dtype).kind
    if kind == "b":
        v = i % 3 == 0
    elif kind != "u":
        v = v - 40
    return v.reshape(shape).astype(dtype)


def version2(root):
    """name -> array, by every type, byte order, codec, separator and order."""
    def make(name, dtype, **options):
        a = zarr.open(os.path.join(root, name), mode="w", shape=SHAPE, chunks=CHUNKS, dtype=dtype,
                      **options)
        a[...] = values(dtype)

    for dtype in ("|b1", "|i1", "|u1", "<i2", ">i2", "<u2", ">u2", "<i4", ">i4", "<u4", ">u4",
                  "<i8", ">i8", "<u8", ">u8", "<f2", ">f2", "<f4", ">f4", "<f8", ">f8"):
        make("type-" + dtype.replace("<", "le-").replace(">", "be-").replace("|", ""), dtype,
             compressor=None)
    make("gzip", "<u2", compressor=numcodecs.GZip(5))
    make("zlib", "<u2", compressor=numcodecs.Zlib(5))
    make("zstd", "<u2", compressor=numcodecs.Zstd(3))
    make("blosc", "<u2", compressor=numcodecs.Blosc("lz4", 5, numcodecs.Blosc.SHUFFLE))
    make("lzma", "<u2", compressor=numcodecs.LZMA())
    make("slash", "<u2", compressor=None, dimension_separator="/")
    make("fortran", "<u2", compressor=None, order="F")
    sparse = zarr.open(os.path.join(root, "sparse"), mode="w", shape=SHAPE, chunks=CHUNKS,
                       dtype="<f4", fill_value=np.nan, compressor=None)
    sparse[0] = values("<f4")[0]

    group = zarr.open_group(os.path.join(root, "ngff"), mode="w")
    shape = (2, 3, 4, 5, 6)
    a = group.create_dataset("s0", shape=shape, chunks=(1, 1, 2, 3, 6), dtype=">u2",
                             compressor=numcodecs.GZip(1), dimension_separator="/")
    a[...] = values(">u2", shape)
    b = group.create_dataset("s1", shape=(2, 3, 4, 2, 3), chunks=(1, 1, 2, 2, 3), dtype=">u2",
                             compressor=None, dimension_separator="/")
    b[...] = values(">u2", b.shape)
    group.attrs["multiscales"] = [{
        "version": "0.4",
        "axes": [{"name": "t", "type": "time", "unit": "second"},
                 {"name": "c", "type": "channel"},
                 {"name": "z", "type": "space", "unit": "micrometer"},
                 {"name": "y", "type": "space", "unit": "micrometer"},
                 {"name": "x", "type": "space", "unit": "micrometer"}],
        "datasets": [
            {"path": "s0", "coordinateTransformations": [
                {"type": "scale", "scale": [1, 1, 2, 0.5, 0.25]},
                {"type": "translation", "translation": [0, 0, 0, 1, 0]}]},
            {"path": "s1", "coordinateTransformations": [
                {"type": "scale", "scale": [1, 1, 2, 1, 0.5]}]}],
        "coordinateTransformations": [{"type": "scale", "scale": [30, 1, 1, 1, 1]}],
    }]


def crc32c(data):
    table = []
    for n in range(256):
        for _ in range(8):
            n = n >> 1 ^ (0x82F63B78 if n & 1 else 0)
        table.append(n)
    crc = 0xFFFFFFFF
    for byte in data:
        crc = table[(crc ^ byte) & 0xFF] ^ crc >> 8
    return struct.pack("<I", crc ^ 0xFFFFFFFF)


def zip_bytes(data):
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as f:
        f.write(data)
    return out.getvalue()


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(data)


def chunk(a, index, size):
    """A whole chunk; what is beyond the array is 0."""
    part = np.zeros(size, a.dtype)
    slices = tuple(slice(i * n, min((i + 1) * n, s)) for i, n, s in zip(index, size, a.shape))
    cut = a[slices]
    part[tuple(slice(0, n) for n in cut.shape)] = cut
    return part


def metadata(a, name, chunks, codecs, fill, encoding):
    return {"zarr_format": 3, "node_type": "array", "shape": list(a.shape), "data_type": name,
            "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": list(chunks)}},
            "chunk_key_encoding": encoding, "fill_value": fill, "codecs": codecs,
            "attributes": {}}


def indices(shape, size):
    return np.ndindex(*[-(-s // n) for s, n in zip(shape, size)])


def version3(root):
    bytes_le = {"name": "bytes", "configuration": {"endian": "little"}}
    slash = {"name": "default", "configuration": {"separator": "/"}}

    a = values("<f4")
    path = os.path.join(root, "v3-plain")
    write(path + "/zarr.json", json.dumps(metadata(
        a, "float32", CHUNKS, [bytes_le], "0x7fc00000", slash)).encode())
    for i in indices(SHAPE, CHUNKS):
        if i[0] == 0:
            write(path + "/c/" + "/".join(map(str, i)), chunk(a, i, CHUNKS).tobytes())

    a = values(">i2")
    path = os.path.join(root, "v3-codecs")
    codecs = [{"name": "transpose", "configuration": {"order": [1, 2, 0]}},
              {"name": "bytes", "configuration": {"endian": "big"}},
              {"name": "gzip", "configuration": {"level": 5}}, {"name": "crc32c"}]
    dot = {"name": "v2", "configuration": {"separator": "."}}
    size = (2, 3, 4)
    write(path + "/zarr.json", json.dumps(metadata(a, "int16", size, codecs, 0, dot)).encode())
    for i in indices(SHAPE, size):
        data = zip_bytes(np.transpose(chunk(a, i, size), (1, 2, 0)).astype(">i2").tobytes())
        write(path + "/" + ".".join(map(str, i)), data + crc32c(data))

    a = values("<u2")
    for location in ("end", "start"):
        path = os.path.join(root, "v3-shards-" + location)
        shard, inner = (2, 6, 4), (1, 3, 2)
        checked = [bytes_le, {"name": "crc32c"}]
        codecs = [{"name": "sharding_indexed", "configuration": {
            "chunk_shape": list(inner),
            "codecs": [bytes_le, {"name": "gzip", "configuration": {"level": 1}}],
            "index_codecs": checked, "index_location": location}}]
        write(path + "/zarr.json", json.dumps(metadata(
            a, "uint16", shard, codecs, 42, slash)).encode())
        per = [s // n for s, n in zip(shard, inner)]
        for i in indices(SHAPE, shard):
            length = 16 * int(np.prod(per)) + 4
            body, table = b"", []
            at = length if location == "start" else 0
            for k in np.ndindex(*per):
                at_array = tuple(p * n + q for p, n, q in zip(i, per, k))
                inside = all(q * n < s for q, n, s in zip(at_array, inner, SHAPE))
                if not inside or at_array == (1, 1, 0):
                    table += [2 ** 64 - 1, 2 ** 64 - 1]
                    continue
                data = zip_bytes(chunk(a, at_array, inner).tobytes())
                table += [at + len(body), len(data)]
                body += data
            index = struct.pack("<%dQ" % len(table), *table)
            index += crc32c(index)
            write(path + "/c/" + "/".join(map(str, i)),
                  index + body if location == "start" else body + index)

    path = os.path.join(root, "v3-ngff")
    a = values("|u1", (4, 5, 6))
    write(path + "/zarr.json", json.dumps({
        "zarr_format": 3, "node_type": "group", "attributes": {"ome": {
            "version": "0.5", "multiscales": [{
                "axes": [{"name": n, "type": "space", "unit": "nanometer"} for n in "zyx"],
                "datasets": [{"path": "0", "coordinateTransformations": [
                    {"type": "scale", "scale": [300, 100, 50]}]}]}]}}}).encode())
    write(path + "/0/zarr.json", json.dumps(metadata(
        a, "uint8", (2, 5, 6), [{"name": "bytes"}], 0, slash)).encode())
    for i in indices(a.shape, (2, 5, 6)):
        write(path + "/0/c/" + "/".join(map(str, i)), chunk(a, i, (2, 5, 6)).tobytes())


def main(target):
    root = tempfile.mkdtemp()
    try:
        version2(root)
        version3(root)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
            for folder, _, files in sorted(os.walk(root)):
                for name in sorted(files):
                    path = os.path.join(folder, name)
                    info = zipfile.ZipInfo(os.path.relpath(path, root), (2000, 1, 1, 0, 0, 0))
                    info.compress_type = zipfile.ZIP_DEFLATED
                    with open(path, "rb") as f:
                        out.writestr(info, f.read())
    finally:
        shutil.rmtree(root)


if __name__ == "__main__":
    main(sys.argv[1])
