import { DataIntegrityProof } from '@digitalcredentials/data-integrity';
import { cryptosuite } from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';
import type { CredentialReport } from '../../../contract/credential';
import { isObject } from '../../../domain/json/json-value';
import type { DocumentLoader } from './contexts';

/** When a credential holds by its own times, and whether it names a list of withdrawn ones. */
export type SignedValidity = Pick<Extract<CredentialReport, { outcome: 'checked' }>, 'period' | 'namesStatus'>;

/** One that isn't intact states nothing. */
export const NO_VALIDITY: SignedValidity = { period: { from: [], until: [] }, namesStatus: false };

/** One line of the signed form: subject, property, and a text or a name. Those of a named graph have a fourth part. */
const STATEMENT = /^(\S+) <([^>\n]*)> (?:"((?:[^"\\\n]|\\.)*)"\S*|(\S+)) \.$/gmu;

interface Statement {
  readonly subject: string;
  readonly property: string;
  readonly value: string;
}

const TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
const CREDENTIALS = 'https://www.w3.org/2018/credentials#';
const EXPIRES = 'https://w3id.org/security#expiration';

/**
 * The times that an intact credential gives for itself: `validFrom` and `validUntil` (Verifiable Credentials 2.0),
 * `issuanceDate` and `expirationDate` (1.1), and its proof's `expires` (Data Integrity 1.0, 2.1); judged by
 * `validityAt` in the domain. They are read from the form that was signed: in the file a property can be spelt in ways
 * that keep the signature (its whole address, `@nest`), so that an end would be overlooked.
 */
export async function signedValidity(
  credential: Readonly<Record<string, unknown>>,
  documentLoader: DocumentLoader,
): Promise<SignedValidity> {
  const { proof, ...document } = credential;
  const stated = statementsIn(await cryptosuite.canonize(document, { documentLoader }));
  const proofs = isObject(proof)
    ? statementsIn(await new DataIntegrityProof({ cryptosuite }).canonizeProof(proof, { document, documentLoader }))
    : [];
  const credentials = new Set(
    stated
      .filter(({ property, value }) => property === TYPE && value === `<${CREDENTIALS}VerifiableCredential>`)
      .map(({ subject }) => subject),
  );
  const valuesOf = (...names: readonly string[]): string[] =>
    stated
      .filter(
        ({ subject, property }) => names.some((name) => property === CREDENTIALS + name) && credentials.has(subject),
      )
      .map(({ value }) => value);
  const expiries = proofs.filter(({ property }) => property === EXPIRES).map(({ value }) => value);
  return {
    period: {
      from: valuesOf('validFrom', 'issuanceDate'),
      until: [...valuesOf('validUntil', 'expirationDate'), ...expiries],
    },
    namesStatus: valuesOf('credentialStatus').length > 0,
  };
}

function statementsIn(signedForm: string): Statement[] {
  return [...signedForm.matchAll(STATEMENT)].map(([, subject = '', property = '', text, name = '']) => ({
    subject,
    property,
    value: text ?? name,
  }));
}
