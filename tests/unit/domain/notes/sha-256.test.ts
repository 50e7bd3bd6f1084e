import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSha256 } from '../../../../src/domain/notes/sha-256';

it('gives the digests of the standard', () => {
  const digest = createSha256();
  digest.update(new TextEncoder().encode('abc'));
  expect(digest.hexadecimal()).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(createSha256().hexadecimal()).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

it('gives the same as the platform, in whatever pieces the bytes come', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), (pieces) => {
      const digest = createSha256();
      const reference = createHash('sha256');
      for (const piece of pieces) {
        digest.update(piece);
        reference.update(piece);
      }
      expect(digest.hexadecimal()).toBe(reference.digest('hex'));
    }),
    { numRuns: 300 },
  );
});

it('pads rightly at every length around a block', () => {
  for (let length = 0; length <= 130; length += 1) {
    const bytes = new Uint8Array(length).fill(length);
    const digest = createSha256();
    digest.update(bytes);
    expect(digest.hexadecimal()).toBe(createHash('sha256').update(bytes).digest('hex'));
  }
});
