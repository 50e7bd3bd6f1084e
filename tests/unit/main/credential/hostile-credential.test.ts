import { beforeAll, describe, expect, it, vi } from 'vitest';
import { certificateMetadata } from '../../../../src/main/services/certificate';
import { signCredential } from '../../../../src/main/services/credential/credential-proof';
import { createSigningKey } from '../../../../src/main/services/credential/signing-key';
import { fileReaders, verifyFile } from '../../../../src/main/services/credential/verification';
import { makeFolder, removeFolder } from '../../../support/remove-folder';
import { moduleCertificate, seriesCertificate, typesetting } from '../certificate/certificate-samples';
import { pdfReaderParts } from '../../../support/hosts/pdf-reader-parts';
import { objectsIn } from './objects-in';

const options = {
  signingKey: { issuers: async () => [] },
  typesetting: typesetting(),
  ...fileReaders(pdfReaderParts()),
};
const KEY = 'z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK';
const proof = {
  type: 'DataIntegrityProof',
  cryptosuite: 'eddsa-rdfc-2022',
  created: '2026-11-25T03:00:00Z',
  verificationMethod: `did:key:${KEY}#${KEY}`,
  proofPurpose: 'assertionMethod',
  proofValue: 'z3FXQjecWufY46yg5abdVZsXqLhxhueuSoZgNSARiKBk9czhSePTFehP8c3PGfb6a22gkfUKods5D2UAUL5n2Brbx',
};

/** Verifies a credential whose form is right and whose subject is hostile; `rewrite` changes its text. */
async function check(credentialSubject: unknown, rewrite = (text: string): string => text): Promise<unknown> {
  const credential = {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    id: 'urn:uuid:3f2c1b9e-5a7d-4c1e-9b0f-6d2e8a417c55',
    issuer: { id: `did:key:${KEY}`, type: ['Profile'] },
    validFrom: '2026-11-25T03:00:00Z',
    credentialSubject,
    proof,
  };
  return verifyFile(new TextEncoder().encode(rewrite(JSON.stringify(credential))), options);
}

const many = (count: number, make: (index: number) => unknown): unknown => ({
  type: ['AchievementSubject'],
  achievement: Array.from({ length: count }, (_, index) => make(index)),
});
/**
 * Nodes without names that all point to each other: the worst there is for a canonical form ("dataset poisoning", RDF
 * Dataset Canonicalization, 7.1).
 */
const poison = (count: number): unknown =>
  Array.from({ length: count }, (_, one) => ({
    id: `_:b${one}`,
    type: ['AchievementSubject'],
    achievement: Array.from({ length: count }, (_unused, other) => ({ id: `_:b${other}`, type: ['Achievement'] })),
  }));

describe('a hostile credential', () => {
  it.each([
    ['20,000 parts', many(20_000, (index) => ({ type: ['Achievement'], name: `n${index}` }))],
    ['100,000 texts', many(1, () => ({ type: ['Achievement'], name: Array.from({ length: 100_000 }, () => 'x') }))],
    ['100,000 empty lists', many(100_000, () => [])],
    ['a cloud of 60 nodes that all point to each other', poison(60)],
  ])('of %s is told to be too heavy, at once', async (_, subject) => {
    const began = process.cpuUsage();
    expect(await check(subject)).toEqual({ outcome: 'unreadable', problem: 'heavy-credential' });
    const { user, system } = process.cpuUsage(began);
    // In microseconds of work: who else works meanwhile doesn't count.
    expect(user + system).toBeLessThan(2_000_000);
  });

  it('of ten nodes that all point to each other is checked, and is not intact', async () => {
    expect(await check(poison(10))).toMatchObject({ outcome: 'checked', signature: 'changed' });
  });

  it('that is deep is no credential', async () => {
    const deep = `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`;
    expect(await check('here', (text) => text.replace('"here"', deep))).toEqual({
      outcome: 'unreadable',
      problem: 'not-a-credential',
    });
  });

  it.each(['__proto__', 'constructor', 'prototype'])(
    'with the name %s for a field is damaged, and changes no prototype',
    async (name) => {
      const before = Reflect.ownKeys(Object.prototype);
      const subject = JSON.parse(
        `{"type":["AchievementSubject"],"${name}":{"prototype":{"polluted":1}},"achievement":{"type":["Achievement"],"name":"x"}}`,
      ) as unknown;
      expect(await check(subject)).toEqual({ outcome: 'unreadable', problem: 'broken-json' });
      expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
    },
  );

  it('with half of a character is damaged: it would be signed as another one', async () => {
    expect(
      await check({ type: ['AchievementSubject'], achievement: { type: ['Achievement'], name: 'half \ud83d' } }),
    ).toEqual({ outcome: 'unreadable', problem: 'broken-json' });
  });
});

