import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { LearnerFileContents } from '../../../../src/domain/learner-file/learner-file';
import { CHUNK_BYTES, HEADER_BYTES, readProtectedHeader } from '../../../../src/domain/learner-file/protected-file';
import { recoveryCode } from '../../../../src/domain/protection/recovery-code';
import { markedContents, sampleContents } from '../../../support/learner-files/learner-file-samples';
import { learnerFile } from '../../../support/learner-files/learner-files';
import { protectedFile, readProtected } from '../../../support/learner-files/protected-files';
import { identifier, note } from '../../../support/builders/statement-builders';

const pin = 'green river 47';
const code = recoveryCode(Uint8Array.from({ length: 18 }, (_, index) => 7 * index + 1));
const CANARY = 'Canary of the mango tree';

/** A record of several chunks. */
function longContents(): LearnerFileContents {
  const text = `${CANARY} ${'ទឹកភ្លៀង'.repeat(6_000)}`;
  return {
    ...sampleContents(),
    notes: Array.from({ length: 6 }, (_, index) =>
      note({ id: identifier(100 + index), noteId: identifier(200 + index), text }),
    ),
  };
}

let short = '';
let long = '';
beforeAll(async () => {
  short = await protectedFile(sampleContents(), { pin, code });
  long = await protectedFile(longContents(), { pin, code });
});

const linesOf = (file: string): string[] => file.split('\n').slice(0, -1);
const fileOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** Another symbol of base64 in a place. */
function flipped(text: string, at: number): string {
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
}

describe('a protected learner file', () => {
  it('is opened with the PIN or the recovery code, however these are typed', async () => {
    for (const secret of [{ pin }, { pin: ` ${pin}\n` }, { code }, { code: code.toLowerCase().replaceAll('-', ' ') }]) {
      expect(await readProtected(short, secret)).toEqual(sampleContents());
    }
  });

  it('tells nothing to whoever has neither', async () => {
    for (const secret of [
      { pin: 'green river 48' },
      { pin: '' },
      { code: recoveryCode(new Uint8Array(18)) },
      { code: 'not a code' },
      { code: pin },
    ]) {
      expect(await readProtected(short, secret)).toBeNull();
    }
  });

  it('holds no word of the record, and no name', () => {
    for (const file of [short, long]) {
      for (const word of [CANARY, 'Sok Dara', 'សុខ', 'My own practice', '"note"', '"statement"'])
        expect(file).not.toContain(word);
    }
  });

  it('is read in pieces of any size, and is made of chunks that a line can hold', async () => {
    expect(linesOf(long).length).toBeGreaterThan(3);
    for (const line of linesOf(long)) expect(line.length).toBeLessThanOrEqual(Math.ceil((CHUNK_BYTES + 28) / 3) * 4);
    for (const size of [977, 65_536, 10_000_000])
      expect(await readProtected(long, { pin }, size)).toEqual(longContents());
  });

  it('keeps the length of its header within what is looked at first', () => {
    expect(linesOf(short)[0]?.length).toBeLessThan(HEADER_BYTES / 8);
  });

  it('gives back what was marked, and tells nothing of it', async () => {
    const file = await protectedFile(markedContents(), { pin, code });
    expect(await readProtected(file, { pin })).toEqual(markedContents());
    for (const word of ['anchor', 'colour', 'violet', 'last resort', 'detentionshall'])
      expect(file).not.toContain(word);
  });

  it('is another file each time: neither key nor nonce is used twice', async () => {
    const again = await protectedFile(sampleContents(), { pin, code });
    expect(linesOf(again)[1]).not.toBe(linesOf(short)[1]);
  });

  it('of the first release is read for ever', async () => {
    const file = readFileSync(resolve(import.meta.dirname, '../../../fixtures/learner-files/v2.jsonl'), 'utf8');
    expect(readProtectedHeader(linesOf(file)[0] ?? '')?.key.pin.iterations).toBe(600_000);
    expect(await readProtected(file, { pin: 'green river 47' })).toEqual(sampleContents());
    expect(await readProtected(file, { code: '0440Y-5GX4G-NK4EA-08X75-AQ33D-9RQRJ' })).toEqual(sampleContents());
  });
});

