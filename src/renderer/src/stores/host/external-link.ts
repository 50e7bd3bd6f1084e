import { defineStore } from 'pinia';
import { useAppContext } from '../../app-context';
import { useHostDescription } from './host-description';

/** What became of a request to open an address. */
export type LinkOutcome = 'opened' | 'declined' | 'unable';

/** Opens addresses in the learner's browser, through the host. */
export const useExternalLink = defineStore('external-link', () => {
  const context = useAppContext();
  const host = useHostDescription();

  /** True where the page has to ask: the desktop host asks by itself, the browser host opens at once. */
  async function pageAsks(): Promise<boolean> {
    await host.load();
    return host.description?.host !== 'desktop';
  }

  /** Opens an https address of a site on the host's list. */
  async function open(url: string): Promise<LinkOutcome> {
    const asked = await pageAsks();
    const result = await context.host.invoke('link.open', { url });
    if (!result.ok) return 'unable';
    if (result.value.opened) return 'opened';
    // The desktop host says no where the person declined; the browser host where it has no browser to open.
    return asked ? 'unable' : 'declined';
  }

  return { pageAsks, open };
});
