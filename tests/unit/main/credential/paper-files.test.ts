import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CredentialReport } from '../../../../src/contract/credential';
import { signCredential } from '../../../../src/main/services/credential/credential-proof';
import { createSigningKey, type SigningKey } from '../../../../src/main/services/credential/signing-key';
import { fileReaders, verifyFile } from '../../../../src/main/services/credential/verification';
import { pdfReaderParts } from '../../../support/hosts/pdf-reader-parts';
import { PICTURES, printedPage } from '../../../support/pictures/paper-pictures';
import { pdfOfPictures } from '../../../support/pictures/scanned-pdf';
import { makeFolder, removeFolder } from '../../../support/remove-folder';
import { moduleCertificate, typesetting } from '../certificate/certificate-samples';

const press = typesetting();
const evidence = { sectionsRead: 6, questionsAnswered: 12, attempts: 1 };
const noProtection = { protectSecret: async () => null, revealSecret: async (secret: Uint8Array) => secret };
const anotherComputer = { issuers: () => Promise.resolve([]) };
let folder: string;
let key: SigningKey;
/** Two certificates on paper, and a sheet without anything. */
let page: Canvas;
let other: Canvas;
const blank = createCanvas(400, 300);

beforeAll(async () => {
  folder = await makeFolder('paper');
  key = createSigningKey({ dataFolder: folder, host: noProtection });
  const printed = async (document = moduleCertificate()): Promise<Canvas> =>
    printedPage(await press.typeset(document, await signCredential(document, evidence, key)));
  page = await printed();
  other = await printed(moduleCertificate({ certificateId: '3f2c1b9e-5a7d-4c1e-9b0f-6d2e8a417c99' }));
  blank.getContext('2d').fillStyle = 'white';
  blank.getContext('2d').fillRect(0, 0, 400, 300);
});

afterAll(() => removeFolder(folder));

const check = (bytes: Uint8Array, signingKey: Pick<SigningKey, 'issuers'> = key): Promise<CredentialReport> =>
  verifyFile(bytes, { signingKey, typesetting: press, ...fileReaders(pdfReaderParts()) });
const jpeg = (canvas: Canvas): Buffer => canvas.toBuffer('image/jpeg', 85);

/** The certificate's own facts, from its code alone. */
const intact = { outcome: 'paper', signature: 'intact', maker: 'this-computer' };

describe('a page on paper, as a file', () => {
  it.each(['scanned at 300 dpi', 'copied at 150 dpi', 'turned by 7 degrees'])(
    'is checked by its code: a picture, %s',
    async (way) => {
      const report = await check(PICTURES[way]?.(page) ?? Buffer.alloc(0));
      expect(report).toMatchObject(intact);
      const values = report.outcome === 'paper' ? report.fields.flatMap((field) => Object.values(field)) : [];
      expect(JSON.stringify(values)).toContain('Sok Dara');
      expect(JSON.stringify(values)).toContain(moduleCertificate().certificateId);
    },
  );

  it('is checked by its code: a scan, which is a PDF of a picture, also behind an empty sheet', async () => {
    expect(await check(pdfOfPictures([jpeg(page)]))).toMatchObject(intact);
    expect(await check(pdfOfPictures([jpeg(blank), jpeg(page)]))).toMatchObject(intact);
  });

  it('is told to be from an app of this kind by another computer', async () => {
    expect(await check(PICTURES['scanned at 300 dpi']?.(page) ?? Buffer.alloc(0), anotherComputer)).toMatchObject({
      ...intact,
      maker: 'this-kind',
    });
  });

  it('is told to have no code, or to leave open which of two counts', async () => {
    expect(await check(blank.toBuffer('image/png'))).toEqual({ outcome: 'unreadable', problem: 'no-code' });
    expect(await check(pdfOfPictures([jpeg(page), jpeg(other)]))).toEqual({
      outcome: 'unreadable',
      problem: 'several-codes',
    });
  });

  it('is told to be damaged where the picture ends in its middle', async () => {
    const picture = PICTURES['scanned at 300 dpi']?.(page) ?? Buffer.alloc(0);
    expect(await check(picture.subarray(0, 60))).toEqual({ outcome: 'unreadable', problem: 'damaged-picture' });
  });
});
