import { afterEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import ExternalAddress from '../../../../src/renderer/src/components/sources/ExternalAddress.vue';
import { copyText } from '../../../../src/renderer/src/components/text/copy-text';
import type { ExternalLink, LinkOutcome } from '../../../../src/renderer/src/components/sources/external-link';
import { openWindow } from '../../support/app-scene';
import { useExternalLink } from '../../../../src/renderer/src/stores/host/external-link';

const URL = 'https://docs.un.org/en/CRC/C/GC/24';

afterEach(() => vi.restoreAllMocks());

function addressOf(url: string, link: Partial<ExternalLink> = {}) {
  const opened: string[] = [];
  const screen = render(ExternalAddress, {
    props: {
      url,
      subject: 'GC 24',
      link: {
        pageAsks: async () => true,
        open: async (address: string): Promise<LinkOutcome> => {
          opened.push(address);
          return 'opened';
        },
        ...link,
      },
    },
    global: { plugins: openWindow().mounting.plugins },
  });
  return { screen, opened };
}

describe('an address outside the app', () => {
  it('is opened after the page has asked, and not before', async () => {
    const { screen, opened } = addressOf(URL);
    const page = await screen;
    await page.getByRole('button', { name: 'Open GC 24 in the browser' }).click();
    await expect.element(page.getByText('This opens docs.un.org in the browser.')).toBeVisible();
    expect(opened).toEqual([]);
    await expect.element(page.getByRole('button', { name: 'Open', exact: true })).toHaveFocus();
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await expect.element(page.getByText('It was opened in the browser.')).toBeVisible();
    expect(opened).toEqual([URL]);
  });

  it('stays closed where the person cancels, and focus returns', async () => {
    const { screen, opened } = addressOf(URL);
    const page = await screen;
    await page.getByRole('button', { name: 'Open GC 24 in the browser' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(page.getByRole('button', { name: 'Open GC 24 in the browser' })).toHaveFocus();
    expect(opened).toEqual([]);
  });

  it('isn’t asked about twice where the host asks', async () => {
    const { screen, opened } = addressOf(URL, { pageAsks: async () => false });
    const page = await screen;
    await page.getByRole('button', { name: 'Open GC 24 in the browser' }).click();
    await expect.element(page.getByText('It was opened in the browser.')).toBeVisible();
    expect(opened).toEqual([URL]);
  });

  it('says so where it can’t be opened', async () => {
    const { screen } = addressOf(URL, { open: async () => 'unable' });
    const page = await screen;
    await page.getByRole('button', { name: 'Open GC 24 in the browser' }).click();
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await expect.element(page.getByText('It could not be opened here.')).toBeVisible();
  });

  it('of a site that the app doesn’t open is shown to be copied', async () => {
    const { screen } = addressOf('https://www.phnompenhpost.com/national/x');
    const page = await screen;
    await expect.element(page.getByText('https://www.phnompenhpost.com/national/x')).toBeVisible();
    await expect.element(page.getByText('The app doesn’t open phnompenhpost.com by itself.')).toBeVisible();
    expect(page.getByRole('button', { name: /^Open/u }).query()).toBeNull();
  });

  it('is copied without the clipboard’s own interface where the browser refuses that', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('denied', 'NotAllowedError'));
    const copied: string[] = [];
    const note = (event: Event): void => {
      // Files run beside each other and have one clipboard, from which another one pastes.
      event.preventDefault();
      const field = document.activeElement;
      if (field instanceof HTMLTextAreaElement) copied.push(field.value);
    };
    document.addEventListener('copy', note);
    await copyText(URL);
    document.removeEventListener('copy', note);
    expect(copied).toEqual([URL]);
    expect(document.querySelector('textarea')).toBeNull();
  });
});

describe('opening through the host', () => {
  it('asks on the page in the browser host, and says that nothing opened', async () => {
    const window = openWindow();
    const link = useExternalLink(window.mounting.plugins[0] as never);
    expect(await link.pageAsks()).toBe(true);
    expect(['opened', 'unable']).toContain(await link.open(URL));
  });
});
