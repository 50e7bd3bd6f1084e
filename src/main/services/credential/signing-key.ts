import { randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import * as Multikey from '@digitalcredentials/ed25519-multikey';
import * as v from 'valibot';
import { base64Schema } from '../../../contract/base64';
import { OperationFailure } from '../../../contract/result';
import type { HostPorts } from '../../ports';
import { serialiseByKey, systemErrorCode, writeFailure, writeFileAtomically } from '../files';
import { didKey, didKeyMethod } from './contexts';
import { parseJson } from '../../../domain/json/json-value';

const FILE_NAME = 'signing-key.json';
const SEED_BYTES = 32;

/** Most bytes of the stored seed: encrypted it has a few hundred. */
const MAXIMUM_SECRET_BYTES = 65_536;

const fileSchema = v.strictObject({
  version: v.literal(1),
  publicKeyMultibase: v.string(),
  /** `system`: encrypted by the host's protected storage. `file`: only the file's owner-only mode protects it. */
  protection: v.picklist(['system', 'file']),
  /** The private key's seed in base64, encrypted where `protection` is `system`. */
  secret: base64Schema(MAXIMUM_SECRET_BYTES),
});

/** This computer's key pair. It identifies the computer, never a person. */
export interface SigningKey {
  /**
   * The pair, created and stored at first use.
   * @throws OperationFailure `signing-key-damaged`, `signing-key-locked`, or a file code
   */
  keyPair(): Promise<Multikey.KeyPair>;
  /** `did:key` of the pair, or null where there is none yet or it can't be read. Creates nothing. */
  issuer(): Promise<string | null>;
  /**
   * Renames a damaged file and creates a new pair; false where the file is valid or missing.
   * @throws OperationFailure with a file code, or `signing-key-locked`
   */
  replaceDamaged(): Promise<boolean>;
}

/** What the key needs from its host. */
export interface SigningKeyOptions {
  readonly dataFolder: string;
  readonly host: Pick<HostPorts, 'protectSecret' | 'revealSecret'>;
}

/**
 * The signing key of a data folder. A damaged file is reported and not deleted: its signatures stay valid, and a backup
 * may restore it.
 */
export function createSigningKey({ dataFolder, host }: SigningKeyOptions): SigningKey {
  const file = join(dataFolder, FILE_NAME);
  // One at a time: two first certificates at once must not create two keys.
  const inTurn = serialiseByKey();

  async function stored(): Promise<Multikey.KeyPair | null> {
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return null;
      throw writeFailure(error, FILE_NAME);
    }
    const parsed = v.safeParse(fileSchema, parseJson(text));
    if (!parsed.success) throw damaged();
    const { protection, secret, publicKeyMultibase } = parsed.output;
    const bytes = Buffer.from(secret, 'base64');
    const seed = protection === 'system' ? await reveal(bytes) : bytes;
    if (seed.length !== SEED_BYTES) throw damaged();
    const pair = await pairOf(seed);
    // The public half is the checksum: a single flipped bit of the seed is another key.
    if (!sameText(pair.publicKeyMultibase, publicKeyMultibase)) throw damaged();
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

  async function make(): Promise<Multikey.KeyPair> {
    const seed = randomBytes(SEED_BYTES);
    const pair = await pairOf(seed);
    const encrypted = await host.protectSecret(seed);
    const content: v.InferOutput<typeof fileSchema> = {
      version: 1,
      publicKeyMultibase: pair.publicKeyMultibase,
      protection: encrypted ? 'system' : 'file',
      secret: Buffer.from(encrypted ?? seed).toString('base64'),
    };
    await mkdir(dataFolder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
      throw writeFailure(error, FILE_NAME);
    });
    await writeFileAtomically(file, new TextEncoder().encode(`${JSON.stringify(content)}\n`));
    return pair;
  }

  return {
    keyPair: () => inTurn(FILE_NAME, async () => (await stored()) ?? (await make())),
    issuer: () =>
      inTurn(FILE_NAME, async () => {
        const pair = await stored().catch(() => null);
        return pair && didKey(pair.publicKeyMultibase);
      }),
    replaceDamaged: () =>
      inTurn(FILE_NAME, async () => {
        try {
          await stored();
          return false;
        } catch (error) {
          if (!(error instanceof OperationFailure) || error.code !== 'signing-key-damaged') throw error;
        }
        await rename(file, join(dataFolder, `signing-key.damaged-${randomBytes(4).toString('hex')}.json`)).catch(
          (error: unknown) => {
            throw writeFailure(error, FILE_NAME);
          },
        );
        await make();
        return true;
      }),
  };
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

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
