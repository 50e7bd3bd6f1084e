import { expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import LiveRegion from '../../../../src/renderer/src/components/shell/LiveRegion.vue';
import { createInterfaceTexts } from '../../../support/interface-texts';

const VIOLET = { textKey: 'highlights.marked', values: { colour: 'Violet' } };

it('says the same words again where the same happened again', async () => {
  const screen = await render(LiveRegion, {
    props: { ...VIOLET, count: 1 },
    global: { plugins: [createInterfaceTexts()] },
  });
  const region = document.querySelector('[aria-live="polite"]');
  const before = region?.textContent;
  expect(before).toContain('Violet');

  const additions: string[] = [];
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records)
      additions.push(...[...addedNodes].map(({ textContent }) => textContent ?? ''));
  });
  if (region) observer.observe(region, { childList: true, subtree: true, characterData: true });
  await screen.rerender({ ...VIOLET, count: 2 });
  await expect.poll(() => additions).toEqual([before]);
  expect(document.querySelector('[aria-live="polite"]'), 'the region that a screen reader follows').toBe(region);
});
