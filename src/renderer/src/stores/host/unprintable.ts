import { ref, watch, type Ref } from 'vue';
import { useAppContext } from '../../app-context';
import type { HostClient } from '../../host/host-client';

/** The characters of texts that no font of a paper has, in words; empty where there are none, or it can't be told. */
export async function unprintableIn(host: HostClient, texts: readonly string[]): Promise<string> {
  if (texts.every((text) => /^[ -~]*$/u.test(text))) return '';
  const answer = await host.invoke('paper.unprintable', { texts });
  if (!answer.ok) return '';
  return answer.value.characters.map(({ character, codePoint }) => `${character} (${codePoint})`).join(', ');
}

/** The same of what is being typed. Call in setup. */
export function useUnprintable(texts: () => readonly string[]): Readonly<Ref<string>> {
  const { host } = useAppContext();
  const found = ref('');
  watch(
    texts,
    async (now, _before, onCleanup) => {
      let isOver = false;
      onCleanup(() => {
        isOver = true;
      });
      const characters = await unprintableIn(host, now);
      if (!isOver) found.value = characters;
    },
    { immediate: true },
  );
  return found;
}
