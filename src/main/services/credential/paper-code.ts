import { type KeyPair, fromJwk } from '@digitalcredentials/ed25519-multikey';
import { decode, encode, type DecodeOptions } from 'cborg';
import * as v from 'valibot';
import type { CertificateDocument } from '../../../contract/certificate-document';
import { fromBase45, toBase45 } from '../../../domain/text/base45';
import type { ReadCredential } from './credential-document';
import { didKey } from './did-key';

/** What the code's text begins with: tells it from the codes of other programs, and the form from a later one. */
const PREFIX = 'CJS1:';

/** Most bytes of a code: a QR code of version 11 at level M, whose squares are half a millimetre on 32. */
const MOST_BYTES = 220;

/** CBOR's tag of a COSE_Sign1 (RFC 9052, 4.2), and COSE's names: algorithm, EdDSA, key. */
const COSE_SIGN1 = 0xd2;
const ALGORITHM = 1;
const EDDSA = -8;
const KEY_ID = 4;

const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** The place of a kind is its number in the code. */
const KINDS = ['module', 'sequence', 'series'] as const satisfies readonly CertificateDocument['kind'][];

const DAY: number = 24 * 60 * 60 * 1000;

/** Nothing that is written in more than one way: every byte of a code says something. */
const STRICT: DecodeOptions = { strict: true, allowIndefinite: false, allowUndefined: false, useMaps: true };

/** A text of the page, or the beginning of one that has no room. */
export interface PaperText {
  readonly text: string;
  readonly isCut: boolean;
}

/** What a code says. */
export interface PaperFacts {
  readonly certificateId: string;
  readonly revision: number;
  readonly kind: CertificateDocument['kind'];
  /** Calendar day, `YYYY-MM-DD`. */
  readonly completedOn: string;
  readonly latinName: PaperText;
  readonly khmerName: PaperText;
  readonly title: PaperText;
}

/** A code as it was read and checked. */
export type PaperReading =
  | { readonly signature: 'changed' }
  | {
      readonly signature: 'intact';
      /** `did:key` of the key in the code. */
      readonly signer: string;
      readonly facts: PaperFacts;
    };

function bytesOf(length: number) {
  return v.pipe(
    v.instance(Uint8Array),
    v.check((bytes) => bytes.length === length),
  );
}

const whole = v.pipe(v.number(), v.integer());

/** A text that is whole, or the beginning of one, in a list of its own. */
const textSchema = v.union([v.string(), v.strictTuple([v.string()])]);

const factsSchema = v.strictTuple([
  bytesOf(16),
  whole,
  v.pipe(whole, v.minValue(0), v.maxValue(KINDS.length - 1)),
  whole,
  textSchema,
  textSchema,
  textSchema,
]);

const signedSchema = v.strictTuple([
  v.instance(Uint8Array),
  v.pipe(v.instance(Map), v.size(0)),
  v.instance(Uint8Array),
  bytesOf(SIGNATURE_BYTES),
]);

const headerSchema = v.pipe(
  v.instance(Map),
  v.size(2),
  v.check((header) => header.get(ALGORITHM) === EDDSA),
);

/**
 * The text of a certificate's QR code: what the page says, signed, with the public key, so that the paper alone can be
 * checked. A `COSE_Sign1` (RFC 9052) in Base45 (RFC 9285). Long names and titles are cut, and marked as cut, to share
 * the room. The same document and key give the same text.
 */
export async function makePaperCode(document: CertificateDocument, pair: KeyPair): Promise<string> {
  const { publicKey } = await pair.export({ publicKey: true, raw: true });
  const header = encode(
    new Map<number, unknown>([
      [ALGORITHM, EDDSA],
      [KEY_ID, publicKey],
    ]),
  );
  const written = (facts: Uint8Array, signature: Uint8Array): Uint8Array =>
    Uint8Array.of(COSE_SIGN1, ...encode([header, new Map(), facts, signature]));
  const texts = [document.learner.latinName, document.learner.khmerName, document.title];
  const factsWith = (printed: readonly (string | readonly string[])[]): Uint8Array => {
    const { certificateId, revision, kind, completedOn } = document;
    const id = Buffer.from(certificateId.replaceAll('-', ''), 'hex');
    return encode([new Uint8Array(id), revision, KINDS.indexOf(kind), Date.parse(completedOn) / DAY, ...printed]);
  };
  const empty = factsWith(texts.map(() => ''));
  const room = MOST_BYTES - written(empty, new Uint8Array(SIGNATURE_BYTES)).length;
  const facts = factsWith(shared(texts, room));
  return PREFIX + toBase45(written(facts, await pair.signer().sign({ data: toBeSigned(header, facts) })));
}

