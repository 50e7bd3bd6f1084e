import { recoveryCode, RECOVERY_CODE_BYTES } from '../../../../domain/protection/recovery-code';

/** A recovery code that nobody else has. From the browser's own source of chance, as keys are, and from no other. */
export function newRecoveryCode(): string {
  return recoveryCode(crypto.getRandomValues(new Uint8Array(RECOVERY_CODE_BYTES)));
}
