import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cryptosuite } from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CredentialReport } from '../../../../src/contract/credential';
import { shortCode } from '../../../../src/main/services/certificate/credential-code';
import { createDocumentLoader } from '../../../../src/main/services/credential/contexts';
import { readOwnCredential } from '../../../../src/main/services/credential/credential-document';
import { signCredential } from '../../../../src/main/services/credential/credential-proof';
import { fileReaders, verifyFile } from '../../../../src/main/services/credential/verification';
import { readPdfContents } from '../../../../src/main/services/credential/pdf-contents';
import { createSigningKey, type SigningKey } from '../../../../src/main/services/credential/signing-key';
import { makeFolder, removeFolder } from '../../../support/remove-folder';
import {
  inBoth,
  moduleCertificate,
  sequenceCertificate,
  seriesCertificate,
  typesetting,
} from '../certificate/certificate-samples';
import { pdfReaderParts } from '../../../support/hosts/pdf-reader-parts';

const INTEROPERABILITY = '/work/shared/interop';
const noProtection = {
  protectSecret: async () => null,
  revealSecret: async (): Promise<Uint8Array> => {
    throw new Error('no protected storage');
  },
};
const evidence = { sectionsRead: 6, questionsAnswered: 12, attempts: 1 };
const document = sequenceCertificate({ learner: { latinName: 'Sok Dara', khmerName: 'សុខ ដារ៉ា' } });
const press = typesetting();
let folder: string;
let key: SigningKey;
let credential: string;
let pdf: Uint8Array;

beforeAll(async () => {
  folder = await makeFolder('credential');
  key = createSigningKey({ dataFolder: folder, host: noProtection });
  credential = await signCredential(document, evidence, key);
  pdf = await press.typeset(document, credential);
});

afterAll(() => removeFolder(folder));

const options = () => ({ signingKey: key, typesetting: press, ...fileReaders(pdfReaderParts()) });
const check = (content: string | Uint8Array): Promise<CredentialReport> =>
  verifyFile(typeof content === 'string' ? new TextEncoder().encode(content) : content, options());

/** The file without one of its metadata: the entry has another name, of the same length. */
function without(file: Uint8Array, name: string): Uint8Array {
  return Buffer.from(
    Buffer.from(file)
      .toString('latin1')
      .replaceAll(`/${name}`, `/X${name.slice(1)}`),
    'latin1',
  );
}

describe('a signed credential', () => {
  it('is the same text for the same certificate and key, also after a restart', async () => {
    expect(await signCredential(document, evidence, createSigningKey({ dataFolder: folder, host: noProtection }))).toBe(
      credential,
    );
  });

  it.each([
    moduleCertificate(),
    moduleCertificate({ issuedOn: '2026-11-24' }),
    document,
    inBoth(document),
    inBoth(seriesCertificate({ learner: { latinName: '', khmerName: 'សុខ ដារ៉ា' } })),
    seriesCertificate({
      revision: 2,
      language: 'km',
      supersedes: { revision: 1, issuedAt: '2026-11-20T08:00:00.000Z', reason: 'Misspelt' },
    }),
  ])('holds everything that is printed: $kind', async (each) => {
    const text = await signCredential(each, evidence, key);
    expect(readOwnCredential(JSON.parse(text))).toEqual({
      document: each,
      evidence,
      id: `urn:uuid:${each.certificateId}#revision-${each.revision}`,
      text,
      paperCode: expect.stringMatching(/^CJS1:/u),
    });
  });

  it('verifies with the rules of the Recommendation and the Ed25519 of Node.js alone', async () => {
    const { proof, ...unsecured } = JSON.parse(credential) as Record<string, unknown> & {
      proof: { proofValue: string; verificationMethod: string };
    };
    const { proofValue, ...settings } = proof;
    const canonical = { documentLoader: createDocumentLoader(), safe: true, base: null };
    const hash = async (part: object): Promise<Buffer> =>
      createHash('sha256')
        .update(await cryptosuite.canonize(part, canonical))
        .digest();
    const signed = Buffer.concat([
      await hash({ '@context': unsecured['@context'], ...settings }),
      await hash(unsecured),
    ]);
    const raw = base58(proof.verificationMethod.split('#z')[1] ?? '').subarray(2);
    const publicKey = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') },
      format: 'jwk',
    });
    expect(verify(null, signed, publicKey, base58(proofValue.slice(1)))).toBe(true);
    expect(verify(null, Buffer.concat([signed, Buffer.from('x')]), publicKey, base58(proofValue.slice(1)))).toBe(false);
  });

  it('is told to be intact, by its issuer, from this computer', async () => {
    expect(await check(credential)).toMatchObject({
      outcome: 'checked',
      fileKind: 'json',
      signature: 'intact',
      signerIsIssuer: true,
      maker: 'this-computer',
      page: null,
      shortCode: shortCode(credential),
    });
  });

  it('is told to be from an app of this kind on another computer', async () => {
    const other = { issuers: () => Promise.resolve([]) };
    expect(await verifyFile(new TextEncoder().encode(credential), { ...options(), signingKey: other })).toMatchObject({
      signature: 'intact',
      maker: 'this-kind',
    });
  });

  it('is never intact with one character changed, wherever it stands', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(credential.length - 1),
        fc.constantFrom('a', 'Z', '7', '"', '-', ' '),
        async (position, character) => {
          fc.pre(credential[position] !== character);
          const report = await check(credential.slice(0, position) + character + credential.slice(position + 1));
          expect(report.outcome !== 'unreadable' && report.signature === 'intact').toBe(false);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('says what is wrong with the proof', async () => {
    const parts = JSON.parse(credential) as Record<string, unknown> & { proof: Record<string, unknown> };
    const altered = (proof: unknown): string => JSON.stringify({ ...parts, proof });
    expect(await check(altered(undefined))).toMatchObject({ signature: 'no-proof', signerIsIssuer: null, maker: null });
    expect(await check(altered({ ...parts.proof, cryptosuite: 'ecdsa-rdfc-2019' }))).toMatchObject({
      signature: 'unknown-proof',
    });
    expect(await check(altered({ ...parts.proof, proofPurpose: 'authentication' }))).toMatchObject({
      signature: 'unknown-proof',
    });
    expect(await check(altered({ ...parts.proof, verificationMethod: 'https://vc.example/key' }))).toMatchObject({
      signature: 'unknown-key',
    });
    expect(
      await check(
        JSON.stringify({ ...parts, '@context': [...(parts['@context'] as string[]), 'https://vc.example/v1'] }),
      ),
    ).toMatchObject({ signature: 'unknown-context', context: 'https://vc.example/v1' });
    expect(
      await check(
        JSON.stringify({
          ...parts,
          '@context': [...(parts['@context'] as string[]), { spoofed: 'https://schema.org/name' }],
        }),
      ),
    ).toMatchObject({ signature: 'unknown-context' });
  });
});

