import { isRecord } from './credential-proof';

/**
 * The times that a credential gives for itself: `validFrom` and `validUntil` (Verifiable Credentials 2.0), `issuanceDate` and `expirationDate` (1.1), and its proof's
 * `expires` (Data Integrity 1.0, 2.1); judged by `validityAt` in the domain. What is no text is given as JSON, so that nobody takes it for none.
 */
export function periodOf(credential: Readonly<Record<string, unknown>>): {
  readonly from: string[];
  readonly until: string[];
} {
  const { proof } = credential;
  return {
    from: [...textsOf(credential['validFrom']), ...textsOf(credential['issuanceDate'])],
    until: [
      ...textsOf(credential['validUntil']),
      ...textsOf(credential['expirationDate']),
      ...(isRecord(proof) ? textsOf(proof['expires']) : []),
    ],
  };
}

function textsOf(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return [typeof value === 'string' ? value : JSON.stringify(value)];
}
