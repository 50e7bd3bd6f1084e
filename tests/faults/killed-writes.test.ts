import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { temporaryFileName } from '../../src/main/services/files/atomic-write';
import { createJournal } from '../../src/main/services/journal/journal';
import { createSigningKey } from '../../src/main/services/credential/signing-key';
import { sweepStaleTemporaryFiles } from '../../src/main/services/files/temporary-file-sweep';
import { readInPieces } from '../support/learner-files/learner-files';
import { makeFolder, removeFolder } from '../support/remove-folder';
import { moduleCertificate, typesetting } from '../unit/main/certificate/certificate-samples';
import { desktopPorts } from './support/desktop-ports';
import { between, chanceFor } from './support/sample';
import { JOURNAL_LEARNER, learnerFileVersion, VERSIONS } from './support/written-versions';

// F3: kill -9 of the process while it writes, at random moments; 100 kills in all, 20 of each kind.
const KILLS = 20;
const root = resolve(import.meta.dirname, '../..');

interface Killed {
  readonly folder: string;
  /** Acknowledged before the kill, in order. */
  readonly done: readonly string[];
  /** Begun, acknowledged or not. */
  readonly begun: readonly string[];
}

/**
 * Starts the writing process, kills it at a random moment after its first acknowledgement, hands over what it left
 * behind, and sweeps the folders.
 */
async function overKills(kind: string, look: (killed: Killed) => Promise<void>): Promise<void> {
  const chance = chanceFor(`F3 ${kind}`);
  const folder = await makeFolder(`killed-${kind}`);
  const swept: number[] = [];
  try {
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = spawn(
        process.execPath,
        ['--import', 'tsx', resolve(import.meta.dirname, 'support/writing-child.ts'), kind, folder],
        { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
      );
      let output = '';
      const first = new Promise<void>((ready, failed) => {
        child.stdout.on('data', (chunk: Buffer) => {
          output += chunk.toString();
          if (output.includes('done ')) ready();
        });
        child.once('exit', (code) => {
          failed(new Error(`The writing process ended with ${String(code)}.`));
        });
      });
      await first;
      await new Promise((passed) => setTimeout(passed, between(chance, 0, 60)));
      const gone = once(child, 'close');
      child.kill('SIGKILL');
      await gone;
      const lines = output.split('\n').slice(0, -1);
      const told = (word: string): string[] =>
        lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
      await look({ folder, done: told('done'), begun: told('begun') });
      swept.push(await sweepAll(folder));
    }
    console.log(
      `F3 ${kind}: ${KILLS} kills, temporary files left and swept: ${swept.reduce((sum, each) => sum + each, 0)}`,
    );
    expect(await temporaryFiles(folder)).toEqual([]);
  } finally {
    await removeFolder(folder);
  }
}

async function temporaryFiles(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true })).filter((name) =>
    temporaryFileName.test(name.split('/').at(-1) ?? ''),
  );
}

/** As an hour later: what nobody writes any more goes, and nothing else. */
async function sweepAll(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true });
  const others = files.filter((name) => !temporaryFileName.test(name.split('/').at(-1) ?? ''));
  const folders = new Set(files.map((name) => dirname(join(folder, name))));
  let swept = 0;
  for (const each of folders) swept += await sweepStaleTemporaryFiles(each, Date.now() + 3_700_000);
  expect((await readdir(folder, { recursive: true })).sort()).toEqual(others.sort());
  return swept;
}

/** One of the versions, and none older than what was acknowledged last. */
function expectVersion(found: Buffer, versions: readonly Buffer[], done: readonly string[]): void {
  const acknowledged = Number(done.at(-1));
  const possible = [acknowledged, acknowledged + 1].map((version) => versions[version % VERSIONS]);
  expect(
    possible.some((version) => version?.equals(found)),
    `whole, and version ${acknowledged} or the next`,
  ).toBe(true);
}

test.describe('F3: a process killed while it writes', () => {
  test.setTimeout(KILLS * 30_000);

  test('leaves the old certificate or the new one, never a torn one', async () => {
    const press = typesetting();
    const versions: Buffer[] = [];
    for (let version = 0; version < VERSIONS; version += 1)
      versions.push(Buffer.from(await press.typeset(moduleCertificate({ score: version / 100 }), '{}')));
    await overKills('pdf', async ({ folder, done }) => {
      expectVersion(await readFile(join(folder, 'certificate.pdf')), versions, done);
    });
  });

  for (const [kind, fileName] of [
    ['learner-file', 'record.jsonl'],
    ['statements', 'statements.json'],
  ] as const) {
    test(`leaves the old ${fileName} or the new one, and it can be read`, async () => {
      const versions = Array.from({ length: VERSIONS }, (_, version) => Buffer.from(learnerFileVersion(version)));
      await overKills(kind, async ({ folder, done }) => {
        const found = await readFile(join(folder, fileName));
        expectVersion(found, versions, done);
        expect(readInPieces(found).notes).toHaveLength(20);
      });
    });
  }

  test('leaves a journal with all that it acknowledged, which takes more at once', async () => {
    let acknowledged = 0;
    await overKills('journal', async ({ folder, done }) => {
      const journal = createJournal(join(folder, 'journals'));
      const ids = new Set<string>();
      for (let after = 0; ;) {
        const { entries } = await journal.read(JOURNAL_LEARNER, after, 500);
        const last = entries.at(-1);
        if (!last) break;
        for (const { change } of entries) ids.add(change.id);
        after = last.sequence;
      }
      expect(done.filter((id) => !ids.has(id))).toEqual([]);
      acknowledged += done.length;
      await journal.take(JOURNAL_LEARNER, JOURNAL_LEARNER);
      const cursor = await journal.state(JOURNAL_LEARNER);
      const state = await journal.append(JOURNAL_LEARNER, JOURNAL_LEARNER, cursor, [
        { id: `after-kill-${acknowledged}`, kind: 'statement', body: '{}' },
      ]);
      expect(state.count).toBe(ids.size + 1);
    });
  });

  test('leaves a signing key that works, or none', async () => {
    await overKills('signing-key', async ({ folder, done, begun }) => {
      const { ports } = desktopPorts(folder);
      const acknowledged = new Map(done.map((line) => line.split(' ') as [string, string]));
      for (const name of begun.slice(-5)) {
        const dataFolder = join(folder, name);
        if (!existsSync(dataFolder)) await mkdir(dataFolder);
        // Neither torn nor another one: a torn file would be told as damaged.
        const pair = await createSigningKey({ dataFolder, host: ports }).keyPair();
        expect(pair.publicKeyMultibase).toBe(acknowledged.get(name) ?? pair.publicKeyMultibase);
      }
    });
  });
});
