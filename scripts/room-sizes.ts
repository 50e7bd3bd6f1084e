import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * Prints how many lines each room of source and tests has, and how many files stand side by side in the fullest folder.
 * A room that grows says in `docs/architecture.md` what a member gains by it.
 */

const root = resolve(import.meta.dirname, '..');

/** Name of a room -> the folders that belong to it; one that begins with a longer name counts there alone. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  contract: ['src/contract/'],
  domain: ['src/domain/'],
  authoring: ['src/authoring/'],
  'main/services': ['src/main/services/'],
  'main/http': ['src/main/http/'],
  'main/electron': ['src/main/electron/'],
  'main root, hosts, launch': ['src/main/'],
  preload: ['src/preload/'],
  'renderer/storage': ['src/renderer/src/storage/'],
  'renderer/stores': ['src/renderer/src/stores/'],
  'renderer/features, components': ['src/renderer/src/features/', 'src/renderer/src/components/'],
  'renderer, the rest': ['src/renderer/'],
  scripts: ['scripts/'],
  'tests/unit': ['tests/unit/'],
  'tests/browser': ['tests/browser/'],
  'tests/e2e': ['tests/e2e/'],
  'tests/faults': ['tests/faults/'],
  'tests, the rest': ['tests/'],
};

const files = execFileSync('git', ['ls-files', 'src', 'scripts', 'tests'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.(?:ts|vue|css|mjs)$/u.test(file));

function roomOf(file: string): string {
  let best = { room: 'elsewhere', length: 0 };
  for (const [room, folders] of Object.entries(ROOMS))
    for (const folder of folders)
      if (file.startsWith(folder) && folder.length > best.length) best = { room, length: folder.length };
  return best.room;
}

const lines = new Map<string, number>();
const beside = new Map<string, Map<string, number>>();
for (const file of files) {
  const room = roomOf(file);
  const folder = file.slice(0, file.lastIndexOf('/'));
  lines.set(room, (lines.get(room) ?? 0) + readFileSync(resolve(root, file), 'utf8').split('\n').length - 1);
  const folders = beside.get(room) ?? new Map<string, number>();
  folders.set(folder, (folders.get(folder) ?? 0) + 1);
  beside.set(room, folders);
}

const total = (of: (file: string) => boolean): number =>
  [...lines].filter(([room]) => of(room)).reduce((sum, [, count]) => sum + count, 0);
for (const room of [...Object.keys(ROOMS), 'elsewhere']) {
  if (!lines.has(room)) continue;
  const fullest = Math.max(...(beside.get(room)?.values() ?? [0]));
  console.log(
    `${room.padEnd(32)} ${String(lines.get(room)).padStart(7)} lines, ${fullest} files in the fullest folder`,
  );
}
console.log(`${'source'.padEnd(32)} ${String(total((room) => !/^(?:tests|scripts)/u.test(room))).padStart(7)} lines`);
console.log(`${'tests'.padEnd(32)} ${String(total((room) => room.startsWith('tests'))).padStart(7)} lines`);
