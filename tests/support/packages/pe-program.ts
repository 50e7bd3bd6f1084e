const FILE_ALIGNMENT = 0x200;
const SECTION_ALIGNMENT = 0x1000;
const OPTIONAL_HEADER = 240;
const MACHINES = { x64: 0x8664, arm64: 0xaa64 } as const;

/**
 * A well-formed Windows program or library (PE32+) that does nothing: one section, which holds the bytes given and the
 * names of the libraries that it needs.
 */
export function peProgram(machine: keyof typeof MACHINES, bytes: Buffer, libraries: readonly string[] = []): Buffer {
  const content = Buffer.concat([bytes, importTable(libraries, SECTION_ALIGNMENT + bytes.length)]);
  const size = Math.ceil(content.length / FILE_ALIGNMENT) * FILE_ALIGNMENT;
  const headers = Buffer.alloc(FILE_ALIGNMENT);
  headers.write('MZ', 0, 'latin1');
  headers.writeUInt32LE(64, 60);
  headers.write('PE\0\0', 64, 'latin1');
  const coff = 68;
  headers.writeUInt16LE(MACHINES[machine], coff);
  headers.writeUInt16LE(1, coff + 2);
  headers.writeUInt16LE(OPTIONAL_HEADER, coff + 16);
  headers.writeUInt16LE(0x22, coff + 18);
  const optional = coff + 20;
  headers.writeUInt16LE(0x20b, optional);
  headers.writeUInt32LE(size, optional + 8);
  headers.writeBigUInt64LE(0x140000000n, optional + 24);
  headers.writeUInt32LE(SECTION_ALIGNMENT, optional + 32);
  headers.writeUInt32LE(FILE_ALIGNMENT, optional + 36);
  headers.writeUInt16LE(10, optional + 40);
  headers.writeUInt16LE(10, optional + 48);
  headers.writeUInt32LE(2 * SECTION_ALIGNMENT, optional + 56);
  headers.writeUInt32LE(FILE_ALIGNMENT, optional + 60);
  headers.writeUInt16LE(2, optional + 68);
  headers.writeUInt32LE(16, optional + 108);
  if (libraries.length > 0) headers.writeUInt32LE(SECTION_ALIGNMENT + bytes.length, optional + 120);
  const section = optional + OPTIONAL_HEADER;
  headers.write('.rdata', section, 'latin1');
  headers.writeUInt32LE(content.length, section + 8);
  headers.writeUInt32LE(SECTION_ALIGNMENT, section + 12);
  headers.writeUInt32LE(size, section + 16);
  headers.writeUInt32LE(FILE_ALIGNMENT, section + 20);
  headers.writeUInt32LE(0x40000040, section + 36);
  return Buffer.concat([headers, content, Buffer.alloc(size - content.length)]);
}

/** One descriptor for each library and an empty one, an empty list of functions, and the names. */
function importTable(libraries: readonly string[], address: number): Buffer {
  const functions = 20 * (libraries.length + 1);
  const names = libraries.map((library) => Buffer.from(`${library}\0`, 'latin1'));
  const table = Buffer.alloc(functions + 8);
  let place = table.length;
  for (const [index, name] of names.entries()) {
    table.writeUInt32LE(address + functions, 20 * index);
    table.writeUInt32LE(address + place, 20 * index + 12);
    table.writeUInt32LE(address + functions, 20 * index + 16);
    place += name.length;
  }
  return libraries.length > 0 ? Buffer.concat([table, ...names]) : Buffer.alloc(0);
}
