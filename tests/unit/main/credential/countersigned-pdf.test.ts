import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CredentialReport } from '../../../../src/contract/credential';
import { countersign } from '../../../../src/main/services/credential/countersigning';
import { signCredential } from '../../../../src/main/services/credential/credential-proof';
import { createSigningKey, type SigningKey } from '../../../../src/main/services/credential/signing-key';
import { fileReaders, verifyFile } from '../../../../src/main/services/credential/verification';
import { handMadePdf } from '../../../support/hostile/hand-made-pdf';
import { pdfReaderParts } from '../../../support/hosts/pdf-reader-parts';
import { makeFolder, removeFolder } from '../../../support/remove-folder';
import { pageText, readPdf } from '../certificate/certificate-reading';
import { moduleCertificate, typesetting } from '../certificate/certificate-samples';

const press = typesetting();
const document = moduleCertificate();
const evidence = { sectionsRead: 6, questionsAnswered: 12, attempts: 1 };
const moment = {
  endorsementId: '018f3c1e-7b2a-7c3d-8e4f-0000000000e1',
  name: 'Chan Sophea',
  signedAt: '2026-12-01T02:00:00.000Z',
};
let folder: string;
/** Keys of the learner's computer, of the countersigner's, and of a third. */
let learner: SigningKey;
let countersigner: SigningKey;
let third: SigningKey;
let credential: string;
let endorsement: string;
let pdf: Uint8Array;

async function keyIn(name: string): Promise<SigningKey> {
  const dataFolder = join(folder, name);
  await mkdir(dataFolder);
  return createSigningKey({
    dataFolder,
    host: { protectSecret: async () => null, revealSecret: async () => Promise.reject(new Error('no storage')) },
  });
}

async function multibase(key: SigningKey): Promise<string> {
  return (await key.keyPair()).publicKeyMultibase;
}

async function endorsed(text: string, key: SigningKey): Promise<string> {
  const signed = await countersign(text, moment, key);
  if (signed.outcome !== 'signed') throw new Error(signed.reason);
  return signed.endorsement;
}

const check = (bytes: Uint8Array, signingKey = third): Promise<CredentialReport> =>
  verifyFile(bytes, { signingKey, typesetting: press, ...fileReaders(pdfReaderParts()) });

/** A PDF that carries both, as anybody can put them together. */
const carrying = (text: string, confirmation: string): Uint8Array =>
  handMadePdf({
    attachments: [
      { name: 'credential.json', bytes: Buffer.from(text) },
      { name: 'confirmation.jsonld', bytes: Buffer.from(confirmation) },
    ],
  });

beforeAll(async () => {
  folder = await makeFolder('countersigned');
  [learner, countersigner, third] = await Promise.all([keyIn('learner'), keyIn('countersigner'), keyIn('third')]);
  credential = await signCredential(document, evidence, learner);
  endorsement = await endorsed(credential, countersigner);
  pdf = await press.typeset(document, credential, {
    key: await multibase(countersigner),
    name: moment.name,
    text: endorsement,
  });
});

afterAll(() => removeFolder(folder));

describe('a countersigned certificate', () => {
  it('is PDF/A-3a with the credential and its countersignature attached, byte for byte', async () => {
    const file = await readPdf(pdf);
    const attached = (await file.getAttachments()) as Record<string, { content: Uint8Array }>;
    expect(
      Object.fromEntries(
        Object.entries(attached).map(([name, { content }]) => [name, Buffer.from(content).toString()]),
      ),
    ).toEqual({ 'credential.json': credential, 'confirmation.jsonld': endorsement });
    const xmp = (await file.getMetadata()).metadata.getRaw();
    expect(xmp).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(xmp).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    expect((await pageText(pdf)).replace(/\s+/gu, ' ')).toContain('its owner gives the name Chan Sophea.');
  });

  it('is told to be genuine and countersigned, with whose key, on any computer', async () => {
    const report = {
      outcome: 'checked',
      fileKind: 'pdf',
      signature: 'intact',
      page: 'genuine',
      countersignature: { state: 'holds', name: 'Chan Sophea', key: await multibase(countersigner), text: endorsement },
    };
    expect(await check(pdf)).toMatchObject({ ...report, maker: 'this-kind' });
    expect(await check(pdf, countersigner)).toMatchObject({ countersignature: { state: 'holds', isOwnKey: true } });
    expect(await check(pdf, learner)).toMatchObject({ maker: 'this-computer', countersignature: { isOwnKey: false } });
  });

  it('is no genuine page where its line gives another name than the countersignature', async () => {
    const renamed = await press.typeset(document, credential, {
      key: await multibase(countersigner),
      name: 'Ministry of Justice',
      text: endorsement,
    });
    expect(await check(renamed)).toMatchObject({ page: 'untold', countersignature: { name: 'Chan Sophea' } });
  });

  it('has none where nothing is attached', async () => {
    expect(await check(await press.typeset(document, credential))).toMatchObject({
      page: 'genuine',
      countersignature: null,
    });
  });
});

describe('an attached countersignature', () => {
  it.each<readonly [string, () => Promise<string> | string]>([
    ['changed', () => endorsement.replace('Chan Sophea', 'Chan Sophal')],
    ['another-form', () => '{"type":"EndorsementCredential"}'],
    ['another-form', () => endorsement.slice(0, -1)],
    ['another-form', () => endorsement.replace('{', '{"name":"x",')],
    [
      'another-certificate',
      async () => {
        const other = moduleCertificate({ certificateId: '3f2c1b9e-5a7d-4c1e-9b0f-6d2e8a417c99' });
        return endorsed(await signCredential(other, evidence, learner), countersigner);
      },
    ],
    [
      'other-bytes',
      async () => endorsed(await signCredential(document, { ...evidence, attempts: 2 }, learner), countersigner),
    ],
  ])('is told to be "%s"', async (state, confirmation) => {
    const text = await confirmation();
    expect(text).not.toBe(endorsement);
    expect(await check(carrying(credential, text))).toMatchObject({
      signature: 'intact',
      countersignature: { state },
    });
  });

  it('is not looked at where the credential was changed', async () => {
    const changed = credential.replace('Sok Dara', 'Sok Dana');
    expect(await check(carrying(changed, endorsement))).toMatchObject({ signature: 'changed', countersignature: null });
  });
});

describe('countersigning', () => {
  it.each<readonly [string, () => string, () => SigningKey]>([
    ['own-key', () => credential, () => learner],
    ['changed', () => credential.replace('Sok Dara', 'Sok Dana'), () => countersigner],
    ['not-ours', () => '{"type":["VerifiableCredential"]}', () => countersigner],
    ['not-ours', () => 'no JSON', () => countersigner],
  ])('is refused: %s', async (reason, text, key) => {
    expect(await countersign(text(), moment, key())).toEqual({ outcome: 'refused', reason });
  });
});
