import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { useAppContext } from '../../app-context';

/** The public half of this computer's key, in multibase; null until it is read, and where it can't be. */
export const useSigningKey = defineStore('signing-key', () => {
  const { host } = useAppContext();
  const publicKey = shallowRef<string | null>(null);

  /** Reads it; it is made at first use. */
  async function load(): Promise<void> {
    const answer = await host.invoke('signing-key.read', {});
    publicKey.value = answer.ok ? answer.value.publicKey : null;
  }

  return { publicKey, load };
});
