import { isObject } from '../../../domain/json/json-value';
import { CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT } from './contexts';
import { credentialOf, factsOf, type ReadCredential, readOwnCredential } from './credential-document';

type Json = Readonly<Record<string, unknown>>;

/** A credential of this app's form, in whatever spelling it was given. */
export interface OwnCredential extends ReadCredential {
  /** As this app writes it, with its proof. */
  readonly credential: Json;
  /** The text of that, as it was signed; its short code is the printed one. */
  readonly text: string;
}

/**
 * Reads a credential of this app's form. A signature holds for the facts, not for their spelling: lists without an
 * order, a list of one, an index, an empty field can be written in other ways. So an intact one that has another form
 * is brought into this app's, and is its own where the same proof holds for that.
 * @param proofHolds checks the proof of a rewritten credential; null where the given one isn't intact
 */
export async function ownCredential(
  credential: Json,
  proofHolds: ((rewritten: Json) => Promise<boolean>) | null,
): Promise<OwnCredential | null> {
  const read = readOwnCredential(credential);
  if (read) {
    const { issuer, proof } = credential;
    const withProof = (given: unknown): OwnCredential =>
      asWritten(read, isObject(issuer) ? String(issuer['id']) : '', given);
    const own = withProof(inPlainProof(proof));
    // What the plain spelling leaves out of the proof may be signed, such as an end.
    return !proofHolds || (await proofHolds(own.credential)) ? own : withProof(proof);
  }
  const facts = proofHolds && factsOf(inOwnSpelling(credential));
  if (!facts) return null;
  // The order of lists isn't signed. Modules are printed by number.
  const modules = [...facts.document.modules].sort((one, other) => one.number - other.number);
  const own = asWritten(
    { evidence: facts.evidence, document: { ...facts.document, modules } },
    facts.unsigned.issuer.id,
    inPlainProof(credential['proof']),
  );
  return (await proofHolds(own.credential)) ? own : null;
}

function asWritten({ document, evidence }: ReadCredential, issuer: string, proof: unknown): OwnCredential {
  const credential = { ...credentialOf(document, evidence, issuer), ...(isObject(proof) ? { proof } : {}) };
  return { document, evidence, credential, text: JSON.stringify(credential) };
}

/** Names in JSON-LD's spellings of what is signed. */
const SPELLINGS: readonly string[] = ['@id', '@type', '@value', '@set'];

/**
 * Whether a credential, as it was given, has a name or a value that its signed form hasn't, such as an index: it could
 * show what nobody signed. Order, lists and what is repeated can't.
 */
export function holdsMore(given: Json, { credential }: OwnCredential): boolean {
  const written = { ...credential, proof: inPlainProof(given['proof']) };
  const signed = new Set([...textsIn(written), ...SPELLINGS, 'null']);
  return textsIn(given).some((text) => !signed.has(text));
}

/** Every name and every single value in a value. */
function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.entries(value).flatMap(([name, part]) => [name, ...textsIn(part)]) : [String(value)];
}

const PROOF_ORDER = ['type', 'created', 'verificationMethod', 'cryptosuite', 'proofPurpose', 'proofValue'];

/** A proof in the spelling and the order in which this app writes it. */
function inPlainProof(proof: unknown): unknown {
  if (!isObject(proof)) return proof;
  const { type, ...others } = proof;
  const plain: Json = { ...(inPlainSpelling(others) as Json), type };
  const known = PROOF_ORDER.filter((name) => name in plain);
  const rest = Object.keys(plain).filter((name) => !known.includes(name));
  return Object.fromEntries([...known, ...rest].map((name) => [name, plain[name]]));
}

/** Fields that are lists also with one value. */
const LISTS: ReadonlySet<string> = new Set(['type', 'identifier']);

function inOwnSpelling({ '@context': _, ...credential }: Json): unknown {
  const spelt = inPlainSpelling(credential);
  return isObject(spelt) ? { '@context': [CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT], ...spelt } : null;
}

/**
 * A value without what JSON-LD leaves unsigned, and with one spelling for what it takes for the same. It may leave out
 * what is signed: the proof doesn't hold for the result then.
 */
function inPlainSpelling(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = [...new Set(value.map(inPlainSpelling).filter((item) => item !== null))];
    return items.length === 0 ? null : items.length === 1 ? items[0] : items;
  }
  if (!isObject(value)) return value;
  if ('@value' in value) return value['@value'];
  if ('@set' in value) return inPlainSpelling(value['@set']);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => {
      const name = key === '@id' ? 'id' : key === '@type' ? 'type' : key;
      const plain = inPlainSpelling(part);
      if (name.startsWith('@') || plain === null || (name === 'id' && String(plain).startsWith('_:'))) return [];
      // The vocabulary gives the text the type of a truth value.
      if (name === 'hashed' && plain === 'false') return [[name, false]];
      return [[name, LISTS.has(name) ? listOf(name, plain) : plain]];
    }),
  );
}

/** The general type is written first. */
function listOf(name: string, plain: unknown): readonly unknown[] {
  const list: readonly unknown[] = Array.isArray(plain) ? plain : [plain];
  if (name !== 'type') return list;
  const isGeneral = (type: unknown): boolean => type === 'VerifiableCredential';
  return [...list.filter(isGeneral), ...list.filter((type) => !isGeneral(type))];
}
