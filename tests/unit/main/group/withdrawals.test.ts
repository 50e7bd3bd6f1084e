import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countersign, checkCountersignature } from '../../../../src/main/services/credential/countersigning';
import { readOwnCredential } from '../../../../src/main/services/credential/credential-document';
import { signCredential } from '../../../../src/main/services/credential/credential-proof';
import { credentialDigest } from '../../../../src/main/services/credential/endorsement';
import { createSigningKey, type SigningKey } from '../../../../src/main/services/credential/signing-key';
import { createWithdrawals } from '../../../../src/main/services/group/withdrawals';
import { makeFolder, removeFolder } from '../../../support/remove-folder';
import { moduleCertificate } from '../certificate/certificate-samples';

const moment = {
  endorsementId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  name: 'Chan Thida',
  signedAt: '2026-12-01T02:00:00.000Z',
};
const folders: string[] = [];
let learner: SigningKey;
let facilitator: SigningKey;
let credential: string;
let id: string;
let endorsement: string;

async function newKey(): Promise<SigningKey> {
  const dataFolder = await makeFolder('withdrawals');
  folders.push(dataFolder);
  const revealSecret = async () => Promise.reject(new Error('no storage'));
  return createSigningKey({ dataFolder, host: { protectSecret: async () => null, revealSecret } });
}

beforeAll(async () => {
  [learner, facilitator] = await Promise.all([newKey(), newKey()]);
  credential = await signCredential(
    moduleCertificate(),
    { sectionsRead: 6, questionsAnswered: 12, attempts: 1 },
    learner,
  );
  id = readOwnCredential(JSON.parse(credential))?.id ?? '';
  const made = await countersign(credential, moment, facilitator);
  endorsement = made.outcome === 'signed' ? made.endorsement : '';
});

afterAll(() => Promise.all(folders.map(removeFolder)));

async function stateOf(text: string, of = { id, text: credential, signer: '' }) {
  const [signer = ''] = await learner.issuers();
  return (await checkCountersignature(text, { ...of, signer }, learner)).state;
}

describe('a countersignature', () => {
  it('holds for the certificate that it is about, and names who signed', async () => {
    const [signer = ''] = await learner.issuers();
    const checked = await checkCountersignature(endorsement, { id, text: credential, signer }, learner);
    expect(checked).toMatchObject({ state: 'holds', name: 'Chan Thida', isOwnKey: false });
    expect(await facilitator.issuers()).toEqual([`did:key:${checked.key}`]);
  });

  it.each<readonly [string, string, () => string]>([
    ['another name', 'changed', () => endorsement.replace('Chan Thida', 'Chan Thyda')],
    ['another time', 'changed', () => endorsement.replace('2026-12-01T02', '2026-12-01T03')],
    ['a name twice', 'another-form', () => endorsement.replace('{', '{"id":"x",')],
    ['something more', 'another-form', () => endorsement.replace('{', '{"more":1,')],
    ['its end cut', 'another-form', () => endorsement.slice(0, -1)],
  ])('with %s: %s', async (_, state, text) => {
    expect(await stateOf(text())).toBe(state);
  });

  it('is not of another certificate, nor of other bytes', async () => {
    expect(await stateOf(endorsement, { id: `${id}0`, text: credential, signer: '' })).toBe('another-certificate');
    expect(await stateOf(endorsement, { id, text: `${credential} `, signer: '' })).toBe('other-bytes');
  });

  it('is given neither to an own certificate nor to a changed one', async () => {
    expect(await countersign(credential, moment, learner)).toEqual({ outcome: 'refused', reason: 'own-key' });
    const changed = credential.replaceAll('Sok Dara', 'Sok Dora');
    expect(await countersign(changed, moment, facilitator)).toEqual({ outcome: 'refused', reason: 'changed' });
    expect(await countersign('{}', moment, facilitator)).toEqual({ outcome: 'refused', reason: 'not-ours' });
  });
});

describe('a withdrawal', () => {
  async function withdrawal() {
    const sent: { readonly suggestedName: string; readonly bytes: Uint8Array }[] = [];
    const withdrawals = createWithdrawals({
      credentials: {
        signingKey: async () => facilitator,
        namedInCountersignatures: async (text) => ({ id, digest: credentialDigest(text) }),
      },
      host: {
        deliverFile: async (file) => {
          sent.push(file);
          return { outcome: 'cancelled' };
        },
      },
    });
    await withdrawals.save([credential], 'Sok Dara', '2026-12-02T02:00:00.000Z');
    return { ...withdrawals, text: new TextDecoder().decode(sent[0]?.bytes), name: sent[0]?.suggestedName };
  }

  it('names the certificates and the key', async () => {
    const { check, text, name } = await withdrawal();
    const [issuer] = await facilitator.issuers();
    const verdict = check(text);
    if (verdict.outcome !== 'intact') throw new Error(verdict.outcome);
    expect(`did:key:${verdict.key}`).toBe(issuer);
    expect(verdict.certificates).toEqual([{ id, digest: credentialDigest(credential) }]);
    expect(name).toBe('Sok Dara withdrawal.json');
    // What is stored is checked again as it was.
    expect(check(verdict.text)).toEqual(verdict);
  });

  it.each<readonly [string, string, (text: string) => string]>([
    ['another digest', 'changed', (text) => text.replace(/sha384-./u, (start) => start.slice(0, -1) + '/')],
    ['another time', 'changed', (text) => text.replaceAll('2026-12-02T02', '2026-12-02T03')],
    ['a name twice', 'changed', (text) => text.replace('{', '{"version":1,')],
    ['something more', 'unreadable', (text) => text.replace('{', '{"more":1,')],
    ['its end cut', 'unreadable', (text) => text.slice(0, -5)],
  ])('with %s is %s', async (_, outcome, change) => {
    const { check, text } = await withdrawal();
    expect(check(change(text))).toEqual({ outcome });
  });
});
