/**
 * What keeps a checked certificate from being relied on, as the texts of `verify.verdict` name it.
 * - `changed`: the signature doesn't fit; `unsigned`: there is none; `unchecked`: it is of a kind that isn't read here
 * - `impostor`: it fits, with a key that isn't the named issuer's
 * - `another-page`: it fits, and the PDF names another certificate, person or title
 */
export type CredentialFault = 'changed' | 'unsigned' | 'unchecked' | 'impostor' | 'another-page';

/** The worst that the check found; null where a certificate and what is told of its page agree. */
export function credentialFault({
  signature,
  signerIsIssuer,
  page,
}: {
  readonly signature: string;
  readonly signerIsIssuer: boolean | null;
  readonly page: string | null;
}): CredentialFault | null {
  if (signature === 'changed') return 'changed';
  if (signature === 'no-proof') return 'unsigned';
  if (signature !== 'intact') return 'unchecked';
  if (signerIsIssuer !== true) return 'impostor';
  return page === 'another' ? 'another-page' : null;
}