describe('a certificate with its credential inside', () => {
  it('is the same bytes each time, and is told to be its own', async () => {
    expect(Buffer.compare(await press.typeset(document, credential), pdf)).toBe(0);
    expect(await check(pdf)).toMatchObject({
      fileKind: 'pdf',
      signature: 'intact',
      signerIsIssuer: true,
      page: 'genuine',
    });
  });

  it('is told where the credential was moved into another certificate', async () => {
    const foreign = await press.typeset(
      {
        ...document,
        certificateId: '3f2c1b9e-5a7d-4c1e-9b0f-6d2e8a417c99',
        learner: { latinName: 'Other Person', khmerName: '' },
      },
      credential,
    );
    expect(await check(foreign)).toMatchObject({ signature: 'intact', page: 'another' });
    expect(await check(without(foreign, 'Title'))).toMatchObject({ page: 'another' });
    expect(await check(without(foreign, 'Keywords'))).toMatchObject({ page: 'another' });
  });

  it.each([[['Title']], [['Keywords']], [['Title', 'Keywords']]])(
    'is not told to be another’s where a mail gateway took %j out: they name nobody then',
    async (names) => {
      const emptied = names.reduce(without, pdf);
      const report = await check(emptied);
      expect(report).toMatchObject({ signature: 'intact', page: 'untold' });
      expect('pdf' in report && report.pdf).toMatchObject(
        Object.fromEntries(names.map((name) => [name.toLowerCase(), ''])),
      );
    },
  );

  it('is told where a byte of the page was changed', async () => {
    const changed = Buffer.concat([pdf, Buffer.from('\n% edited\n')]);
    expect(await check(changed)).toMatchObject({ signature: 'intact', page: 'untold' });
  });

  it('without a credential is told to have none', async () => {
    expect(await check(await press.typeset(document))).toEqual({ outcome: 'unreadable', problem: 'no-attachment' });
  });
});

describe('files that are no credentials get an answer of their own', () => {
  it.each([
    ['empty', new Uint8Array()],
    ['too-large', new Uint8Array(5 * 1024 * 1024 + 1)],
    ['unknown-kind', new TextEncoder().encode('hello')],
    ['unknown-kind', Uint8Array.from([0xff, 0xfe, 0x00])],
    ['broken-json', new TextEncoder().encode('{"a":')],
    ['not-a-credential', new TextEncoder().encode('{"a":1}')],
    ['damaged-pdf', new TextEncoder().encode('%PDF-1.7\ngarbage')],
  ] as const)('%s', async (problem, bytes) => {
    expect(await check(bytes)).toEqual({ outcome: 'unreadable', problem });
  });

  it('a PDF that takes longer than is allowed', async () => {
    const parts = pdfReaderParts();
    // The process says that it has begun; what it says after that is held back, as by a file that takes long.
    const slow: typeof parts = {
      ...parts,
      startProcess: (options) =>
        parts.startProcess({
          ...options,
          onMessage(message) {
            if (JSON.stringify(message) === '{"begun":true}') options.onMessage(message);
          },
        }),
    };
    const limits = { milliseconds: 1, attachmentBytes: 1, memoryBytes: 1e9 };
    expect(await readPdfContents(pdf, slow, limits)).toBe('heavy-pdf');
  });
});

