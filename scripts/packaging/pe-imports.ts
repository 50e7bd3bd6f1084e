/** Offset of the table of data directories in the optional header of a 64-bit program. */
const DIRECTORIES = 112;
const IMPORT_DIRECTORY = 1;
const SECTION_BYTES = 40;
const DESCRIPTOR_BYTES = 20;

/**
 * The libraries without which Windows doesn't load a 64-bit program or library, as it names them. Those that are loaded
 * when they are first used aren't among them.
 * @throws where the bytes aren't of such a program
 */
export function importedLibraries(bytes: Buffer): string[] {
  const header = bytes.readUInt32LE(60);
  const optional = header + 24;
  if (bytes.readUInt32LE(header) !== 0x4550 || bytes.readUInt16LE(optional) !== 0x20b)
    throw new Error('Not a 64-bit program of Windows.');
  const table = bytes.readUInt32LE(optional + DIRECTORIES + 8 * IMPORT_DIRECTORY);
  if (table === 0) return [];
  const sections = optional + bytes.readUInt16LE(header + 20);
  const count = bytes.readUInt16LE(header + 6);

  /** Where in the file the byte at an address of the loaded program is. */
  function place(address: number): number {
    for (let index = 0; index < count; index += 1) {
      const section = sections + index * SECTION_BYTES;
      const [start, length, from] = [section + 12, section + 16, section + 20].map((at) => bytes.readUInt32LE(at));
      if (address >= (start ?? 0) && address < (start ?? 0) + (length ?? 0))
        return address - (start ?? 0) + (from ?? 0);
    }
    throw new Error(`No section of the program has the address ${address}.`);
  }

  const libraries: string[] = [];
  for (let at = place(table); ; at += DESCRIPTOR_BYTES) {
    const name = bytes.readUInt32LE(at + 12);
    if (name === 0) return libraries;
    const start = place(name);
    libraries.push(bytes.toString('latin1', start, bytes.indexOf(0, start)));
  }
}
