import { DataIntegrityProof } from '@digitalcredentials/data-integrity';
import { cryptosuite } from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';
import { issue } from '@digitalcredentials/vc';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CredentialReport } from '../../../../src/contract/credential';
import { shortCode } from '../../../../src/main/services/certificate/credential-code';
import { createDocumentLoader } from '../../../../src/main/services/credential/contexts';
import { credentialOf } from '../../../../src/main/services/credential/credential-document';
import { signCredential } from '../../../../src/main/services/credential/credential-proof';
import { createSigningKey, type SigningKey } from '../../../../src/main/services/credential/signing-key';
import { fileReaders, verifyFile } from '../../../../src/main/services/credential/verification';
import { pdfReaderParts } from '../../../support/hosts/pdf-reader-parts';
import { makeFolder, removeFolder } from '../../../support/remove-folder';
import { sequenceCertificate, typesetting } from '../certificate/certificate-samples';
import { objectsIn } from './objects-in';

type Json = Record<string, unknown>;
interface Written extends Json {
  '@context': string[];
  type: string[];
  issuer: Json;
  credentialSubject: Json & { identifier: Json[]; achievement: Json & { resultDescription: Json[] }; result: Json[] };
  evidence: Json[];
  proof: Json;
}

const CANARY = 'summa cum laude';
const press = typesetting();
let folder: string;
let key: SigningKey;
let text: string;
let before: CredentialReport;

beforeAll(async () => {
  folder = await makeFolder('rewritten');
  key = createSigningKey({
    dataFolder: folder,
    host: { protectSecret: async () => null, revealSecret: async (secret: Uint8Array) => secret },
  });
  text = await signCredential(
    sequenceCertificate({
      revision: 2,
      learner: { latinName: 'Sok Dara', khmerName: 'សុខ ដារ៉ា' },
      supersedes: { revision: 1, issuedAt: '2026-11-20T08:00:00.000Z', reason: 'Misspelt' },
    }),
    { sectionsRead: 6, questionsAnswered: 12, attempts: 1 },
    key,
  );
  before = await check(text);
});

afterAll(() => removeFolder(folder));

const check = (written: string): Promise<CredentialReport> =>
  verifyFile(new TextEncoder().encode(written), {
    signingKey: key,
    typesetting: press,
    ...fileReaders(pdfReaderParts()),
  });
/** What is told of a file whose signature holds, and which isn't as this app writes it. */
const FOREIGN = { signature: 'intact', ownForm: false, maker: 'other', credential: '', countersignature: null };
const parsed = (): Written => JSON.parse(text) as Written;

/** A report whose options of the proof stand in one order: they are told in the file's. */
function inOneOrder(report: CredentialReport): CredentialReport {
  if (report.outcome !== 'checked') return report;
  const proofFields = report.proofFields.toSorted((one, other) => one.name.localeCompare(other.name));
  return { ...report, proofFields };
}

/** The same value with every object's names in another order. */
function shuffled(value: unknown, order: () => number): unknown {
  const inOrder = <Item>(items: Item[]): Item[] =>
    items
      .map((item) => ({ item, rank: order() }))
      .sort((one, other) => one.rank - other.rank)
      .map(({ item }) => item);
  if (Array.isArray(value)) return value.map((item: unknown) => shuffled(item, order));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(inOrder(Object.entries(value)).map(([name, part]) => [name, shuffled(part, order)]));
}

