import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PdfContents } from '../../../../src/main/services/credential/pdf-contents';
import { createSigningKey, type SigningKey } from '../../../../src/main/services/credential/signing-key';
import { createProgressReports } from '../../../../src/main/services/group/progress-reports';
import { createReportSerial } from '../../../../src/main/services/group/report-serial';
import { reportDraft } from '../../../support/builders/report-builders';
import { makeFolder, removeFolder } from '../../../support/remove-folder';

const never = new AbortController().signal;
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
let folder: string;
let key: SigningKey;

beforeEach(async () => {
  folder = await makeFolder('progress-reports');
  key = keyIn(folder);
});

afterEach(() => removeFolder(folder));

function keyIn(dataFolder: string): SigningKey {
  return createSigningKey({
    dataFolder,
    host: { protectSecret: async () => null, revealSecret: async () => Promise.reject(new Error('no storage')) },
  });
}

/** The reports of a computer; `pdf` is what a PDF of it has attached. */
function reports(signingKey = key, pdf: PdfContents | null = null) {
  const sent: string[] = [];
  const made = createProgressReports({
    credentials: { signingKey: async () => signingKey, readPdf: async () => pdf ?? 'damaged-pdf' },
    serial: createReportSerial({ dataFolder: folder, now: () => 5_000_000 }),
    host: {
      deliverFile: async ({ suggestedName }) => {
        sent.push(suggestedName);
        return { outcome: 'cancelled' };
      },
    },
  });
  return { ...made, sent };
}

describe('a progress report', () => {
  it('is read as it was made, by the computer that made it and by another', async () => {
    const text = await reports().sign(reportDraft());
    const verdict = await reports().check(bytesOf(text), never);
    expect(verdict).toMatchObject({ outcome: 'intact', report: { ...reportDraft(), serial: 1 }, isOwnKey: true });
    const elsewhere = createSigningKey({
      dataFolder: join(folder, 'elsewhere'),
      host: { protectSecret: async () => null, revealSecret: async () => Promise.reject(new Error('no storage')) },
    });
    expect(await reports(elsewhere).check(bytesOf(text), never)).toMatchObject({ outcome: 'intact', isOwnKey: false });
  });

  it.each<readonly [string, string, (text: string) => string]>([
    ['another name', 'changed', (text) => text.replace('"latinName": "', '"latinName": "X')],
    ['another number', 'changed', (text) => text.replace('"serial": 1', '"serial": 2')],
    ['a name that stands twice', 'changed', (text) => text.replace('{', '{"serial": 9,')],
    ['no signature', 'changed', (text) => text.replace('"proof"', '"prof"')],
    ['its end cut', 'unreadable', (text) => text.slice(0, -20)],
    ['a later version', 'newer-version', (text) => text.replace('"version": 1', '"version": 2')],
    ['another format', 'not-a-report', (text) => text.replace('child-justice-progress-report', 'other')],
    ['nothing in it', 'unreadable', () => ''],
  ])('with %s is %s', async (_, outcome, change) => {
    const text = await reports().sign(reportDraft());
    expect(change(text)).not.toBe(text);
    expect(await reports().check(bytesOf(change(text)), never)).toEqual({ outcome });
  });

  it('has the next number, also of two at once, after a restart and after a damaged counter', async () => {
    const { sign } = reports();
    const serialOf = (text: string): unknown => (JSON.parse(text) as { readonly serial: unknown }).serial;
    const texts = await Promise.all([sign(reportDraft()), sign(reportDraft())]);
    expect(texts.map(serialOf).sort()).toEqual([1, 2]);
    expect(serialOf(await reports().sign(reportDraft()))).toBe(3);
    await writeFile(join(folder, 'report-serial.json'), '{"version":1,"ser');
    expect(serialOf(await sign(reportDraft()))).toBe(5_001);
    expect(await readFile(join(folder, 'report-serial.json'), 'utf8')).toBe('{"version":1,"serial":5001}\n');
  });

  it('is found in a record of learning, which may not have two of one name', async () => {
    const bytes = bytesOf(await reports().sign(reportDraft()));
    const pdf = (changes: Partial<PdfContents>): PdfContents => ({
      attachments: [{ name: 'progress-report.json', bytes: new Uint8Array(bytes) }],
      sharedNames: false,
      title: '',
      keywords: '',
      ...changes,
    });
    const check = async (contents: PdfContents | null) =>
      (await reports(key, contents).check(bytesOf('%PDF-1.7'), never)).outcome;
    expect(await check(pdf({}))).toBe('intact');
    expect(await check(pdf({ sharedNames: true }))).toBe('changed');
    expect(await check(pdf({ attachments: [] }))).toBe('not-a-report');
    expect(await check(null)).toBe('unreadable');
  });

  it('is saved under the name of its learner and its day', async () => {
    const { save, sent } = reports();
    await save(reportDraft());
    expect(sent).toEqual([expect.stringMatching(/ progress 2026-12-01\.json$/u)]);
  });
});