describe('the signing key', () => {
  it('is a file for its owner alone', async () => {
    expect((await stat(join(folder, 'signing-key.json'))).mode & 0o777).toBe(
      process.platform === 'win32' ? 0o666 : 0o600,
    );
  });

  it.each(['', '{}', 'x'])('damaged (%j) is told, left, and put aside only when asked', async (content) => {
    const own = await makeFolder('key');
    await writeFile(join(own, 'signing-key.json'), content);
    const damaged = createSigningKey({ dataFolder: own, host: noProtection });
    await expect(damaged.keyPair()).rejects.toMatchObject({ code: 'signing-key-damaged' });
    expect(await damaged.issuers()).toEqual([]);
    expect(await readFile(join(own, 'signing-key.json'), 'utf8')).toBe(content);
    expect(await damaged.replaceUnusable()).toBe(true);
    expect(await damaged.issuers()).toEqual([expect.stringMatching(/^did:key:z6Mk/u)]);
    expect(await damaged.replaceUnusable()).toBe(false);
    expect((await readdir(own)).filter((name) => name.startsWith('signing-key.damaged-'))).toHaveLength(1);
    expect((await damaged.keyPair()).id).toMatch(/^did:key:z6Mk/u);
    await removeFolder(own);
  });

  it.each([
    ['lost a bit', (seed: Buffer) => seed.map((byte, index) => (index === 0 ? byte ^ 1 : byte))],
    ['lost a byte', (seed: Buffer) => seed.subarray(1)],
    ['has a byte too many', (seed: Buffer) => Buffer.concat([seed, seed.subarray(0, 1)])],
  ])('whose seed %s is damaged, not another key', async (_, change) => {
    const own = await makeFolder('key');
    const fresh = createSigningKey({ dataFolder: own, host: noProtection });
    await fresh.keyPair();
    const file = join(own, 'signing-key.json');
    const stored = JSON.parse(await readFile(file, 'utf8')) as { secret: string };
    const seed = Buffer.from(change(Buffer.from(stored.secret, 'base64')));
    await writeFile(file, JSON.stringify({ ...stored, secret: seed.toString('base64') }));
    await expect(fresh.keyPair()).rejects.toMatchObject({ code: 'signing-key-damaged' });
    await removeFolder(own);
  });

  it('that cannot be read is told so, and is neither called damaged nor put aside', async () => {
    const own = await makeFolder('key');
    await mkdir(join(own, 'signing-key.json'));
    const unreadable = createSigningKey({ dataFolder: own, host: noProtection });
    const told = { code: 'is-a-folder', details: { fileName: 'signing-key.json' } };
    await expect(unreadable.keyPair()).rejects.toMatchObject(told);
    await expect(unreadable.replaceUnusable()).rejects.toMatchObject(told);
    expect(await readdir(own)).toEqual(['signing-key.json']);
    await removeFolder(own);
  });
});

describe('credentials of others', () => {
  const missing = !existsSync(INTEROPERABILITY);
  if (missing) console.log(`Skipped: the test vectors are not on this machine (${INTEROPERABILITY}).`);

  it.skipIf(missing)('the vectors of the W3C are answered as they have to be', async () => {
    const alumni = await readFile(join(INTEROPERABILITY, 'w3c-vc-di-eddsa-alumni.json'));
    const employment = await readFile(join(INTEROPERABILITY, 'w3c-vc-di-eddsa-employment.json'));
    const examples = 'https://www.w3.org/ns/credentials/examples/v2';
    const additionalContexts = new Map([
      [examples, { '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' } }],
    ]);
    expect(await verifyFile(alumni, options())).toMatchObject({ signature: 'unknown-context', context: examples });
    expect(await verifyFile(alumni, { ...options(), additionalContexts })).toMatchObject({
      signature: 'intact',
      signerIsIssuer: false,
      maker: 'other',
    });
    const changed = Buffer.from(alumni.toString().replace('The School of Examples', 'The School of Example5'));
    expect(await verifyFile(changed, { ...options(), additionalContexts })).toMatchObject({
      signature: 'changed',
      signerIsIssuer: null,
    });
    const unknown = await verifyFile(employment, options());
    expect(unknown).toMatchObject({ signature: 'unknown-context', context: expect.stringMatching(/^https:/u) });
  });
});

/** Base58 as Bitcoin has it; each zero byte at the beginning is a 1. */
function base58(text: string): Buffer {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  const value = [...text].reduce((sum, sign) => sum * 58n + BigInt(alphabet.indexOf(sign)), 0n);
  const hex = value.toString(16);
  const zeros = Buffer.alloc(text.length - text.replace(/^1+/u, '').length);
  return Buffer.concat([zeros, Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')]);
}
