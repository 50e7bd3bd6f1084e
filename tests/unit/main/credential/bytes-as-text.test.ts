import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { MAXIMUM_CHECKED_BYTES } from '../../../../src/contract/credential';
import { operations } from '../../../../src/contract/operations';
import { createSigningKey } from '../../../../src/main/services/credential/signing-key';
import { makeFolder, removeFolder } from '../../../support/remove-folder';

const { input } = operations['credential.verify'];
const accepts = (base64: unknown): boolean => v.is(input, { base64 });

describe('bytes that travel as text', () => {
  it.each([0, 1, 2, 3, 3_400_000, 4_000_000, MAXIMUM_CHECKED_BYTES - 1, MAXIMUM_CHECKED_BYTES])(
    'are accepted whole: a file of %i bytes',
    (size) => {
      expect(accepts(Buffer.alloc(size, 0xfb).toString('base64'))).toBe(true);
    },
  );

  it('are refused where a file has a byte more, also within the last characters', () => {
    expect(accepts(Buffer.alloc(MAXIMUM_CHECKED_BYTES + 3).toString('base64'))).toBe(false);
  });

  it.each([
    'A',
    'AA',
    'AAA',
    'AA=A',
    'A===',
    '====',
    '=',
    'AAA==',
    'AA A',
    'AAA-',
    'AAA_',
    'AAA\n',
    'ÀAAA',
    '\u212aAAA',
  ])('are refused where they are no base64: %j', (text) => {
    expect(accepts(text)).toBe(false);
    expect(accepts(`${'A'.repeat(4_000_000)}${text}`)).toBe(false);
    expect(accepts(`${text}${'A'.repeat(4_000_000)}`)).toBe(false);
  });

  it('make a signing key’s file of megabytes a damaged one, not a fault of the app', async () => {
    const folder = await makeFolder('key');
    await writeFile(
      join(folder, 'signing-key.json'),
      JSON.stringify({ version: 1, publicKeyMultibase: 'z', protection: 'file', secret: 'A'.repeat(8_000_000) }),
    );
    const key = createSigningKey({
      dataFolder: folder,
      host: { protectSecret: async () => null, revealSecret: async (secret: Uint8Array) => secret },
    });
    await expect(key.keyPair()).rejects.toMatchObject({ code: 'signing-key-damaged' });
    await removeFolder(folder);
  });
});