/** Reads and checks the text of a code; null for that of another program. */
export async function readPaperCode(text: string): Promise<PaperReading | null> {
  if (!text.startsWith(PREFIX)) return null;
  const parts = partsOf(fromBase45(text.slice(PREFIX.length)));
  if (!parts) return { signature: 'changed' };
  const { header, key, facts, signature } = parts;
  const x = Buffer.from(key).toString('base64url');
  const pair = await fromJwk({ jwk: { kty: 'OKP', crv: 'Ed25519', x } });
  const isSigned = await pair
    .verifier()
    .verify({ data: toBeSigned(header, facts), signature })
    .catch(() => false);
  const read = factsIn(facts);
  if (!isSigned || !read) return { signature: 'changed' };
  return { signature: 'intact', signer: didKey(pair.publicKeyMultibase), facts: read };
}

/** True for the code that the holder of a key made of a certificate, whatever was cut of its texts. */
async function isPaperCodeOf(text: string, document: CertificateDocument, signer: string): Promise<boolean> {
  const reading = await readPaperCode(text);
  if (reading?.signature !== 'intact' || reading.signer !== signer) return false;
  const { facts } = reading;
  const { latinName, khmerName } = document.learner;
  return (
    facts.certificateId === document.certificateId.toLowerCase() &&
    facts.revision === document.revision &&
    facts.kind === document.kind &&
    facts.completedOn === document.completedOn &&
    stands(facts.latinName, latinName) &&
    stands(facts.khmerName, khmerName) &&
    stands(facts.title, document.title)
  );
}

/** None where the QR code that a credential has printed says something else than it, or is another signer's. */
export async function withItsOwnCode(own: ReadCredential | null, signer: string): Promise<ReadCredential | null> {
  if (own?.paperCode === undefined) return own;
  return (await isPaperCodeOf(own.paperCode, own.document, signer)) ? own : null;
}

function stands({ text, isCut }: PaperText, printed: string): boolean {
  return isCut ? printed.startsWith(text) : printed === text;
}

/** What a signature of COSE is about (RFC 9052, 4.4). */
function toBeSigned(header: Uint8Array, facts: Uint8Array): Uint8Array {
  return encode(['Signature1', header, new Uint8Array(), facts]);
}

interface CodeParts {
  readonly header: Uint8Array;
  readonly key: Uint8Array;
  readonly facts: Uint8Array;
  readonly signature: Uint8Array;
}

function partsOf(bytes: Uint8Array | null): CodeParts | null {
  if (bytes?.[0] !== COSE_SIGN1) return null;
  const signed = v.safeParse(signedSchema, decoded(bytes.subarray(1)));
  if (!signed.success) return null;
  const [header, , facts, signature] = signed.output;
  const named = v.safeParse(headerSchema, decoded(header));
  const key = named.success && v.safeParse(bytesOf(KEY_BYTES), named.output.get(KEY_ID));
  return key && key.success ? { header, key: key.output, facts, signature } : null;
}

function factsIn(bytes: Uint8Array): PaperFacts | null {
  const read = v.safeParse(factsSchema, decoded(bytes));
  if (!read.success) return null;
  const [id, revision, kind, day, latinName, khmerName, title] = read.output;
  const completed = new Date(day * DAY);
  const hex = Buffer.from(id).toString('hex');
  const certificateId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-');
  if (Number.isNaN(completed.getTime())) return null;
  return {
    certificateId,
    revision,
    kind: KINDS[kind] ?? 'module',
    completedOn: completed.toISOString().slice(0, 10),
    latinName: paperText(latinName),
    khmerName: paperText(khmerName),
    title: paperText(title),
  };
}

function paperText(text: string | readonly [string]): PaperText {
  return typeof text === 'string' ? { text, isCut: false } : { text: text[0], isCut: true };
}

function decoded(bytes: Uint8Array): unknown {
  try {
    return decode(bytes, STRICT);
  } catch {
    return null;
  }
}

const encoder = new TextEncoder();

/** A long text is announced in a byte more than an empty one; one that is cut stands in a list besides. */
const ANNOUNCED = 1;
const CUT = 1;

/** Texts that together fit into so many bytes: what is short stays whole, and the long ones share what is left. */
function shared(texts: readonly string[], room: number): readonly (string | readonly string[])[] {
  const sizes = texts.map((text) => encoder.encode(text).length + ANNOUNCED);
  const fitted = new Map<number, string | readonly string[]>();
  let left = room;
  for (const index of texts.map((_, each) => each).sort((one, other) => (sizes[one] ?? 0) - (sizes[other] ?? 0))) {
    const part = Math.floor(left / (texts.length - fitted.size));
    const text = texts[index] ?? '';
    const size = Math.min(part, sizes[index] ?? 0);
    fitted.set(index, size === sizes[index] ? text : [beginning(text, part - ANNOUNCED - CUT)]);
    left -= size;
  }
  return texts.map((text, index) => fitted.get(index) ?? text);
}

const letters = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** As much of a text as fits into so many bytes, cut between what a reader sees as letters. */
function beginning(text: string, bytes: number): string {
  let size = 0;
  for (const { segment, index } of letters.segment(text)) {
    size += encoder.encode(segment).length;
    if (size > bytes) return text.slice(0, index).trimEnd();
  }
  return text;
}
