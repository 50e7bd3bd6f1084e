import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundledScript } from '../../../support/bundled-script';
import { makeFolder, removeFolder } from '../../../support/remove-folder';

interface Taker {
  readonly child: ChildProcess;
  /** What it says first. */
  readonly said: Promise<string>;
  readonly ended: Promise<void>;
}

let scriptFolder = '';
let script = '';
beforeAll(async () => {
  scriptFolder = await makeFolder('lock-script');
  script = await bundledScript(resolve(import.meta.dirname, 'folder-lock-child.ts'), scriptFolder);
});
afterAll(() => removeFolder(scriptFolder));

/** Holds the account's folder, with what processes leave there, and a data folder. */
let base = '';
let folder = '';
let started: Taker[] = [];
beforeEach(async () => {
  base = await makeFolder('lock');
  folder = await mkdtemp(join(base, 'data-'));
  started = [];
});
afterEach(async () => {
  for (const { child } of started) child.kill('SIGKILL');
  await Promise.all(started.map(({ ended }) => ended));
  await removeFolder(base);
});

function take(path = folder): Taker {
  const child = spawn(process.execPath, [script, path], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, HOME: base },
  });
  const said = new Promise<string>((done) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      done(text.trim());
    });
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const taker = { child, said, ended };
  started.push(taker);
  return taker;
}

const left = (): Promise<string[]> => readdir(join(base, '.local/state/child-justice'));

describe('the lock of a data folder', () => {
  it('is one process’s, which answers every other one, by whatever path that came', async () => {
    const first = take();
    expect(await first.said).toBe('held');
    await symlink(folder, join(base, 'link'));
    for (const path of [folder, join(base, 'link')])
      expect(await take(path).said).toBe(`taken: ${first.child.pid} heard me`);
    expect(await take(join(base, 'another')).said).toBe('held');
    // One that is made only now, through a link.
    expect(await take(join(base, 'link', 'new')).said).toBe('held');
    expect(await take(join(folder, 'new')).said).toMatch(/^taken/u);
  });

  it('ends with a process that is killed, and leaves nothing behind after the next one', async () => {
    const first = take();
    expect(await first.said).toBe('held');
    first.child.kill('SIGKILL');
    await first.ended;
    const second = take();
    expect(await second.said).toBe('held');
    if (process.platform === 'win32') return;
    expect(await left()).toHaveLength(1);
    second.child.stdin?.end();
    await second.ended;
    expect(await left()).toEqual([]);
  });

  it('is one process’s among many that begin at once, beside what a killed one left', async () => {
    const killed = take();
    await killed.said;
    killed.child.kill('SIGKILL');
    await killed.ended;
    const words = await Promise.all(Array.from({ length: 8 }, () => take().said));
    expect(words.filter((word) => word === 'held')).toHaveLength(1);
    expect(words.filter((word) => / heard me$/u.test(word))).toHaveLength(7);
  });

  it.skipIf(process.platform === 'win32')(
    'stays with a process that was stopped and answers nobody',
    async () => {
      const first = take();
      await first.said;
      first.child.kill('SIGSTOP');
      expect(await take().said).toBe('taken: no answer');
    },
    30_000,
  );
});
