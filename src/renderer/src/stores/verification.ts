import { defineStore } from 'pinia';
import { MAXIMUM_CHECKED_BYTES, type CredentialReport } from '../../../contract/credential';
import { success, type Result } from '../../../contract/result';
import { useAppContext } from '../app-context';

export type { CredentialReport } from '../../../contract/credential';

/** Checks files; nothing of them is kept. */
export const useVerification = defineStore('verification', () => {
  const context = useAppContext();

  /** Checks a file offline. One that is too large is refused here, unread. Rejects where the file can't be read any more. */
  async function check(file: File): Promise<Result<CredentialReport>> {
    if (file.size > MAXIMUM_CHECKED_BYTES) return success({ outcome: 'unreadable', problem: 'too-large' });
    return context.host.invoke('credential.verify', { base64: toBase64(new Uint8Array(await file.arrayBuffer())) });
  }

  return { check };
});

/** In pieces: a call takes only so many arguments. */
function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}
