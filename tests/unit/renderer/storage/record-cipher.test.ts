import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HighlightColour, QuoteAnchor } from '../../../../src/domain/notes/highlight';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import { makeKey } from '../../../../src/renderer/src/storage/protection/key-making';
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

describe('plaintext beside what is sealed', () => {
  it('gives way to what was sealed', async () => {
    const left = { ...(await cipher.storeNote(highlight)), colour: 'green', tags: ['bail'] } as const;
    expect(cipher.fits(left)).toBe(false);
    expect(await cipher.openNote(await cipher.storeNote(left))).toEqual(highlight);
  });

  it.each([
    ['that is damaged', (sealed: string) => `${sealed.slice(0, -8)}AAAAAAA=`],
    ['whose key is not here', null],
  ])('is taken out of a note %s', async (_, damaged) => {
    const sealing = damaged ? cipher : new RecordCipher(learnerId, otherKey);
    const { sealed = '', ...rest } = await sealing.storeNote(highlight);
    const left = { ...rest, sealed: damaged?.(sealed) ?? sealed };
    const stored = await cipher.storeNote({ ...left, anchor, colour: 'violet' });
    expect(stored).toEqual(left);
    expect(cipher.fits(stored)).toBe(true);
  });
});
