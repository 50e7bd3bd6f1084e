import { cryptosuite } from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';
import { describe, expect, it } from 'vitest';
import { createDocumentLoader } from '../../../../src/main/services/credential/contexts';
import { NO_VALIDITY, signedValidity } from '../../../../src/main/services/credential/signed-validity';

type Json = Record<string, unknown>;

const VOCABULARY = 'https://www.w3.org/2018/credentials#';
const documentLoader = createDocumentLoader();
const credential = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  id: 'urn:example:1',
  type: ['VerifiableCredential'],
  issuer: 'did:example:school',
  credentialSubject: { id: 'urn:example:learner' },
};
const proof = { type: 'DataIntegrityProof', proofPurpose: 'assertionMethod', proofValue: 'z1' };
const validUntil = '2021-11-26T03:00:00Z';
const credentialStatus = { id: 'https://school.example/status/3#94', type: 'BitstringStatusListEntry' };
const validityOf = (more: Json) => signedValidity({ ...credential, ...more }, documentLoader);
const signedForm = (more: Json) => cryptosuite.canonize({ ...credential, ...more }, { documentLoader });

describe('when a credential holds by what was signed', () => {
  it('has neither times nor a list of withdrawn ones where it states none', async () => {
    expect(await validityOf({ proof })).toEqual(NO_VALIDITY);
    expect(await validityOf({ validFrom: null, proof: 'none' })).toEqual(NO_VALIDITY);
  });

  it.each<[string, Json]>([
    ['as usual', { validUntil, credentialStatus }],
    ['within `@nest`', { '@nest': { validUntil, credentialStatus } }],
    [
      'by whole addresses',
      {
        [`${VOCABULARY}validUntil`]: { '@type': 'http://www.w3.org/2001/XMLSchema#dateTime', '@value': validUntil },
        [`${VOCABULARY}credentialStatus`]: credentialStatus,
      },
    ],
  ])('is found however it is spelt (%s), since the signature holds for each spelling', async (_, spelling) => {
    expect(await signedForm(spelling)).toBe(await signedForm({ validUntil, credentialStatus }));
    expect(await validityOf(spelling)).toEqual({ period: { from: [], until: [validUntil] }, namesStatus: true });
  });

  it.each<[string, Json]>([
    ['as usual', { expires: validUntil }],
    ['within `@nest`', { '@nest': { expires: validUntil } }],
  ])('ends with its signature, however that is spelt (%s)', async (_, option) => {
    expect((await validityOf({ proof: { ...proof, ...option } })).period.until).toEqual([validUntil]);
  });

  it('takes the times of the data model 1.1 too, and leaves out nothing that is no time', async () => {
    const older = { [`${VOCABULARY}issuanceDate`]: 'a', [`${VOCABULARY}expirationDate`]: ['b', 'two "words"'] };
    expect((await validityOf({ ...older, validUntil: [3, { '@id': 'urn:c' }] })).period).toEqual({
      from: ['a'],
      until: ['b', String.raw`two \"words\"`, '3', '<urn:c>'],
    });
  });

  it('leaves a part’s own times to the part', async () => {
    const part = { id: 'urn:example:part', [`${VOCABULARY}validUntil`]: '2020-01-01T00:00:00Z' };
    expect(await validityOf({ credentialSubject: part })).toEqual(NO_VALIDITY);
  });
});
