/**
 * A key that is its own address: `did:key:<key>`, and `did:key:<key>#<key>` for the key itself. Ed25519 in multibase
 * begins with `z6Mk` and has 48 characters.
 */
const pattern = /^did:key:(z6Mk[1-9A-HJ-NP-Za-km-z]{44})(?:#(.+))?$/u;

/** Address of the holder of a public key, which is the issuer's name in a credential. */
export function didKey(publicKeyMultibase: string): string {
  return `did:key:${publicKeyMultibase}`;
}

/** Address of the key itself, as a proof names it. */
export function didKeyMethod(publicKeyMultibase: string): string {
  return `${didKey(publicKeyMultibase)}#${publicKeyMultibase}`;
}

/** The public key in a key's address; null for any other address, and where the part after `#` is another key. */
export function publicKeyOf(address: string): string | null {
  const [, key, fragment] = pattern.exec(address) ?? [];
  return key !== undefined && fragment === key ? key : null;
}
