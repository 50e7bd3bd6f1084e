import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT } from './contexts';
import { proofSchema, type UnsignedForm } from './proof-form';

/** The same for every endorsement: it names nobody. */
const NAME = 'Countersignature of a certificate';

/** What a PDF's attachment has as its media type too. */
const CREDENTIAL_TYPE = 'application/vc';

/** The form in which this app writes endorsements. Every other form is foreign. */
const ownSchema = v.strictObject({
  '@context': v.tuple([v.literal(CREDENTIALS_CONTEXT), v.literal(OPEN_BADGES_CONTEXT)]),
  id: v.pipe(v.string(), v.regex(/^urn:uuid:[0-9a-f-]{36}$/u)),
  type: v.tuple([v.literal('VerifiableCredential'), v.literal('EndorsementCredential')]),
  name: v.literal(NAME),
  issuer: v.strictObject({
    id: v.string(),
    type: v.tuple([v.literal('Profile')]),
    name: v.pipe(v.string(), v.maxLength(250)),
  }),
  validFrom: v.pipe(v.string(), v.isoTimestamp()),
  credentialSubject: v.strictObject({ id: v.string(), type: v.tuple([v.literal('EndorsementSubject')]) }),
  relatedResource: v.tuple([
    v.strictObject({ id: v.string(), digestSRI: v.string(), mediaType: v.literal(CREDENTIAL_TYPE) }),
  ]),
  /** A list: 1EdTech's schema takes nothing else. */
  proof: v.tuple([proofSchema]),
});

/** An endorsement before it is signed. */
export type UnsignedEndorsement = UnsignedForm<typeof ownSchema>;

/** Who endorses, and when. */
export interface EndorsementMoment {
  /** A new UUID. */
  readonly endorsementId: string;
  /** The name that the key's owner gives. */
  readonly name: string;
  /** ISO 8601 instant. */
  readonly signedAt: string;
}

/** What is endorsed. */
export interface EndorsedCredential {
  readonly id: string;
  /** As it was signed. */
  readonly text: string;
}

/** An endorsement as it was read. Its signature isn't checked. */
export interface ReadEndorsement {
  readonly credentialId: string;
  /** `sha384-…` of what it endorses. */
  readonly digest: string;
  readonly name: string;
  readonly issuer: string;
  /** As it is stored and attached. */
  readonly text: string;
  /** With the one proof, as it is checked. */
  readonly secured: Readonly<Record<string, unknown>>;
}

/** SHA-384 of a signed credential's text, as Subresource Integrity writes it. */
export function credentialDigest(text: string): string {
  return `sha384-${createHash('sha384').update(text, 'utf8').digest('base64')}`;
}

/**
 * An Open Badges 3.0 endorsement of a signed credential: of its id, and by a digest of its bytes (Verifiable
 * Credentials 2.0, 5.3, `relatedResource`).
 * @param issuer `did:key` of the key that is to sign it
 */
export function endorsementOf(
  credential: EndorsedCredential,
  { endorsementId, name, signedAt }: EndorsementMoment,
  issuer: string,
): UnsignedEndorsement {
  return {
    '@context': [CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT],
    id: `urn:uuid:${endorsementId}`,
    type: ['VerifiableCredential', 'EndorsementCredential'],
    name: NAME,
    issuer: { id: issuer, type: ['Profile'], name },
    validFrom: signedAt,
    credentialSubject: { id: credential.id, type: ['EndorsementSubject'] },
    relatedResource: [{ id: credential.id, digestSRI: credentialDigest(credential.text), mediaType: CREDENTIAL_TYPE }],
  };
}

/** Reads an endorsement of the form that this app writes; null for every other. */
export function readOwnEndorsement(endorsement: unknown): ReadEndorsement | null {
  const parsed = v.safeParse(ownSchema, endorsement);
  if (!parsed.success) return null;
  const { credentialSubject, relatedResource, issuer, proof } = parsed.output;
  const [resource] = relatedResource;
  if (resource.id !== credentialSubject.id) return null;
  return {
    credentialId: credentialSubject.id,
    digest: resource.digestSRI,
    name: issuer.name,
    issuer: issuer.id,
    text: JSON.stringify(parsed.output),
    secured: { ...parsed.output, proof: proof[0] },
  };
}
