import { type KeyPair, generate } from '@digitalcredentials/ed25519-multikey';
import { beforeAll, describe, expect, it } from 'vitest';
import { makePaperCode } from '../../../../src/main/services/credential/paper-code';
import { readPictureCodes } from '../../../../src/main/services/credential/picture-codes';
import { PICTURES, printedPage } from '../../../support/pictures/paper-pictures';
import { pdfReaderParts } from '../../../support/hosts/pdf-reader-parts';
import { moduleCertificate, typesetting } from '../certificate/certificate-samples';
import { signCredential } from '../../../../src/main/services/credential/credential-proof';

let pair: KeyPair;
let page: Awaited<ReturnType<typeof printedPage>>;
let code: string;

beforeAll(async () => {
  pair = await generate({ seed: new Uint8Array(32).fill(3) });
  pair.controller = `did:key:${pair.publicKeyMultibase}`;
  pair.id = `${pair.controller}#${pair.publicKeyMultibase}`;
  const document = moduleCertificate();
  const key = { keyPair: async () => pair } as Parameters<typeof signCredential>[2];
  const credential = await signCredential(document, { sectionsRead: 1, questionsAnswered: 1, attempts: 1 }, key);
  page = await printedPage(await typesetting().typeset(document, credential));
  code = await makePaperCode(document, pair);
});

describe('a page on paper', () => {
  it.each([
    'scanned at 300 dpi',
    'turned by 7 degrees',
    'turned by 33 degrees',
    'upside down',
    'dim',
    'blurred',
    'JPEG at 40 %',
  ])('is read: %s', async (way) => {
    const picture = PICTURES[way]?.(page) ?? Buffer.alloc(0);
    expect(await readPictureCodes(picture, 'picture', pdfReaderParts())).toEqual([code]);
  });

  it('that is cut short is told to be damaged', async () => {
    const picture = PICTURES['scanned at 300 dpi']?.(page) ?? Buffer.alloc(0);
    expect(await readPictureCodes(picture.subarray(0, 60), 'picture', pdfReaderParts())).toBe('damaged');
  });
});
