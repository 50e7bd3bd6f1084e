import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';
import * as v from 'valibot';
import { appVersionSchema, updateChangesSchema } from '../../../contract/update';
import { parseJson } from '../../../domain/json/json-value';

/** Name of the file that describes an update; the installers are beside it. */
export const DESCRIPTION_NAME = 'update.json';
/** The app that an update is for. */
export const UPDATED_APP = 'child-justice-series';
/** Longest description, in bytes. */
export const MAXIMUM_DESCRIPTION_BYTES = 64 * 1024;
/** Largest installer, in bytes: three times what one has today. */
const MAXIMUM_INSTALLER_BYTES = 600_000_000;
/** Signed together with the text, so that a signature for anything else is none for an update. */
const CONTEXT = 'child-justice-series update 1\n';

const installerSchema = v.strictObject({
  /** Each replaces the installations of its kind. */
  kind: v.picklist(['nsis', 'dmg', 'AppImage', 'deb', 'rpm']),
  architecture: v.picklist(['x64', 'arm64', 'universal']),
  /** A name alone: it becomes part of a path. */
  file: v.pipe(v.string(), v.maxLength(200), v.regex(/^\w[\w.-]*$/u)),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAXIMUM_INSTALLER_BYTES)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)),
});

/** One installer of a version. */
export type Installer = v.InferOutput<typeof installerSchema>;

const descriptionSchema = v.strictObject({
  app: v.pipe(v.string(), v.maxLength(100)),
  version: appVersionSchema,
  installers: v.pipe(v.array(installerSchema), v.maxLength(20)),
  /** Missing in what an earlier version described. */
  changes: v.optional(updateChangesSchema),
});

/** A new version and its installers. */
export type UpdateDescription = v.InferOutput<typeof descriptionSchema>;

/** `update.json`: the description as text, since a signature is over bytes, and its signature. */
const envelopeSchema = v.strictObject({ description: v.string(), signature: v.pipe(v.string(), v.maxLength(200)) });

/** The digest of a file as a description has it. Throws the system's error. */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) hash.update(piece);
  return hash.digest('hex');
}

/** The bytes that are signed for a description. */
export function signedBytes(description: string): Buffer {
  return Buffer.from(CONTEXT + description, 'utf8');
}

/**
 * Reads `update.json`. Nothing of it is believed before its signature was checked.
 * @param keys Ed25519 public keys (SPKI, base64), of which one has to have signed
 */
export function readDescription(text: string, keys: readonly string[]): UpdateDescription | 'unreadable' | 'signature' {
  const envelope = v.safeParse(envelopeSchema, parseJson(text));
  if (!envelope.success) return 'unreadable';
  const { description, signature } = envelope.output;
  const bytes = signedBytes(description);
  const isSigned = keys.some((key) => verify(null, bytes, publicKey(key), Buffer.from(signature, 'base64')));
  if (!isSigned) return 'signature';
  const parsed = v.safeParse(descriptionSchema, parseJson(description));
  return parsed.success ? parsed.output : 'unreadable';
}

/** True where a version comes after another one; both are three numbers. */
export function isNewer(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split('.').map(Number)) as [number[], number[]];
  const different = a.findIndex((number, place) => number !== b[place]);
  return different >= 0 && (a[different] ?? 0) > (b[different] ?? 0);
}

function publicKey(base64: string) {
  return createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
}
