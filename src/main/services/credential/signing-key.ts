import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import * as Multikey from '@digitalcredentials/ed25519-multikey';
import * as v from 'valibot';
import { base64Schema } from '../../../contract/base64';
import { OperationFailure } from '../../../contract/result';
import { parseJson } from '../../../domain/json/json-value';
import type { HostPorts } from '../ports';
import { readPlainFile, serialiseByKey, systemErrorCode, writeFailure, writeFileAtomically } from '../files';
import { didKey, didKeyMethod, publicKeyOf } from './did-key';
import { KEY_FILE, keyProtectionSchema } from './key-file';

/** The key's file, and those that were put aside for a new key. */
const KEY_FILES = /^signing-key(?:\.(?:damaged|locked)-[0-9a-f]{8})?\.json$/u;

/** The public half in a file's text, also where the text is damaged elsewhere. */
const PUBLIC_HALF = /"publicKeyMultibase"\s*:\s*"([^"]*)"/u;

const SEED_BYTES = 32;

/** Most bytes of the stored seed: encrypted it has a few hundred. */
const MAXIMUM_SECRET_BYTES = 65_536;

const fileSchema = v.strictObject({
  version: v.literal(1),
  publicKeyMultibase: v.pipe(v.string(), v.check(isPublicKey)),
  protection: keyProtectionSchema,
  /** The private key's seed in base64, encrypted where `protection` is `system`. */
  secret: base64Schema(MAXIMUM_SECRET_BYTES),
});

/** A new pair and its file's content. */
interface NewKey {
  readonly pair: Multikey.KeyPair;
  readonly content: v.InferOutput<typeof fileSchema>;
}

/** This computer's key pair. It identifies the computer, never a person. */
export interface SigningKey {
  /**
   * The pair, created and stored at first use.
   * @throws OperationFailure `signing-key-damaged`, `signing-key-locked`, or a file code
   */
  keyPair(): Promise<Multikey.KeyPair>;
  /**
   * `did:key` of each key of this computer: the present one, and those that were put aside. They are the public halves
   * of the files, so they include a key whose secret half is locked or damaged. A file that can't be read has none.
   */
  issuers(): Promise<readonly string[]>;
  /**
   * Renames the file of a damaged or locked key and creates a new pair; false where the key works or there is none.
   * @throws OperationFailure with a file code
   */
  replaceUnusable(): Promise<boolean>;
}

/** What the key needs from its host. */
export interface SigningKeyOptions {
  readonly dataFolder: string;
  readonly host: Pick<HostPorts, 'protectSecret' | 'revealSecret'>;
}

/**
 * The signing key of a data folder. A damaged or locked one is reported, and never deleted: its signatures stay valid,
 * its public half recognises them, and a backup or the unlocked storage may bring it back.
 */
export function createSigningKey({ dataFolder, host }: SigningKeyOptions): SigningKey {
  const file = join(dataFolder, KEY_FILE);
  // One at a time: two first certificates at once must not create two keys.
  const inTurn = serialiseByKey();

  async function stored(): Promise<Multikey.KeyPair | null> {
    let text: string;
    try {
      text = (await readPlainFile(file)).toString();
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return null;
      throw writeFailure(error, KEY_FILE);
    }
    const parsed = v.safeParse(fileSchema, parseJson(text));
    if (!parsed.success) throw damaged();
    const { protection, secret, publicKeyMultibase } = parsed.output;
    const bytes = Buffer.from(secret, 'base64');
    const seed = protection === 'system' ? await reveal(bytes) : bytes;
    if (seed.length !== SEED_BYTES) throw damaged();
    const pair = await pairOf(seed);
    // The public half is the checksum: a single flipped bit of the seed is another key.
    if (pair.publicKeyMultibase !== publicKeyMultibase) throw damaged();
    return pair;
  }

  async function reveal(bytes: Uint8Array): Promise<Uint8Array> {
    try {
      return await host.revealSecret(bytes);
    } catch (cause) {
      throw new OperationFailure(
        'signing-key-locked',
        'The protected storage of the system does not give out the signing key.',
        undefined,
        { cause },
      );
    }
  }

  async function newKey(): Promise<NewKey> {
    const seed = randomBytes(SEED_BYTES);
    const pair = await pairOf(seed);
    const encrypted = await host.protectSecret(seed);
    return {
      pair,
      content: {
        version: 1,
        publicKeyMultibase: pair.publicKeyMultibase,
        protection: encrypted ? 'system' : 'file',
        secret: Buffer.from(encrypted ?? seed).toString('base64'),
      },
    };
  }

  async function save({ pair, content }: NewKey): Promise<Multikey.KeyPair> {
    await mkdir(dataFolder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
      throw writeFailure(error, KEY_FILE);
    });
    await writeFileAtomically(file, new TextEncoder().encode(`${JSON.stringify(content)}\n`));
    return pair;
  }

  async function issuerIn(name: string): Promise<string | null> {
    const [, key = ''] = PUBLIC_HALF.exec((await readPlainFile(join(dataFolder, name))).toString()) ?? [];
    return isPublicKey(key) ? didKey(key) : null;
  }

  return {
    keyPair: () => inTurn(KEY_FILE, async () => (await stored()) ?? (await save(await newKey()))),
    issuers: () =>
      inTurn(KEY_FILE, async () => {
        const names = (await readdir(dataFolder).catch(() => [])).filter((name) => KEY_FILES.test(name));
        const found = await Promise.all(names.map((name) => issuerIn(name).catch(() => null)));
        return found.filter((issuer) => issuer !== null);
      }),
    replaceUnusable: () =>
      inTurn(KEY_FILE, async () => {
        const state = await stored().then(() => null, unusableState);
        if (state === null) return false;
        // Before the file is renamed: a storage that encrypts nothing either leaves the key where it is.
        const key = await newKey();
        const aside = `signing-key.${state}-${randomBytes(4).toString('hex')}.json`;
        await rename(file, join(dataFolder, aside)).catch((error: unknown) => {
          throw writeFailure(error, KEY_FILE);
        });
        await save(key);
        return true;
      }),
  };
}

/** Why a key can't sign, as part of the name under which it is put aside. @throws any error that isn't about the key */
function unusableState(error: unknown): 'damaged' | 'locked' {
  const code = error instanceof OperationFailure ? error.code : null;
  if (code === 'signing-key-damaged') return 'damaged';
  if (code === 'signing-key-locked') return 'locked';
  throw error;
}

/** Whether a text has the form of a public key. A damaged one that still has it is nobody's key. */
function isPublicKey(text: string): boolean {
  return publicKeyOf(didKeyMethod(text)) !== null;
}

async function pairOf(seed: Uint8Array): Promise<Multikey.KeyPair> {
  const pair = await Multikey.generate({ seed });
  pair.controller = didKey(pair.publicKeyMultibase);
  pair.id = didKeyMethod(pair.publicKeyMultibase);
  return pair;
}

function damaged(): OperationFailure {
  return new OperationFailure('signing-key-damaged', 'The file of the signing key is damaged. It was left as it is.');
}
