import { fromBase64, toBase64 } from '../../../../domain/json/base64';
import { normalisePin } from '../../../../domain/protection/pin';
import { DERIVATION_ROUNDS, type KeyWrap } from '../../../../domain/protection/protection';
import { decryptBytes, encryptBytes } from './encrypted-bytes';
import { importKey, unwrapKey, wrapKey } from './key-derivation';

const KEY_BYTES = 32;

/** A text that only a passphrase opens; both parts are bound to the same words. */
export interface SealedText {
  readonly key: KeyWrap;
  /** Base64. */
  readonly sealed: string;
}

/** Encrypts a text with a key of its own, which the passphrase wraps. Tests take fewer rounds. */
export async function sealText(
  text: string,
  passphrase: string,
  binding: string,
  rounds: number = DERIVATION_ROUNDS,
): Promise<SealedText> {
  const raw = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  const key = await wrapKey(raw, normalisePin(passphrase), binding, rounds);
  const sealed = await encryptBytes(await importKey(raw), new TextEncoder().encode(text), binding);
  return { key, sealed: toBase64(sealed) };
}

/** The text; `wrong-passphrase` where the passphrase isn't the one, `damaged` where the rest doesn't open. */
export async function openText(
  { key, sealed }: SealedText,
  passphrase: string,
  binding: string,
): Promise<{ readonly text: string } | 'wrong-passphrase' | 'damaged'> {
  const raw = await unwrapKey(key, normalisePin(passphrase), binding);
  if (!raw) return 'wrong-passphrase';
  const bytes = fromBase64(sealed);
  const opened = bytes && (await decryptBytes(await importKey(raw), bytes, binding));
  return opened ? { text: new TextDecoder().decode(opened) } : 'damaged';
}