describe('an own credential that somebody wrote anew, with nothing signed changed', () => {
  const rewritings: readonly (readonly [string, (written: Written) => unknown])[] = [
    ['types in another order', (written) => written.type.reverse()],
    ['vocabularies in another order', (written) => written['@context'].reverse()],
    ['results in another order', ({ credentialSubject }) => credentialSubject.result.reverse()],
    ['their descriptions', ({ credentialSubject }) => credentialSubject.achievement.resultDescription.reverse()],
    ['names in another order', ({ credentialSubject }) => credentialSubject.identifier.reverse()],
    ['evidence in another order', ({ evidence }) => evidence.reverse()],
    ['one type for a list of one', ({ issuer }) => Object.assign(issuer, { type: 'Profile' })],
    ['a list of one', (written) => Object.assign(written, { credentialSubject: [written.credentialSubject] })],
    ['a set', (written) => Object.assign(written, { evidence: { '@set': written.evidence } })],
    ['a written-out value', (written) => Object.assign(written, { name: { '@value': written['name'] } })],
    ['a value twice', (written) => Object.assign(written, { name: [written['name'], written['name']] })],
    ['an empty field', ({ credentialSubject }) => Object.assign(credentialSubject, { source: null })],
    ['a name within the file', ({ credentialSubject }) => Object.assign(credentialSubject, { id: '_:x' })],
    ['vocabularies repeated', (written) => Object.assign(written.issuer, { '@context': written['@context'] })],
    ['an empty list', (written) => Object.assign(written, { termsOfUse: [] })],
    [
      'a truth value as a text',
      (written) => Object.assign(written.credentialSubject.identifier[0] ?? {}, { hashed: 'false' }),
    ],
    ['a name within the file, of the proof', ({ proof }) => Object.assign(proof, { id: '_:x' })],
    ['an empty field of the proof', ({ proof }) => Object.assign(proof, { domain: null })],
    ['a list of one in the proof', ({ proof }) => Object.assign(proof, { created: [proof['created']] })],
    ['an index of the proof', ({ proof }) => Object.assign(proof, { '@index': CANARY })],
    [
      'a value with an index',
      (written) => Object.assign(written, { name: { '@value': written['name'], '@index': CANARY } }),
    ],
  ];

  it.each(rewritings)('is told as a foreign one, whose signature holds: %s', async (_, rewrite) => {
    const written = parsed();
    rewrite(written);
    expect(JSON.stringify(written)).not.toBe(text);
    expect(await check(JSON.stringify(written))).toMatchObject(FOREIGN);
    expect(before).toMatchObject({ signature: 'intact', maker: 'this-computer', shortCode: shortCode(text) });
  });

  it('is told as it was made, whatever the order of names and the space between them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat(1_000)), async (ranks) => {
        const order = (): number => Number(ranks.next().value);
        expect(inOneOrder(await check(JSON.stringify(shuffled(parsed(), order), null, 1)))).toEqual(inOneOrder(before));
      }),
      { numRuns: 25 },
    );
  });

  it('is told as a foreign one with an index anywhere', async () => {
    const places = objectsIn(parsed()).length;
    for (let place = 0; place < places; place += 1) {
      const written = parsed();
      Object.assign(objectsIn(written)[place] ?? {}, { '@index': CANARY });
      expect(await check(JSON.stringify(written)), `place ${place}`).toMatchObject(FOREIGN);
    }
  });

  it('is what PDF readers show where it is a PDF as well', async () => {
    const written = JSON.stringify({ '@index': '%PDF-1.4 ', ...parsed() });
    expect(await check(written)).toMatchObject({
      outcome: 'unreadable',
      problem: expect.stringMatching(/pdf|attachment/u),
    });
    expect(await check(JSON.stringify({ '@index': `${' '.repeat(1_024)}%PDF-1.4 `, ...parsed() }))).toMatchObject(
      FOREIGN,
    );
  });

  it('that ends with its signature ends however that is spelt, also in a proof of this app’s other fields', async () => {
    const pair = await key.keyPair();
    const suite = new DataIntegrityProof({ signer: pair.signer(), date: '2026-11-20T08:00:00Z', cryptosuite });
    const own = sequenceCertificate({});
    const expires = '2020-01-01T00:00:00Z';
    Object.assign(suite, { proof: { type: 'DataIntegrityProof', cryptosuite: cryptosuite.name, expires } });
    const issued = await issue({
      credential: credentialOf(own, { sectionsRead: 6, questionsAnswered: 12, attempts: 1 }, pair.controller),
      suite,
      documentLoader: createDocumentLoader(),
    });
    const { expires: _, '@context': _context, ...proof } = (issued as Json)['proof'] as Json;
    for (const end of [{ expires }, { '@nest': { expires } }, { expires: [expires] }]) {
      const report = await check(JSON.stringify({ ...issued, proof: { ...proof, ...end } }));
      expect(report).toMatchObject({ signature: 'intact', ownForm: false, period: { until: [expires] } });
      expect(report.outcome === 'checked' && report.proofFields.map(({ value }) => value)).toContain(expires);
    }
  });

  it('is not intact where a signed value is another, in any order', async () => {
    const written = parsed();
    written.evidence.reverse();
    written.credentialSubject.result.reverse();
    Object.assign(written.credentialSubject.result[0] ?? {}, { value: '1' });
    expect(await check(JSON.stringify(written))).toMatchObject({ signature: 'changed', maker: null });
  });

  it('leaves the page of its PDF open, since the file is not the printed one', async () => {
    const written = parsed();
    written.evidence.reverse();
    const own = sequenceCertificate({
      revision: 2,
      learner: { latinName: 'Sok Dara', khmerName: 'សុខ ដារ៉ា' },
      supersedes: { revision: 1, issuedAt: '2026-11-20T08:00:00.000Z', reason: 'Misspelt' },
    });
    const checked = async (attached: string): Promise<CredentialReport> =>
      verifyFile(await press.typeset(own, attached), {
        signingKey: key,
        typesetting: press,
        ...fileReaders(pdfReaderParts()),
      });
    expect(await checked(text)).toMatchObject({ maker: 'this-computer', page: 'genuine' });
    expect(await checked(JSON.stringify(written))).toMatchObject({ maker: 'other', page: 'untold' });
  });
});
