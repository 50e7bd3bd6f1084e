import { DataIntegrityProof } from '@digitalcredentials/data-integrity';
import { generate } from '@digitalcredentials/ed25519-multikey';
import { cryptosuite } from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';
import { issue } from '@digitalcredentials/vc';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CredentialReport } from '../../../../src/contract/credential';
import { createDocumentLoader } from '../../../../src/main/services/credential/contexts';
import { didKey, didKeyMethod } from '../../../../src/main/services/credential/did-key';
import { fileReaders, verifyFile } from '../../../../src/main/services/credential/verification';
import { typesetting } from '../certificate/certificate-samples';
import { pdfReaderParts } from '../../../support/hosts/pdf-reader-parts';
import { objectsIn } from './objects-in';

type Json = Record<string, unknown>;

const CANARY = 'summa-cum-laude';
const NAMES = ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'];
const options = {
  signingKey: { issuers: async () => [] },
  typesetting: typesetting(),
  ...fileReaders(pdfReaderParts()),
};
const check = (credential: unknown): Promise<CredentialReport> =>
  verifyFile(new TextEncoder().encode(JSON.stringify(credential)), options);
let signed: Json;

/** A credential of another maker, with what an own one never has: parts without names, a fraction, a list in order. */
function subject(): Json {
  return {
    type: ['AchievementSubject'],
    achievement: {
      id: 'urn:example:achievement',
      type: ['Achievement'],
      name: 'Interviewing',
      description: 'Two days',
      criteria: { narrative: 'Attendance' },
      creditsAvailable: 0.3,
      resultDescription: [
        {
          id: 'urn:example:grade',
          type: ['ResultDescription'],
          name: 'Grade',
          resultType: 'LetterGrade',
          allowedValue: ['B', 'A'],
        },
      ],
    },
    result: [{ type: ['Result'], resultDescription: 'urn:example:grade', value: 'A' }],
  };
}

async function sign(credentialSubject: Json, more: Json = {}): Promise<Json> {
  const pair = await generate({ seed: new Uint8Array(32).fill(7) });
  pair.controller = didKey(pair.publicKeyMultibase);
  pair.id = didKeyMethod(pair.publicKeyMultibase);
  const credential = {
    '@context': NAMES,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    id: 'urn:example:1',
    name: 'Interviewing',
    issuer: { id: pair.controller, type: ['Profile'], name: 'A school' },
    validFrom: '2026-11-25T03:00:00Z',
    credentialSubject,
    ...more,
  };
  const suite = new DataIntegrityProof({ signer: pair.signer(), date: '2026-11-25T03:00:00Z', cryptosuite });
  return JSON.parse(JSON.stringify(await issue({ credential, suite, documentLoader: createDocumentLoader() }))) as Json;
}

beforeAll(async () => {
  signed = await sign(subject());
});

