#!/usr/bin/env python3
"""Writes the node tests of the ONNX specification for the operators that AtrousJ reads.

Debian: apt-get install python3-onnx (made with 1.12.0). One gzip file of records, all numbers
big-endian 32 bits: name, model, count and inputs, count and outputs; each a length and bytes.
"""
import gzip
import random
import struct
import sys

import numpy as np

random.seed(0)
np.random.seed(0)
# Names that this version of ONNX uses and later ones of NumPy have dropped.
np.float, np.int, np.bool, np.object = float, int, bool, object

from onnx import TensorProto, numpy_helper  # noqa: E402
from onnx.backend.test.case.node import collect_testcases  # noqa: E402

OPERATORS = """Conv ConvTranspose MaxPool AveragePool LpPool GlobalAveragePool GlobalMaxPool Pad Relu
LeakyRelu PRelu Elu Sigmoid Tanh Clip HardSigmoid HardSwish Softmax LogSoftmax ArgMax ArgMin Add Sub
Mul Div Pow Max Min Mean Sum Concat Slice Reshape Flatten BatchNormalization Resize Upsample Constant
ConstantOfShape Identity Cast Shape Size Gather Unsqueeze Squeeze Expand Transpose Split Range Where
Dropout ReduceMean ReduceMax ReduceMin ReduceSum Softplus Softsign Neg Abs Exp Log Sqrt Reciprocal
Erf Floor Ceil Round Sign Mod Equal Less Greater And Or Not""".split()
TYPES = {
    TensorProto.FLOAT, TensorProto.FLOAT16, TensorProto.DOUBLE, TensorProto.INT64,
    TensorProto.INT32, TensorProto.UINT8, TensorProto.INT8, TensorProto.BOOL,
    TensorProto.INT16, TensorProto.UINT16, TensorProto.UINT32,
}
LARGEST = 20000


def block(data):
    return struct.pack(">i", len(data)) + data


def tensors(arrays, infos):
    out = struct.pack(">i", len(arrays))
    for a, info in zip(arrays, infos):
        out += block(numpy_helper.from_array(np.asarray(a), info.name).SerializeToString())
    return out


def main(path):
    records = []
    for case in collect_testcases(None):
        graph = case.model.graph
        values = list(graph.input) + list(graph.output)
        if any(v.type.tensor_type.elem_type not in TYPES for v in values):
            continue
        if any(n.op_type not in OPERATORS for n in graph.node):
            continue
        inputs, outputs = case.data_sets[0]
        record = block(case.name.encode()) + block(case.model.SerializeToString())
        record += tensors(inputs, graph.input) + tensors(outputs, graph.output)
        if len(record) <= LARGEST:
            records.append(record)
    with open(path, "wb") as f:
        with gzip.GzipFile(fileobj=f, mode="wb", mtime=0) as z:
            z.write(b"".join(records))
    print(len(records), "cases")


main(sys.argv[1])
