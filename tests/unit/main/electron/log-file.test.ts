import { execFileSync } from 'node:child_process';
import { constants, mkdir, open, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileLogger } from '../../../../src/main/electron/log-file';
import type { Logger } from '../../../../src/main/services/ports';
import { makeFolder, removeFolder } from '../../../support/remove-folder';

const now = (): Date => new Date('2026-11-26T08:00:00.000Z');

let folder: string;
let path: string;
let logger: Logger;
beforeEach(async () => {
  folder = await makeFolder('log');
  path = join(folder, 'logs', 'app.log');
  logger = createFileLogger({ path, rootFolder: folder, now });
});
afterEach(() => removeFolder(folder));

/** An error as it is thrown on the way of a learner's words. */
function thrown(text: string): Error {
  try {
    JSON.parse(text);
  } catch (error) {
    return new Error(`The note “${text}” could not be read`, { cause: error });
  }
  return new Error(text);
}

describe('the log file', () => {
  it('names what failed, the kind of error and the place, and nothing that a learner wrote', async () => {
    logger.error('journal.append failed unexpectedly', thrown('Sok Dara ran away twice\n    and I called'));
    logger.error('Something else', 'Sok Dara');
    const text = await readFile(path, 'utf8');
    expect(text).toContain('2026-11-26T08:00:00.000Z journal.append failed unexpectedly\n  Error\n');
    expect(text).toContain('SyntaxError');
    expect(text).toContain('log-file.test.ts');
    expect(text).not.toMatch(/Dara|ran away|I called/u);
  });

  it('names a system error’s code, and no folder of the installation, be it a path or an address', async () => {
    const rootFolder = join(folder, 'សុខ ដារា');
    const error = Object.assign(new Error(`ENOENT: ${folder}/secret`), { code: 'ENOENT' });
    error.stack = [
      `Error: ENOENT: ${folder}/secret`,
      `    at read (${pathToFileURL(rootFolder).href}/out/main/index.js:1:2)`,
      `    at sign (${rootFolder}/node_modules/vc/index.js:3:4)`,
    ].join('\n');
    createFileLogger({ path, rootFolder, now }).error('A file could not be read', error);
    expect(await readFile(path, 'utf8')).toBe(
      '2026-11-26T08:00:00.000Z A file could not be read\n  Error ENOENT\n' +
        '    at read (…/out/main/index.js:1:2)\n    at sign (…/node_modules/vc/index.js:3:4)\n',
    );
  });

  it('begins anew where it is full, keeps the one before, and never grows further', async () => {
    const long = 'x'.repeat(50_000);
    for (let at = 0; at < 30; at += 1) logger.error(long);
    const sizes = [await stat(path), await stat(`${path}.old`)].map(({ size }) => size);
    expect(Math.max(...sizes)).toBeLessThan(256 * 1024 + 60_000);
  });

  it.skipIf(process.platform === 'win32')('is not written to a named pipe, which may hold the app up', async () => {
    await mkdir(join(folder, 'logs'));
    execFileSync('mkfifo', [path]);
    const reader = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    logger.error('message');
    expect((await reader.read()).bytesRead).toBe(0);
    await reader.close();
  });

  it('follows no link in place of the file or its folder', async () => {
    const elsewhere = join(folder, 'elsewhere');
    await mkdir(elsewhere);
    await symlink(elsewhere, join(folder, 'logs'));
    logger.error('message');
    expect(await readdir(elsewhere)).toEqual([]);
    await rm(join(folder, 'logs'));
    await mkdir(join(folder, 'logs'));
    const victim = join(elsewhere, 'victim');
    await writeFile(victim, 'mine');
    await symlink(victim, path);
    logger.error('message');
    expect(await readFile(victim, 'utf8')).toBe('mine');
  });

  it('fails nothing where it can’t be written', async () => {
    await writeFile(join(folder, 'logs'), 'a file in place of the folder');
    expect(() => {
      logger.error('message');
    }).not.toThrow();
  });
});
