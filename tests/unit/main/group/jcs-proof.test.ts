import { createHash, createPublicKey, verify } from 'node:crypto';
import { generate } from '@digitalcredentials/ed25519-multikey';
import { decode } from 'base58-universal';
import { beforeAll, describe, expect, it } from 'vitest';
import { didKey, didKeyMethod } from '../../../../src/main/services/credential/did-key';
import { type JcsProof, jcsProof, jcsSigner } from '../../../../src/main/services/group/jcs-proof';

const created = '2026-12-01T02:00:00.000Z';
const document = { name: 'សុខ ដារ៉ា', days: [2, 1], b: { z: null, a: true } };
let key: string;
let proof: JcsProof;
let otherKey: string;

async function pairOf(byte: number) {
  const pair = await generate({ seed: new Uint8Array(32).fill(byte) });
  pair.controller = didKey(pair.publicKeyMultibase);
  pair.id = didKeyMethod(pair.publicKeyMultibase);
  return pair;
}

beforeAll(async () => {
  const pair = await pairOf(7);
  key = pair.publicKeyMultibase;
  otherKey = (await pairOf(8)).publicKeyMultibase;
  proof = await jcsProof(document, created, pair.signer());
});

describe('a proof by eddsa-jcs-2022', () => {
  it('is one that Node checks over the two digests, written by hand in their canonical form', () => {
    const options = `{"created":"${created}","cryptosuite":"eddsa-jcs-2022","proofPurpose":"assertionMethod","type":"DataIntegrityProof","verificationMethod":"did:key:${key}#${key}"}`;
    const content = '{"b":{"a":true,"z":null},"days":[2,1],"name":"សុខ ដារ៉ា"}';
    const signed = Buffer.concat([options, content].map((text) => createHash('sha256').update(text).digest()));
    const x = Buffer.from((decode(key.slice(1)) ?? new Uint8Array()).subarray(2)).toString('base64url');
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    expect(verify(null, signed, publicKey, decode(proof.proofValue.slice(1)) ?? new Uint8Array())).toBe(true);
  });

  it('is found whatever the order of the names', () => {
    expect(jcsSigner({ proof, b: { a: true, z: null }, days: [2, 1], name: 'សុខ ដារ៉ា' })).toBe(key);
  });

  it.each<readonly [string, () => Record<string, unknown>]>([
    ['a changed text', () => ({ ...document, name: 'Sok Dara', proof })],
    ['another order of a list', () => ({ ...document, days: [1, 2], proof })],
    ['something more', () => ({ ...document, more: 1, proof })],
    ['no proof', () => document],
    ['a proof that is a list', () => ({ ...document, proof: [proof] })],
    ['another time', () => ({ ...document, proof: { ...proof, created: '2026-12-02T02:00:00.000Z' } })],
    ['another suite', () => ({ ...document, proof: { ...proof, cryptosuite: 'eddsa-rdfc-2022' } })],
    ['another purpose', () => ({ ...document, proof: { ...proof, proofPurpose: 'authentication' } })],
    ['another key', () => ({ ...document, proof: { ...proof, verificationMethod: didKeyMethod(otherKey) } })],
    ['a key that is none', () => ({ ...document, proof: { ...proof, verificationMethod: 'did:key:z6#z6' } })],
    ['a vocabulary of its own', () => ({ ...document, proof: { ...proof, '@context': ['x'] } })],
    ['a signature cut short', () => ({ ...document, proof: { ...proof, proofValue: proof.proofValue.slice(0, -3) } })],
    ['a signature in another alphabet', () => ({ ...document, proof: { ...proof, proofValue: 'z0OIl' } })],
    ['a signature that is endless', () => ({ ...document, proof: { ...proof, proofValue: `z${'1'.repeat(99_999)}` } })],
  ])('fits no object with %s', (_, secured) => {
    expect(jcsSigner(secured())).toBeNull();
  });
});
