import { createPublicKey, verify } from 'node:crypto';
import { generate, type KeyPair } from '@digitalcredentials/ed25519-multikey';
import { decode, encode } from 'cborg';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromBase45, toBase45 } from '../../../../src/domain/text/base45';
import { didKey } from '../../../../src/main/services/credential/did-key';
import { makePaperCode, readPaperCode } from '../../../../src/main/services/credential/paper-code';
import { moduleCertificate } from '../certificate/certificate-samples';

const document = moduleCertificate({ title: 'Diversion and non-custodial measures' });
let pair: KeyPair;
let code: string;
let bytes: Uint8Array;

beforeAll(async () => {
  pair = await generate({ seed: new Uint8Array(32).fill(3) });
  code = await makePaperCode(document, pair);
  bytes = fromBase45(code.slice(5)) ?? new Uint8Array();
});

describe('the code of a page', () => {
  it('says what the page says, and whose key signed it', async () => {
    expect(await readPaperCode(code)).toEqual({
      signature: 'intact',
      signer: didKey(pair.publicKeyMultibase),
      facts: {
        certificateId: document.certificateId,
        revision: document.revision,
        kind: document.kind,
        completedOn: document.completedOn,
        latinName: { text: document.learner.latinName, isCut: false },
        khmerName: { text: document.learner.khmerName, isCut: false },
        title: { text: document.title, isCut: false },
      },
    });
  });

  it('is a COSE_Sign1 that Node checks', () => {
    expect(bytes[0]).toBe(0xd2);
    const [header, , facts, signature] = decode(bytes.subarray(1), { useMaps: true }) as Uint8Array[];
    const key = (decode(header ?? new Uint8Array(), { useMaps: true }) as Map<number, Uint8Array>).get(4);
    const x = Buffer.from(key ?? []).toString('base64url');
    const signed = encode(['Signature1', header, new Uint8Array(), facts]);
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    expect(verify(null, signed, publicKey, signature ?? new Uint8Array())).toBe(true);
  });

  it('is refused with any byte changed, cut or added', async () => {
    const changed = Array.from(bytes, (byte, at) => bytes.with(at, byte ^ 1));
    const all = [...changed, bytes.subarray(0, -1), Uint8Array.of(...bytes, 0)];
    const verdicts = await Promise.all(all.map((each) => readPaperCode(`CJS1:${toBase45(each)}`)));
    expect(verdicts.filter((verdict) => verdict?.signature !== 'changed')).toEqual([]);
    expect(verdicts.length).toBeGreaterThan(100);
  });

  it('has room for the longest names, whose beginnings it has', async () => {
    const long = 'ស្រី'.repeat(60);
    const cut = await makePaperCode(moduleCertificate({ learner: { latinName: 'Sok Dara', khmerName: long } }), pair);
    const read = await readPaperCode(cut);
    if (read?.signature !== 'intact') throw new Error('not intact');
    expect(read.facts.latinName).toEqual({ text: 'Sok Dara', isCut: false });
    expect(read.facts.khmerName.isCut).toBe(true);
    expect(long.startsWith(read.facts.khmerName.text)).toBe(true);
  });

  it.each(['', 'https://example.org/', 'CJS2:AAAA'])('of another program is none: %j', async (text) => {
    expect(await readPaperCode(text)).toBeNull();
  });
});
