import canonicalize from 'canonicalize';

/**
 * The bytes of a JSON value in the one form that every reader of it arrives at (RFC 8785, JCS), whatever the order of
 * names and the space between them: what is hashed and signed.
 * @throws Error for a value that JSON doesn't have, and for half a surrogate pair
 */
export function canonicalBytes(value: object): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(canonicalize(value));
}
