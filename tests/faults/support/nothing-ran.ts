import { expect, type Page } from '@playwright/test';

/** What hostile text may never do, watched from before it comes in. */
export interface Watch {
  /** @throws where anything ran, fetched from elsewhere, led away or left a handler in the document */
  readonly expectNothing: () => Promise<void>;
}

/** Elements that no hostile text may make; the app's own scripts and pictures apart. */
const FORBIDDEN =
  'iframe, frame, frameset, object, embed, applet, portal, base, meta[http-equiv], form[action], math, [style*="evil"], [background], [ping], link[href*="evil"], [src*="evil"], [href*="evil"], [srcdoc], script:not([src])';

/** Begins to watch a page of the app. */
export function watchForHarm(page: Page, url: string): Watch {
  const harm: string[] = [];
  page.context().on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:image/'))
      harm.push(`request of ${request.url()}`);
  });
  page.context().on('page', (opened) => harm.push(`window ${opened.url()}`));
  page.on('dialog', (dialog) => {
    harm.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('framenavigated', (frame) => {
    if (frame !== page.mainFrame() || !frame.url().startsWith(url)) harm.push(`navigation to ${frame.url()}`);
  });
  page.on('download', (download) => harm.push(`download of ${download.url()}`));
  // The base64 text marks nothing when it runs: it throws.
  page.on('pageerror', (error) => harm.push(`error ${error.message}`));
  return {
    async expectNothing() {
      const found = await page.evaluate((forbidden) => {
        const handlers = [...document.querySelectorAll('*')].flatMap((element) =>
          [...element.attributes]
            .filter(
              ({ name, value }) =>
                /^on/iu.test(name) || /^(?:javascript|vbscript|data:text)/iu.test(value.replace(/[\p{Cc}\s]/gu, '')),
            )
            .map(({ name, value }) => `${element.tagName} ${name}=${value.slice(0, 60)}`),
        );
        return {
          marked: (window as unknown as { marked?: number }).marked ?? null,
          handlers,
          elements: [...document.body.querySelectorAll(forbidden)].map((element) => element.outerHTML.slice(0, 100)),
          application: document.querySelectorAll('#app').length,
        };
      }, FORBIDDEN);
      expect(found).toEqual({ marked: null, handlers: [], elements: [], application: 1 });
      expect(harm).toEqual([]);
    },
  };
}
