/** Signed credentials. What signs and checks them is loaded at its first use: another export from here could pull it into the start. */
export { createLazyCredentials } from './lazy-credentials';