describe('a protected file that was changed', () => {
  const problem = (name: string): object => ({ name: 'LearnerFileError', problem: name });

  it('is refused when it was cut off between chunks', async () => {
    const lines = linesOf(long);
    for (let kept = 1; kept < lines.length; kept += 1) {
      await expect(readProtected(fileOf(lines.slice(0, kept)), { pin }), `${kept} lines`).rejects.toMatchObject(
        problem('truncated'),
      );
    }
  });

  it('is refused when it was cut off within a chunk', async () => {
    for (const cut of [1, 2, 50, 5_000])
      await expect(readProtected(long.slice(0, -cut), { pin }), `${cut} bytes`).rejects.toMatchObject(
        problem('truncated'),
      );
  });

  it('is refused when chunks changed places, were repeated or left out', async () => {
    const [header = '', first = '', second = '', ...rest] = linesOf(long);
    for (const lines of [
      [header, second, first, ...rest],
      [header, first, first, second, ...rest],
      [header, second, ...rest],
      [header, first, ...rest],
    ]) {
      await expect(readProtected(fileOf(lines), { pin })).rejects.toMatchObject(problem('wrong-checksum'));
    }
  });

  it('is refused when something follows its end', async () => {
    const lines = linesOf(short);
    await expect(readProtected(fileOf([...lines, lines[1] ?? '']), { pin })).rejects.toMatchObject(
      problem('after-end'),
    );
    await expect(readProtected(`${short}x`, { pin })).rejects.toMatchObject(problem('truncated'));
  });

  it('is refused when a chunk comes from another file of the same learner', async () => {
    const other = linesOf(await protectedFile(longContents(), { pin, code }));
    const lines = linesOf(long);
    await expect(
      readProtected(fileOf([lines[0] ?? '', other[1] ?? '', ...lines.slice(2)]), { pin }),
    ).rejects.toMatchObject(problem('wrong-checksum'));
  });

  it('is refused for any symbol of a chunk that was changed', async () => {
    const [header = '', chunk = ''] = linesOf(short);
    for (let at = 0; at < chunk.length - 2; at += 101) {
      await expect(readProtected(fileOf([header, flipped(chunk, at)]), { pin }), `symbol ${at}`).rejects.toMatchObject(
        problem('wrong-checksum'),
      );
    }
  });

  it('is refused when a chunk is no base64', async () => {
    const [header = '', chunk = ''] = linesOf(short);
    for (const line of [`${chunk.slice(0, -4)}?===`, chunk.slice(0, -3), `{"chunk":"${chunk}"}`]) {
      await expect(readProtected(fileOf([header, line]), { pin })).rejects.toMatchObject(problem('wrong-shape'));
    }
  });

  it('is refused when its header says something else than when it was made', async () => {
    const [line = '', ...rest] = linesOf(short);
    const header = JSON.parse(line) as Record<string, unknown>;
    const changed = (changes: Record<string, unknown>): string =>
      fileOf([JSON.stringify({ ...header, ...changes }), ...rest]);
    await expect(readProtected(changed({ createdAt: '2026-11-22T01:00:00.000Z' }), { pin })).rejects.toMatchObject(
      problem('wrong-checksum'),
    );
    await expect(readProtected(changed({ note: 'added' }), { pin })).rejects.toMatchObject(problem('wrong-checksum'));
    await expect(
      readProtected(changed({ fileKey: flipped(String(header['fileKey']), 20) }), { pin }),
    ).rejects.toMatchObject(problem('wrong-checksum'));
    // Whose key it is belongs to the key: with another learner's id the PIN opens nothing.
    expect(await readProtected(changed({ learnerId: identifier(5) }), { pin })).toBeNull();
    const key = header['key'] as { readonly pin: { readonly wrapped: string; readonly salt: string } };
    for (const wrap of [
      { ...key.pin, wrapped: flipped(key.pin.wrapped, 30) },
      { ...key.pin, salt: flipped(key.pin.salt, 3) },
      { ...key.pin, iterations: 1_001 },
    ]) {
      expect(await readProtected(changed({ key: { ...key, pin: wrap } }), { pin })).toBeNull();
    }
  });

  it('asks the computer for nothing before its header is found to be in bounds', async () => {
    const derive = vi.spyOn(crypto.subtle, 'deriveKey');
    const header = JSON.parse(linesOf(short)[0] ?? '') as { readonly key: { readonly pin: object } };
    const costly = [1e12, 10_000_001, -1, 0, 1.5, '600000', null, Number.MAX_SAFE_INTEGER];
    for (const iterations of costly) {
      const line = JSON.stringify({ ...header, key: { ...header.key, pin: { ...header.key.pin, iterations } } });
      expect(() => readProtectedHeader(line)).toThrow(expect.objectContaining(problem('wrong-shape')));
    }
    for (const broken of [
      { key: null },
      { key: {} },
      { fileKey: 'A'.repeat(201) },
      { fileKey: 5 },
      { protected: false },
      { learnerId: '../x' },
      { createdAt: 'today' },
    ]) {
      expect(() => readProtectedHeader(JSON.stringify({ ...header, ...broken }))).toThrow(
        expect.objectContaining(problem('wrong-shape')),
      );
    }
    expect(derive).not.toHaveBeenCalled();
    derive.mockRestore();
  });

  it('is no protected file where it is a usual one, or none at all', () => {
    for (const line of [
      learnerFile(sampleContents()).split('\n')[0] ?? '',
      '',
      '{',
      '[]',
      'null',
      '"x"',
      `${'['.repeat(5_000)}`,
      JSON.stringify({ format: 'other', version: 2, protected: true }),
      JSON.stringify({ format: 'child-justice-series-learner', version: 3 }),
    ]) {
      expect(readProtectedHeader(line)).toBeNull();
    }
  });

  it('is refused when what is inside is not the record that the header names', async () => {
    const file = await protectedFile(sampleContents(), { pin, code }, { learnerId: identifier(9) });
    await expect(readProtected(file, { pin })).rejects.toMatchObject(problem('other-learner'));
  });
});
