import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_DECISIONS } from '../../../../src/domain/group/decisions';
import { judgeFiles } from '../../../../src/domain/group/judging';
import { peopleOf } from '../../../../src/domain/group/people';
import { samePersonQuestions } from '../../../../src/domain/group/same-person';
import { readFile, type ReadFile } from '../../../../src/renderer/src/stores/group/file-reading';
import { compiledSeries } from '../../../support/builders/compiled-series';
import { computerOn, hostOfComputer } from '../../../support/builders/computer';
import { FULL_STICK, makeStick, type Stick } from '../../../support/builders/stick';
import { handMadePdf } from '../../../support/hostile/hand-made-pdf';
import { makeFolder, removeFolder } from '../../../support/remove-folder';

const { series } = await compiledSeries();
let folder: string;
let desk: string;
let stick: Stick;
let read: readonly ReadFile[];

beforeAll(async () => {
  folder = await makeFolder('stick');
  desk = await makeFolder('desk');
  stick = await makeStick(series, folder, FULL_STICK);
  const host = hostOfComputer(computerOn(desk));
  const found: ReadFile[] = [];
  for (const { path, bytes } of stick.files) {
    const file = { path, size: bytes.length, read: async (maximum: number) => bytes.slice(0, maximum) };
    found.push(await readFile(host, file, true));
  }
  read = found;
});
afterAll(async () => {
  await removeFolder(folder);
  await removeFolder(desk);
});

const judged = () => judgeFiles(series, read, { ...NO_DECISIONS, known: stick.known }, '2026-12-02T00:00:00.000Z');

describe('a stick that the app itself filled', () => {
  it('has 60 reports and 120 certificates', () => {
    const count = (ending: RegExp): number => stick.files.filter(({ path }) => ending.test(path)).length;
    expect([count(/\.json$/u), count(/\.pdf$/u)]).toEqual([60, 120]);
  });

  it('gets the right headline for every file', () => {
    const told = judged().files.map(({ path, headline }) => `${path}: ${headline}`);
    expect(told).toEqual(stick.files.map(({ path, headline }) => `${path}: ${headline}`));
  });

  it('tells an intact certificate in a PDF of another title from one that was changed', async () => {
    const credential = read.find(({ found }) => found.content === 'certificate')?.credential ?? '';
    const found: unknown[] = [];
    for (const text of [credential, credential.replaceAll('2026-11-30', '2026-11-29')]) {
      const bytes = new Uint8Array(
        handMadePdf({ title: 'Scan 12', attachments: [{ name: 'credential.json', bytes: Buffer.from(text) }] }),
      );
      const file = { path: 'scan.pdf', size: bytes.length, read: async () => bytes };
      found.push((await readFile(hostOfComputer(computerOn(desk)), file, true)).found);
    }
    expect(found).toEqual([
      { content: 'changed', fault: 'another-page' },
      { content: 'changed', fault: 'changed' },
    ]);
  });

  it('asks who is one person, and makes nobody one', () => {
    const { reports } = judged();
    const kinds = samePersonQuestions(reports, []).map(({ kind }) => kind);
    expect(kinds).toContain('one-name');
    expect(kinds).toContain('two-keys');
    expect(kinds).toContain('two-keys-and-names');
    const people = peopleOf(series, reports, { ...NO_DECISIONS, known: stick.known });
    expect(people.filter(({ name }) => name.startsWith('Prak Sophea'))).toHaveLength(2);
    expect(people.filter(({ standing }) => standing === 'known')).toHaveLength(stick.known.length);
    const agreed = people.flatMap(({ protocols }) => protocols.flatMap((state) => (state ? [state.isPresent] : [])));
    const count = (version: string): number => stick.people.filter(({ protocol }) => protocol === version).length;
    expect([true, false].map((version) => agreed.filter((each) => each === version).length)).toEqual(
      ['present', 'earlier'].map(count),
    );
    expect(count('earlier')).toBeGreaterThan(1);
  });

  it('has nobody’s note in it, but in the backup that was handed over by mistake', () => {
    const holds = stick.files.filter(({ bytes }) => {
      const texts = textsIn(Buffer.from(bytes));
      return stick.notes.some((note) => texts.some((text) => text.includes(note)));
    });
    expect(holds.map(({ headline }) => headline)).toEqual(['learner-file']);
    // What is attached to a page is found by this search.
    const pdf = stick.files.find(({ path }) => path.endsWith('.pdf'));
    expect(textsIn(Buffer.from(pdf?.bytes ?? [])).some((text) => text.includes('OpenBadgeCredential'))).toBe(true);
  });
});

/** What stands in a file's bytes, as UTF-8 and UTF-16, and in each of a PDF's packed streams. */
function textsIn(bytes: Buffer): readonly string[] {
  const all = [bytes];
  for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at + 6)) {
    const start = at + 6 + (bytes[at + 6] === 0x0d ? 2 : 1);
    try {
      all.push(inflateSync(bytes.subarray(start, bytes.indexOf('endstream', start))));
    } catch {
      // A stream that isn't packed is searched as it stands.
    }
  }
  return all.flatMap((each) => [
    each.toString('utf8'),
    each.toString('utf16le'),
    Buffer.from(each.subarray(0, each.length - (each.length % 2)))
      .swap16()
      .toString('utf16le'),
  ]);
}
