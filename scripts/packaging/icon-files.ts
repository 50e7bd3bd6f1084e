/** Pixels a side -> PNG. */
export type DrawnSizes = ReadonlyMap<number, Buffer>;

/**
 * A Windows icon file: a directory of 16 bytes a picture, then the pictures as PNG, which Windows reads since Vista.
 * Sizes are 256 pixels at most.
 */
export function icoFile(sizes: DrawnSizes): Buffer {
  const header = Buffer.alloc(6 + 16 * sizes.size);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(sizes.size, 4);
  let offset = header.length;
  [...sizes].forEach(([size, png], index) => {
    const entry = 6 + 16 * index;
    // One byte a side: 256 is written as 0.
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...sizes.values()]);
}

/** Apple's types of PNG pictures, by pixels a side: the plain one, and the same pixels as a half size at 2x. */
const ICNS_TYPES: Readonly<Record<number, readonly string[]>> = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

/** A macOS icon file: `icns`, the length, then each picture with its type and length, big-endian. */
export function icnsFile(sizes: DrawnSizes): Buffer {
  const pictures = [...sizes].flatMap(([size, png]) =>
    (ICNS_TYPES[size] ?? []).map((type) => Buffer.concat([head(type, png.length + 8), png])),
  );
  const length = pictures.reduce((sum, { length: bytes }) => sum + bytes, 8);
  return Buffer.concat([head('icns', length), ...pictures]);
}

function head(type: string, length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.write(type, 0, 'latin1');
  bytes.writeUInt32BE(length, 4);
  return bytes;
}