describe('what is added to a signed credential', () => {
  const CANARY = 'summa cum laude';
  let text: string;
  beforeAll(async () => {
    const folder = await makeFolder('tampered');
    const host = { protectSecret: async () => null, revealSecret: async (secret: Uint8Array) => secret };
    text = await signCredential(
      moduleCertificate(),
      { sectionsRead: 6, questionsAnswered: 12, attempts: 1 },
      createSigningKey({ dataFolder: folder, host }),
    );
    await removeFolder(folder);
  });

  it.each([
    'honours',
    'name2',
    '__proto__',
    'constructor',
    'toString',
    '@index',
    '@direction',
    '@foo',
    '@comment',
    '@context2',
    'https://example.org/honours',
    '$note',
    '',
  ])('under %j breaks the seal or is not shown among the signed fields, wherever it stands', async (key) => {
    const places = objectsIn(JSON.parse(text)).length;
    expect(places).toBeGreaterThan(10);
    for (let place = 0; place < places; place += 1) {
      const credential = JSON.parse(text) as Record<string, unknown>;
      const target = objectsIn(credential)[place] ?? {};
      Object.defineProperty(target, key, { value: CANARY, enumerable: true });
      const report = await verifyFile(new TextEncoder().encode(JSON.stringify(credential)), options);
      if (report.outcome === 'checked' && report.signature === 'intact')
        expect(JSON.stringify(report.fields)).not.toContain(CANARY);
    }
  });
});

describe('a certificate of this app’s form with titles that take minutes to set', () => {
  it('is checked, and its page is left open: anybody can sign one', async () => {
    const folder = await makeFolder('heavy-page');
    const key = createSigningKey({
      dataFolder: folder,
      host: { protectSecret: async () => null, revealSecret: (bytes) => Promise.resolve(bytes) },
    });
    const title = 'ក្រុំស្ត្រី'.repeat(30);
    const typeset = vi.fn(options.typesetting.typeset);
    const stateOf = async (count: number): Promise<unknown> => {
      const modules = Array.from({ length: count }, (_, at) => ({ number: at + 1, title, score: 1 }));
      const document = seriesCertificate({ modules });
      const bytes = new TextEncoder().encode(
        await signCredential(document, { sectionsRead: 1, questionsAnswered: 1, attempts: 1 }, key),
      );
      const contents = { attachments: [{ name: 'credential.json', bytes }], sharedNames: false };
      const { title: metadataTitle, keywords } = certificateMetadata(
        document,
        await options.typesetting.texts(document.language),
      );
      const report = await verifyFile(new TextEncoder().encode('%PDF-1.7'), {
        ...options,
        typesetting: { ...options.typesetting, typeset },
        readPdf: async () => ({ ...contents, title: metadataTitle, keywords: keywords.join(', ') }),
      });
      return report.outcome === 'checked' && [report.signature, report.page];
    };
    expect(await stateOf(40)).toEqual(['intact', 'untold']);
    await expect(typeset.mock.results[0]?.value).rejects.toMatchObject({ code: 'typesetting-failed' });
    await removeFolder(folder);
  });
});