describe('a credential of another maker', () => {
  it('is intact, in no form of this app, with every field under its path', async () => {
    const report = await check(signed);
    expect(report).toMatchObject({
      outcome: 'checked',
      signature: 'intact',
      signerIsIssuer: true,
      maker: 'other',
      ownForm: false,
    });
    expect(report.outcome === 'checked' && report.fields.map(({ name, value }) => `${name} = ${value}`)).toEqual(
      expect.arrayContaining([
        'name = Interviewing',
        'credentialSubject.achievement.creditsAvailable = 0.3',
        'credentialSubject.achievement.resultDescription[1].allowedValue[2] = A',
        'credentialSubject.result[1].value = A',
      ]),
    );
  });

  it('shows what is signed about the signature, and not the signature', async () => {
    const report = await check(signed);
    expect(report.outcome === 'checked' && report.proofFields.map(({ name, value }) => `${name} = ${value}`)).toEqual([
      'type = DataIntegrityProof',
      'created = 2026-11-25T03:00:00Z',
      expect.stringMatching(/^verificationMethod = did:key:z6Mk/u),
      'cryptosuite = eddsa-rdfc-2022',
      'proofPurpose = assertionMethod',
    ]);
    const later = { ...signed, proof: { ...(signed['proof'] as Json), created: '2026-11-26T03:00:00Z' } };
    expect(await check(later)).toMatchObject({
      signature: 'changed',
      proofFields: [],
      period: { from: [], until: [] },
      namesStatus: false,
    });
  });

  it('gives the times that it states for itself, and whether it names a list of withdrawn ones', async () => {
    expect(await check(signed)).toMatchObject({
      period: { from: ['2026-11-25T03:00:00Z'], until: [] },
      namesStatus: false,
    });
    const ending = await sign(subject(), {
      validUntil: '2027-11-25T03:00:00Z',
      credentialStatus: {
        id: 'https://school.example/status/3#94',
        type: 'BitstringStatusListEntry',
        statusPurpose: 'revocation',
        statusListIndex: '94',
        statusListCredential: 'https://school.example/status/3',
      },
    });
    expect(await check(ending)).toMatchObject({
      signature: 'intact',
      period: { from: ['2026-11-25T03:00:00Z'], until: ['2027-11-25T03:00:00Z'] },
      namesStatus: true,
    });
  });

  it('of three hundred results shows them all', async () => {
    const result = Array.from({ length: 300 }, (_, index) => ({ type: ['Result'], value: `grade ${index}` }));
    const report = await check(await sign({ ...subject(), result }));
    expect(
      report.outcome === 'checked' &&
        report.signature === 'intact' &&
        report.fields.filter(({ value }) => value.startsWith('grade ')),
    ).toHaveLength(300);
  });

  it('shows no more of a fraction than was signed', async () => {
    const changed = structuredClone(signed) as { credentialSubject: { achievement: Json } };
    changed.credentialSubject.achievement['creditsAvailable'] = 0.30000000000000004;
    const report = await check(changed);
    expect(report).toMatchObject({ signature: 'intact' });
    expect(
      report.outcome === 'checked' && report.fields.find(({ name }) => name.endsWith('creditsAvailable'))?.value,
    ).toBe('0.3');
  });

  it('shows the language of a text, which is signed', async () => {
    const report = await check(await sign({ ...subject(), name: { '@value': 'ខ្មែរ', '@language': 'km' } }));
    expect(
      report.outcome === 'checked' &&
        report.signature === 'intact' &&
        report.fields.find(({ name }) => name.endsWith('@language'))?.value,
    ).toBe('km');
  });

  it('is what a PDF reader shows where its beginning makes it one', async () => {
    expect(await check({ ...signed, name: '%PDF-1.7' })).toMatchObject({
      outcome: 'unreadable',
      problem: 'damaged-pdf',
    });
  });

  it('names its issuer in several spellings, of which none makes the signer another', async () => {
    const issuer = signed['issuer'] as Json;
    const { id, ...others } = issuer;
    for (const spelt of [{ '@id': id, ...others }, [issuer], [{ '@id': id, ...others }]]) {
      expect(await check({ ...signed, issuer: spelt })).toMatchObject({ signature: 'intact', signerIsIssuer: true });
    }
    expect(await check({ ...signed, issuer: [issuer, issuer] })).toMatchObject({ signerIsIssuer: false });
  });

  it('with a name twice is damaged, since another reader could take the other value', async () => {
    const text = JSON.stringify(signed);
    const once = text
      .replace('"validFrom"', '"valid\\u0046rom"')
      .replace('"name":"A school"', '"name": "A \\u0073chool"');
    expect(await verifyFile(new TextEncoder().encode(once), options)).toMatchObject({ signature: 'intact' });
    for (const twice of [
      text.replace('"name":"A school"', '"name":"Another","name":"A school"'),
      text.replace('"value":"A"', '"value":"A:\\":","val\\u0075e":"A"'),
    ]) {
      expect(twice).not.toBe(text);
      expect(await verifyFile(new TextEncoder().encode(twice), options)).toEqual({
        outcome: 'unreadable',
        problem: 'broken-json',
      });
    }
  });

  it.each<[string, (proof: Json) => unknown, string]>([
    ['a set of proofs', (proof) => [proof, proof], 'unknown-proof'],
    ['a set of one', (proof) => [proof], 'unknown-proof'],
    ['no object for a proof', () => 'proof', 'unknown-proof'],
    ['a chain', (proof) => ({ ...proof, previousProof: 'urn:example:before' }), 'changed'],
    ['another suite', (proof) => ({ ...proof, cryptosuite: 'eddsa-jcs-2022' }), 'unknown-proof'],
    ['another type', (proof) => ({ ...proof, type: 'Ed25519Signature2020' }), 'unknown-proof'],
    ['two purposes', (proof) => ({ ...proof, proofPurpose: ['assertionMethod', 'authentication'] }), 'unknown-proof'],
    [
      'a key of another curve',
      (proof) => ({
        ...proof,
        verificationMethod:
          'did:key:zDnaegE6RR3atJtHKwTRTWHsJ3kNHqFwv7n9YjTgmU7TyfU76#zDnaegE6RR3atJtHKwTRTWHsJ3kNHqFwv7n9YjTgmU7TyfU76',
      }),
      'unknown-key',
    ],
    [
      'a key without its part',
      (proof) => ({ ...proof, verificationMethod: String(proof['verificationMethod']).split('#')[0] }),
      'unknown-key',
    ],
    [
      'a key written out',
      (proof) => ({ ...proof, verificationMethod: { id: proof['verificationMethod'] } }),
      'unknown-key',
    ],
    ['an end that was added', (proof) => ({ ...proof, expires: '2020-01-01T00:00:00Z' }), 'changed'],
    ['the same time in another zone', (proof) => ({ ...proof, created: '2026-11-25T10:00:00+07:00' }), 'changed'],
    [
      'a signature of another alphabet',
      (proof) => ({ ...proof, proofValue: `m${String(proof['proofValue']).slice(1)}` }),
      'changed',
    ],
    ['a signature that is no text', (proof) => ({ ...proof, proofValue: { toString: 1, valueOf: 1 } }), 'changed'],
    // Took 56 s once.
    ['an endless signature', (proof) => ({ ...proof, proofValue: `z${'2'.repeat(100_000)}` }), 'changed'],
  ])('with %s is never intact, and told so at once', async (_, alter, signature) => {
    const began = process.cpuUsage();
    expect(await check({ ...signed, proof: alter(signed['proof'] as Json) })).toMatchObject({
      outcome: 'checked',
      signature,
      signerIsIssuer: null,
    });
    expect(process.cpuUsage(began).user).toBeLessThan(5_000_000);
  });

  it('that names hundreds of vocabularies is too heavy, and told so at once', async () => {
    const began = process.cpuUsage();
    expect(await check({ ...signed, '@context': Array.from({ length: 300 }, (_, index) => NAMES[index % 2]) })).toEqual(
      { outcome: 'unreadable', problem: 'heavy-credential' },
    );
    expect(
      await check({ ...signed, evidence: Array.from({ length: 30 }, () => ({ '@context': NAMES, narrative: 'x' })) }),
    ).toEqual({ outcome: 'unreadable', problem: 'heavy-credential' });
    expect(process.cpuUsage(began).user).toBeLessThan(500_000);
  });
});

