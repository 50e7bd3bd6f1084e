import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HighlightColour, QuoteAnchor } from '../../../../src/domain/notes/highlight';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import type { KeyRecord } from '../../../../src/domain/protection/protection';
import type { Statement } from '../../../../src/domain/record/statement';
import { makeKey, openKey } from '../../../../src/renderer/src/storage/protection/key-making';
import { RecordCipher, type RecordKey } from '../../../../src/renderer/src/storage/protection/record-cipher';
import { recoveryCode } from '../../../../src/domain/protection/recovery-code';
import { identifier, note } from '../../../support/builders/statement-builders';

const learnerId = identifier(0);
const anchor: QuoteAnchor = { prefix: 'notbeusedexceptasa', suffix: 'fortheshortesttime', start: 41 };
const highlight = note({
  blockId: 'a/first#opening',
  quote: 'measure of last resort',
  text: '',
  anchor,
  colour: 'violet',
});

let key: RecordKey;
let otherKey: RecordKey;
let cipher: RecordCipher;
beforeAll(async () => {
  const secrets = { pin: 'green river 47', code: recoveryCode(new Uint8Array(18)) };
  key = (await makeKey({ learnerId, rounds: 1_000 }, identifier(7_001), secrets, '2026-11-21T01:00:00.000Z')).key;
  otherKey = (await makeKey({ learnerId, rounds: 1_000 }, identifier(7_002), secrets, '2026-11-21T01:00:00.000Z')).key;
  cipher = new RecordCipher(learnerId, key);
});

describe('a sealed highlight', () => {
  it('has no quote, no surroundings, no offset and no colour in clear', async () => {
    const stored = await cipher.storeNote(highlight);
    const { anchor: _, colour: __, ...bare } = highlight;
    expect(stored).toEqual({ ...bare, quote: '', text: '', sealed: expect.any(String) as string });
    expect(Object.keys(stored)).not.toContain('anchor');
    expect(Object.keys(stored)).not.toContain('colour');
  });

  it('opens as it was, whatever of the four it has', async () => {
    const colours = fc.option(fc.constantFrom<HighlightColour>('yellow', 'green', 'violet'), { nil: undefined });
    const text = fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)), maxLength: 40 });
    const anchors = fc.option(fc.record({ prefix: text, suffix: text, start: fc.nat() }), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(text, text, anchors, colours, async (words, quote, each, colour) => {
        const made = note({ text: words, quote, ...(each ? { anchor: each } : {}), ...(colour ? { colour } : {}) });
        const stored = await cipher.storeNote(made);
        expect(await cipher.openNote(stored)).toEqual(made);
        expect(cipher.fits(stored)).toBe(true);
        // The PIN is removed.
        expect(await new RecordCipher(learnerId, null, [key]).storeNote(stored)).toEqual(made);
      }),
      { numRuns: 60 },
    );
  });

  it('has no tags and no dismissed warnings in clear, and opens with them', async () => {
    for (const each of [
      { ...highlight, tags: ['bail', 'ការពារ'] },
      note({ text: 'Words', tags: ['bail'] }),
      note({ text: 'Words', dismissed: ['phone'] }),
      note({ text: 'Words', tags: ['bail'], dismissed: ['phone'] }),
    ]) {
      expect(cipher.fits(each)).toBe(false);
      const stored = await cipher.storeNote(each);
      expect(JSON.stringify(stored)).not.toMatch(/bail|phone|ការពារ/u);
      expect(Object.keys(stored)).not.toEqual(expect.arrayContaining(['tags']));
      expect(await cipher.openNote(stored)).toEqual(each);
      expect(await new RecordCipher(learnerId, null, [key]).storeNote(stored)).toEqual(each);
    }
  });

  it('is sealed for its colour or its anchor alone', async () => {
    const { colour: _, ...uncoloured } = highlight;
    for (const each of [{ ...uncoloured, quote: '' }, note({ text: '', colour: 'green' })]) {
      expect(cipher.fits(each)).toBe(false);
      expect(await cipher.storeNote(each)).toHaveProperty('sealed');
    }
  });

  it('keeps a colour and fields of an anchor that only a newer version knows', async () => {
    const newer = { ...highlight, colour: 'terracotta', anchor: { ...anchor, page: 3 } } as unknown as NoteRevision;
    expect(await cipher.openNote(await cipher.storeNote(newer))).toEqual(newer);
  });
});

describe('an anchor and a colour that stand in clear beside sealed words', () => {
  it('are sealed with them', async () => {
    const { anchor: _, colour: __, ...unmarked } = highlight;
    const left = { ...(await cipher.storeNote(unmarked)), anchor, colour: 'violet' } as const;
    expect(cipher.fits(left)).toBe(false);
    const stored = await cipher.storeNote(left);
    expect(stored).not.toHaveProperty('anchor');
    expect(stored).not.toHaveProperty('colour');
    expect(await cipher.openNote(stored)).toEqual(highlight);
  });

  it('give way to those that were sealed', async () => {
    const left = { ...(await cipher.storeNote(highlight)), colour: 'green' } as const;
    expect(await cipher.openNote(await cipher.storeNote(left))).toEqual(highlight);
  });

  it('are taken out where the words do not open, and the words kept', async () => {
    const { sealed = '', ...rest } = await cipher.storeNote(highlight);
    const damaged = { ...rest, sealed: `${sealed.slice(0, -8)}AAAAAAA=`, anchor, colour: 'violet' } as const;
    const stored = await cipher.storeNote(damaged);
    expect(stored).toEqual({ ...rest, sealed: damaged.sealed });
    expect(cipher.fits(stored)).toBe(true);
  });

  it('wait for the key with which the words were sealed', async () => {
    const left = {
      ...(await new RecordCipher(learnerId, otherKey).storeNote(note({ text: 'x' }))),
      colour: 'violet',
    } as const;
    expect(cipher.fits(left)).toBe(true);
    expect(await cipher.storeNote(left)).toBe(left);
    expect(await cipher.withKey(otherKey).storeNote(left)).not.toHaveProperty('colour');
  });
});

describe('rows that were sealed before there were highlights', () => {
  interface SealedRows {
    readonly pin: string;
    readonly learnerId: string;
    readonly key: KeyRecord;
    readonly notes: { readonly stored: readonly NoteRevision[]; readonly opened: readonly NoteRevision[] };
    readonly statement: { readonly stored: Statement; readonly opened: Statement };
  }

  // FROZEN: written by the release that sealed text and quote alone. Never make this file anew.
  const rows = JSON.parse(
    readFileSync(resolve(import.meta.dirname, '../../../fixtures/sealed-rows/without-marks.json'), 'utf8'),
  ) as SealedRows;

  it('open for ever, with no anchor and no colour', async () => {
    const opened = await openKey({ learnerId: rows.learnerId }, rows.key, { pin: rows.pin });
    if (!opened) throw new Error('The PIN is not the right one.');
    const old = new RecordCipher(rows.learnerId, opened);
    expect(await Promise.all(rows.notes.stored.map((each) => old.openNote(each)))).toEqual(rows.notes.opened);
    expect(await old.openStatement(rows.statement.stored)).toEqual(rows.statement.opened);
    for (const each of rows.notes.stored) {
      expect(old.fits(each)).toBe(true);
      expect(await old.storeNote(each)).toBe(each);
    }
  });
});
