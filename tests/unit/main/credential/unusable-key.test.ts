import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signCredential } from '../../../../src/main/services/credential/credential-proof';
import { createSigningKey, type SigningKey } from '../../../../src/main/services/credential/signing-key';
import { fileReaders, verifyFile } from '../../../../src/main/services/credential/verification';
import { pdfReaderParts } from '../../../support/hosts/pdf-reader-parts';
import { makeFolder, removeFolder } from '../../../support/remove-folder';
import { moduleCertificate, typesetting } from '../certificate/certificate-samples';

const press = typesetting();
const flip = async (bytes: Uint8Array): Promise<Uint8Array> => bytes.map((byte) => byte ^ 1);
const sealing = { protectSecret: flip, revealSecret: flip };
const refuse = async (): Promise<Uint8Array> => {
  throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
};
/** The storage after an administrator set the password anew, after its keyring was deleted, or on another computer. */
const forgetful = { ...sealing, revealSecret: refuse };

let folder: string;
let credential: string;
const keyOn = (host: typeof sealing): SigningKey => createSigningKey({ dataFolder: folder, host });
const file = (): string => join(folder, 'signing-key.json');

beforeEach(async () => {
  folder = await makeFolder('unusable-key');
  credential = await sign(keyOn(sealing));
});

afterEach(() => removeFolder(folder));

function sign(key: SigningKey): Promise<string> {
  return signCredential(moduleCertificate({}), { sectionsRead: 6, questionsAnswered: 12, attempts: 1 }, key);
}

/** Who made the credential that was signed first, as the check tells it. */
async function maker(key: SigningKey): Promise<unknown> {
  const report = await verifyFile(new TextEncoder().encode(credential), {
    signingKey: key,
    typesetting: press,
    ...fileReaders(pdfReaderParts()),
  });
  return report.outcome === 'checked' && report.maker;
}

/** Changes the stored key's text. */
async function damage(change: (text: string) => string): Promise<void> {
  const text = await readFile(file(), 'utf8');
  expect(change(text)).not.toBe(text);
  await writeFile(file(), change(text));
}

const aside = async (): Promise<string[]> => (await readdir(folder)).filter((name) => name !== 'signing-key.json');

const damages = [
  [
    'lost a bit of its secret half',
    (text: string) => text.replace(/(?<="secret":")./u, (c) => (c === 'A' ? 'B' : 'A')),
  ],
  ['lost its end', (text: string) => text.slice(0, -20)],
] as const;

describe('a certificate of this computer is told to be so', () => {
  it('while the storage gives its key out no more, and after a new key was made', async () => {
    const key = keyOn(forgetful);
    expect(await maker(key)).toBe('this-computer');
    expect(await key.replaceUnusable()).toBe(true);
    expect(await maker(key)).toBe('this-computer');
  });

  it.each(damages)('where the file of its key %s, and after a new key was made', async (_, change) => {
    await damage(change);
    const key = keyOn(sealing);
    await expect(key.keyPair()).rejects.toMatchObject({ code: 'signing-key-damaged' });
    expect(await maker(key)).toBe('this-computer');
    expect(await key.replaceUnusable()).toBe(true);
    expect(await maker(key)).toBe('this-computer');
  });

  it('but not by a public half that is damaged itself', async () => {
    await damage((text) => text.replace(/z6Mk[^"]/u, 'z6Mk0'));
    expect([await keyOn(sealing).issuers(), await maker(keyOn(sealing))]).toEqual([[], 'this-kind']);
  });
});

describe('a key that the storage does not give out', () => {
  it('is told to be locked, not damaged, and is left as it is', async () => {
    const before = await readFile(file());
    await expect(keyOn(forgetful).keyPair()).rejects.toMatchObject({ code: 'signing-key-locked' });
    expect([await readFile(file()), await aside()]).toEqual([before, []]);
  });

  it('is put aside, whole, when a new one is asked for, which signs', async () => {
    const before = await readFile(file());
    const key = createSigningKey({ dataFolder: folder, host: forgetful });
    expect(await key.replaceUnusable()).toBe(true);
    const [name = ''] = await aside();
    expect(name).toMatch(/^signing-key\.locked-[0-9a-f]{8}\.json$/u);
    expect(await readFile(join(folder, name))).toEqual(before);
    expect((await keyOn(sealing).keyPair()).controller).not.toBe(
      (JSON.parse(credential) as { issuer: { id: string } }).issuer.id,
    );
    await expect(sign(keyOn(sealing))).resolves.toContain('eddsa-rdfc-2022');
    expect(await keyOn(sealing).issuers()).toHaveLength(2);
  });

  it('stays where it is while the storage encrypts nothing either', async () => {
    const key = keyOn({ protectSecret: refuse, revealSecret: refuse });
    await expect(key.replaceUnusable()).rejects.toThrow();
    expect([await aside(), await maker(key)]).toEqual([[], 'this-computer']);
  });

  it('is used again, and not replaced, once it is given out', async () => {
    const key = keyOn(sealing);
    expect([await key.replaceUnusable(), await aside()]).toEqual([false, []]);
    expect(await sign(key)).toBe(credential);
  });
});
