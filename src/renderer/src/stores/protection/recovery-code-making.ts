import { recoveryCode, RECOVERY_CODE_BYTES } from '../../../../domain/protection/recovery-code';

/** A new recovery code. Only from the browser's cryptographic random source, as keys are. */
export function newRecoveryCode(): string {
  return recoveryCode(crypto.getRandomValues(new Uint8Array(RECOVERY_CODE_BYTES)));
}
