/**
 * Signed credentials. The code that signs and checks them is loaded at its first use: another export from here could
 * add it to the start.
 */
export { createLazyCredentials, type Credentials } from './lazy-credentials';
/** A key as an address: texts alone, which load nothing. */
export { didKey, publicKeyOf } from './did-key';