describe('what somebody writes into a signed credential of another maker', () => {
  const wrong: readonly (readonly [string, (canary: string) => unknown])[] = [
    ['id', (canary) => `_:${canary}`],
    ['@id', (canary) => `_:${canary}`],
    [`_:${CANARY}`, (canary) => canary],
    ['@language', (canary) => canary.slice(0, 5)],
    ['@included', (canary) => [{ id: `urn:${canary}` }]],
    ['@graph', (canary) => [{ id: `urn:${canary}` }]],
    ['@reverse', (canary) => ({ name: { id: `_:${canary}` } })],
    ['evidence', (canary) => ({ '@value': null, '@type': `urn:${canary}` })],
    ['description', (canary) => ({ '@value': null, '@language': canary })],
    ['image', (canary) => ({ '@language': canary })],
    ['endorsement', (canary) => ({ '@set': [{ '@value': null, '@type': `urn:${canary}` }] })],
    ['proof', (canary) => ({ id: `urn:${canary}` })],
    ['type', (canary) => [`_:${canary}`]],
    ['@type', (canary) => `urn:${canary}`],
    ['name', (canary) => ({ '@value': 'Interviewing', '@index': canary })],
    ['name', (canary) => ['Interviewing', { '@value': null, '@language': canary }]],
    ['name', (canary) => ({ '@value': 'Interviewing', '@language': `en> "${canary}` })],
    ['name', (canary) => ({ '@value': 'Interviewing', '@type': `urn:x> .\n<urn:${canary}` })],
    ['id', (canary) => `urn:x> <urn:p> <urn:o> .\n<urn:${canary}`],
  ];

  it('breaks the seal, or isn’t shown among the signed fields: every trick in every place', async () => {
    const places = objectsIn(signed).length;
    for (const [key, make] of wrong) {
      for (let place = 0; place < places; place += 1) {
        const credential = structuredClone(signed);
        const target = objectsIn(credential)[place] ?? {};
        target[key] = make(CANARY);
        const report = await check(credential);
        if (report.outcome === 'checked' && report.signature === 'intact')
          expect(JSON.stringify(report.fields), `${key} in place ${place}`).not.toContain('summa');
      }
    }
  });

  it('never shows another value as signed, whatever is replaced by whatever', async () => {
    const before = await check(signed);
    const known = new Set(before.outcome === 'checked' ? before.fields.map(({ value }) => value) : []);
    const leaf = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        true,
        -0,
        1,
        0.30000000000000004,
        '',
        'A',
        '_:a',
        'urn:a',
        '3.0E-1',
        '@id',
        'Achievement',
        'did:key:z',
      ),
      fc.string({ maxLength: 4 }),
    );
    const key = fc.constantFrom(
      'id',
      'type',
      '@id',
      '@type',
      '@value',
      '@language',
      '@index',
      '@set',
      '@list',
      '@nest',
      '@graph',
      '@included',
      '@reverse',
      '@none',
      'name',
      'value',
      'proof',
      '_:p',
      'urn:p',
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 3 }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(fc.nat(1_000), key, value, fc.boolean(), async (place, name, written, beside) => {
        const credential = structuredClone(signed);
        const all = objectsIn(credential);
        const target = all[place % all.length] ?? {};
        const at = beside ? name : (Object.keys(target)[place % Math.max(1, Object.keys(target).length)] ?? name);
        target[at] = beside || !(at in target) ? written : [target[at], written];
        const report = await check(credential);
        if (report.outcome !== 'checked' || report.signature !== 'intact') return;
        // The same number in another spelling is the same signed value.
        expect(report.fields.filter(({ value: shown }) => !known.has(shown) && shown !== '3.0E-1')).toEqual([]);
      }),
      { numRuns: 120, seed: 20261125 },
    );
  });
});
