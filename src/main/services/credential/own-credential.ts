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
    const { issuer } = credential;
    return asWritten(read, isObject(issuer) ? String(issuer['id']) : '', credential['proof']);
  }
  const facts = proofHolds && factsOf(inOwnSpelling(credential));
  if (!facts) return null;
  // The order of lists isn't signed. Modules are printed by number.
  const modules = [...facts.document.modules].sort((one, other) => one.number - other.number);
  const own = asWritten(
    { evidence: facts.evidence, document: { ...facts.document, modules } },
    facts.unsigned.issuer.id,
    credential['proof'],
  );
  return (await proofHolds(own.credential)) ? own : null;
}

function asWritten({ document, evidence }: ReadCredential, issuer: string, proof: unknown): OwnCredential {
  const credential = {
    ...credentialOf(document, evidence, issuer),
    ...(isObject(proof) ? { proof: inProofOrder(proof) } : {}),
  };
  return { document, evidence, credential, text: JSON.stringify(credential) };
}

const PROOF_ORDER = ['type', 'created', 'verificationMethod', 'cryptosuite', 'proofPurpose', 'proofValue'];

function inProofOrder(proof: Json): Json {
  const known = PROOF_ORDER.filter((name) => name in proof);
  const others = Object.keys(proof).filter((name) => !known.includes(name) && !name.startsWith('@'));
  return Object.fromEntries([...known, ...others].map((name) => [name, proof[name]]));
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
    const items = [...new Set(value.filter((item) => item !== null).map(inPlainSpelling))];
    return items.length === 1 ? items[0] : items;
  }
  if (!isObject(value)) return value;
  if ('@value' in value) return value['@value'];
  if ('@set' in value) return inPlainSpelling(value['@set']);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => {
      const name = key === '@id' ? 'id' : key === '@type' ? 'type' : key;
      const plain = inPlainSpelling(part);
      if (name.startsWith('@') || plain === null || (name === 'id' && String(plain).startsWith('_:'))) return [];
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
