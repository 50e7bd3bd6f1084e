const NONCE_BYTES = 12;

/** Bytes under AES-256-GCM, with their nonce in front; `binding` must be the same to open them. */
export async function encryptBytes(
  key: CryptoKey,
  bytes: Uint8Array<ArrayBuffer>,
  binding: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = new Uint8Array(
    await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(binding) }, key, bytes),
  );
  const all = new Uint8Array(NONCE_BYTES + sealed.length);
  all.set(iv);
  all.set(sealed, NONCE_BYTES);
  return all;
}

/** What `encryptBytes` took, or null where key, bytes or binding aren't the same. */
export async function decryptBytes(
  key: CryptoKey,
  bytes: Uint8Array<ArrayBuffer>,
  binding: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const iv = bytes.subarray(0, NONCE_BYTES);
  try {
    return new Uint8Array(
      await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(binding) },
        key,
        bytes.subarray(NONCE_BYTES),
      ),
    );
  } catch {
    return null;
  }
}
