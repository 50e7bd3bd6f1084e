import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundledScript } from '../../support/bundled-script';
import { makeFolderSync, removeFolderSync } from '../../support/remove-folder';

const root = resolve(import.meta.dirname, '../../..');
const folder = makeFolderSync('smoke-programs');
let script = '';
const canTrace = spawnSync('strace', ['-qq', 'true']).status === 0;

const OPENS_DATABASE = 'mkdir -p "$CJS_DATA/IndexedDB/app_bundle_0.indexeddb.leveldb"';
const OPENS_DATABASE_IN_NODE =
  'require("fs").mkdirSync(process.env.CJS_DATA + "/IndexedDB/app_bundle_0.indexeddb.leveldb", { recursive: true })';
const STAYS = "trap 'exit 0' TERM; while :; do sleep 0.1; done";

beforeAll(async () => {
  script = await bundledScript(join(root, 'scripts/packaging/smoke-start.ts'), folder);
});

afterAll(() => {
  removeFolderSync(folder);
});

/** What the smoke start says of a program that is the shell commands given. */
async function smokeStart(name: string, commands: string, options: readonly string[] = []): Promise<string> {
  const program = join(folder, name);
  writeFileSync(program, `#!/bin/bash\n${commands}\n`);
  chmodSync(program, 0o755);
  return new Promise((done) => {
    execFile(
      process.execPath,
      [script, '--seconds', '1', ...options, program],
      { cwd: root },
      (_error, output, errors) => {
        done(output + errors);
      },
    );
  });
}

describe.skipIf(process.platform !== 'linux')('the smoke start of an installed app', () => {
  it.concurrent.each([
    ['passes a program that opens its database and stays', 'right', `${OPENS_DATABASE}; ${STAYS}`, ' and ends.', []],
    [
      'refuses one that ends by itself',
      'ends',
      `${OPENS_DATABASE}; sleep 0.8`,
      'The app ended by itself.',
      // It is watched until it has ended, however late that is here.
      ['--seconds', '60'],
    ],
    ['refuses one without a database', 'empty', 'exit 0', 'The page did not open its database.', []],
    ['refuses Node itself', 'node', `exec "${process.execPath}" "$@"`, 'The page did not open its database.', []],
  ])('%s', async (_what, name, commands, answer, options) => {
    expect(await smokeStart(name, commands, options)).toContain(answer);
  });

  // Alone: its port could be the one at which another looks for a debugger.
  it('refuses one that can be debugged', async () => {
    // Node listens for its debugger before it runs anything.
    const commands = `unset NODE_OPTIONS; exec "${process.execPath}" "$1" -e '${OPENS_DATABASE_IN_NODE}; setInterval(() => {}, 1000)'`;
    expect(await smokeStart('debugged', commands)).toContain('The app opened its debugger to whoever asked.');
  });

  it.skipIf(!canTrace)('refuses one that asks for an address, whichever, where it is traced', async () => {
    const tries = `(exec 3<>/dev/tcp/127.0.0.1/9) 2>/dev/null; ${OPENS_DATABASE}; ${STAYS}`;
    expect(await smokeStart('tries', tries, ['--trace', join(folder, 'tries.txt')])).toContain(
      'Connections to elsewhere',
    );
    const right = `${OPENS_DATABASE}; ${STAYS}`;
    expect(await smokeStart('quiet', right, ['--trace', join(folder, 'quiet.txt')])).toContain('connects to nothing');
  });
});
