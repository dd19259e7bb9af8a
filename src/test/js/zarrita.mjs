// Zarr version 3 held against zarrita, which is not ours (https://github.com/manzt/zarrita.js).
//
//   node zarrita.mjs read STORE...   reads OME-NGFF 0.5 images that ZarritaTest wrote
//   node zarrita.mjs write FOLDER    writes arrays for ZarritaTest to read
//
// Value at index i (C order) of every array: (7 i + i // 11) % 97; bool is whether that is not 0.
import * as zarr from "zarrita";
import FileSystemStore from "@zarrita/storage/fs";
import path from "node:path";

const value = (i) => (7 * i + Math.floor(i / 11)) % 97;

function check(condition, text) {
  if (!condition) {
    throw new Error(text);
  }
}

async function read(folder) {
  const root = zarr.root(new FileSystemStore(path.resolve(folder)));
  const group = await zarr.open.v3(root, { kind: "group" });
  const image = group.attrs.ome.multiscales[0];
  const array = await zarr.open.v3(root.resolve(image.datasets[0].path), { kind: "array" });
  const all = await zarr.get(array);
  const n = all.shape.reduce((a, b) => a * b, 1);
  for (let i = 0; i < n; i++) {
    const got = all.data.get ? all.data.get(i) : all.data[i];
    const wanted = array.dtype === "bool" ? value(i) !== 0 : value(i);
    check(array.dtype === "bool" ? Boolean(got) === wanted : Number(got) === wanted,
      `${folder}: ${got} at ${i} instead of ${wanted}`);
  }
  const axes = image.axes.map((a) => a.name).join("");
  const scale = image.datasets[0].coordinateTransformations[0].scale;
  check(axes === "zyx" && scale.join() === "3,2,0.5", `${folder}: ${axes} ${scale}`);
  console.log(path.basename(folder), array.dtype, all.shape.join("x"), group.attrs.ome.version);
}

async function write(folder) {
  const little = { name: "bytes", configuration: { endian: "little" } };
  const big = { name: "bytes", configuration: { endian: "big" } };
  const turned = { name: "transpose", configuration: { order: [2, 0, 1] } };
  const kinds = {
    uint8: [Uint8Array, [little]],
    int8: [Int8Array, [little]],
    uint16: [Uint16Array, [little]],
    int16: [Int16Array, [big]],
    int32: [Int32Array, [turned, little]],
    uint32: [Uint32Array, [little]],
    float32: [Float32Array, [turned, big]],
    float64: [Float64Array, [little]],
  };
  for (const [type, [Data, codecs]] of Object.entries(kinds)) {
    const root = zarr.root(new FileSystemStore(path.resolve(folder, type)));
    const shape = [2, 5, 7];
    const array = await zarr.create(root, {
      shape, chunkShape: [1, 3, 4], chunk_shape: [1, 3, 4], dtype: type, data_type: type, codecs,
      fillValue: 0, fill_value: 0,
    });
    const data = Data.from({ length: 70 }, (_, i) => value(i));
    await zarr.set(array, null, { data, shape, stride: [35, 7, 1] });
  }
}

const [what, ...folders] = process.argv.slice(2);
for (const folder of folders) {
  await (what === "read" ? read(folder) : write(folder));
}
