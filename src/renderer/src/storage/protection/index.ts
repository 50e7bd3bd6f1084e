/**
 * The door to keys and to what seals with them: making, opening and changing a key takes a PIN or a recovery code.
 * `stores/protection` and `stores/transfer` import it, which are loaded with the screens that ask for one: it isn't in
 * the first load.
 */
export { makeKey, openKey, openKeyByEither, relockKey, type KeyOwner, type Secret } from './key-making';
export { openText, sealText } from './passphrase';
export { RecordCipher } from './record-cipher';
