import type * as FileSystem from 'node:fs';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ESLint } from 'eslint';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeFolder, makeFolderSync, removeFolder, removeFolderSync } from '../../support/remove-folder';

const root = resolve(import.meta.dirname, '../../..');

// Whatever becomes of the refusal, this test itself removes nothing else.
vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof FileSystem>();
  const { tmpdir: temporary } = await import('node:os');
  return {
    ...fs,
    rmSync(path: string, how: object) {
      const isOwn = [temporary(), fs.realpathSync(temporary())].some((base) =>
        path.startsWith(`${base}/cjs-test-removed-`),
      );
      if (!isOwn || path.includes('..')) throw new Error(`It would have removed ${path}.`);
      // eslint-disable-next-line no-restricted-syntax -- Behind the check above.
      fs.rmSync(path, how);
    },
  };
});

describe('what tests remove', () => {
  let folder: string;
  /** Made as anything else in the temporary folder is. */
  let foreign: string;
  beforeEach(async () => {
    folder = await makeFolder('removed');
    // eslint-disable-next-line no-restricted-syntax -- A folder that no test may remove; it stays empty.
    foreign = mkdtempSync(join(tmpdir(), 'foreign-'));
  });
  afterEach(async () => {
    await removeFolder(folder);
    for (const name of readdirSync(foreign)) rmdirSync(join(foreign, name));
    rmdirSync(foreign);
  });

  it('is a folder that a test made, whole, and a folder in it', async () => {
    mkdirSync(join(folder, 'a/b'), { recursive: true });
    writeFileSync(join(folder, 'a/b/file'), '');
    writeFileSync(join(folder, 'kept'), '');
    removeFolderSync(join(folder, 'a'));
    expect(readdirSync(folder)).toEqual(['kept']);
    await removeFolder(folder);
    expect(existsSync(folder)).toBe(false);
    await expect(removeFolder(folder)).resolves.toBeUndefined();
    await expect(removeFolder(join(folder, 'a'))).resolves.toBeUndefined();
  });

  it.each([
    ['the folder above the working one, which an empty path once led to', () => resolve('', '..')],
    ['an empty path', () => ''],
    ['a path that is not whole', () => 'cjs-test-removed-abcdef'],
    ['the working folder', () => process.cwd()],
    ['a folder of the checkout', () => join(root, 'no-such-folder')],
    ['a folder of the checkout that is called like one of a test', () => join(root, 'cjs-test-removed-abcdef')],
    ['the root', () => '/'],
    ['the temporary folder', () => tmpdir()],
    ['the folder above the one made', () => join(folder, '..')],
    ['that folder, unresolved', () => `${folder}/..`],
    ['a way out of the one made', () => `${folder}/../../no-such-folder`],
    ['a neighbour through the one made', () => `${folder}/../${foreign.slice(dirname(foreign).length + 1)}`],
    ['a folder that no test made', () => foreign],
    ['the prefix alone', () => join(tmpdir(), 'cjs-test-')],
  ])('is never %s', async (_, path) => {
    expect(() => {
      removeFolderSync(path());
    }).toThrow('No test made this folder');
    await expect(removeFolder(path())).rejects.toThrow('No test made this folder');
    expect([existsSync(foreign), existsSync(folder)]).toEqual([true, true]);
  });

  it('is never behind a link; the link itself is', () => {
    mkdirSync(join(foreign, 'inner'), { recursive: true });
    symlinkSync(foreign, join(folder, 'link'));
    expect(() => {
      removeFolderSync(join(folder, 'link/inner'));
    }).toThrow('No test made this folder');
    removeFolderSync(join(folder, 'link'));
    expect(readdirSync(folder)).toEqual([]);
    expect(readdirSync(foreign)).toEqual(['inner']);
  });

  it.each(['', 'a/b', '../a'])('has a name that leads nowhere else: “%s” is refused', async (name) => {
    expect(() => makeFolderSync(name)).toThrow('Not the name of a folder');
    await expect(async () => makeFolder(name)).rejects.toThrow('Not the name of a folder');
  });
});

describe('lint of a test', () => {
  const eslint = new ESLint({ cwd: root });

  it.each([
    ["import { rmSync } from 'node:fs'; rmSync(process.cwd(), { recursive: true });", 1],
    ["import { rm } from 'node:fs/promises'; await rm(process.cwd(), { force: true, recursive: true });", 1],
    ["import fs from 'node:fs'; fs.rmSync(process.cwd(), { recursive: true });", 1],
    ["import fs from 'node:fs'; fs.promises.rm(process.cwd(), { 'recursive': true });", 1],
    ["import { rmSync } from 'node:fs'; export const remove = (how: object) => { rmSync('', how); };", 1],
    ["import { rmSync } from 'node:fs'; export const remove = (how: object) => { rmSync('', { ...how }); };", 1],
    ["import { mkdtempSync } from 'node:fs'; import { tmpdir } from 'node:os'; mkdtempSync(`${tmpdir()}/a-`);", 1],
    ["import { rimraf } from 'rimraf'; await rimraf('a');", 1],
    ["import { rmSync } from 'node:fs'; rmSync('one-file'); rmSync('one-file', { force: true });", 0],
  ])('says of %s: %i', { timeout: 60_000 }, async (code, problems) => {
    const [result] = await eslint.lintText(code, { filePath: join(root, 'tests/unit/written.test.ts') });
    const rules = result?.messages.map(({ ruleId }) => ruleId) ?? [];
    expect(rules.filter((rule) => rule?.startsWith('no-restricted'))).toHaveLength(problems);
  });
});
