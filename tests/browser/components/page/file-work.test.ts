import { afterEach, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import DocumentOutcome from '../../../../src/renderer/src/components/page/DocumentOutcome.vue';
import type { FileWork } from '../../../../src/renderer/src/components/page/file-work';
import { openWindow } from '../../support/app-scene';

afterEach(() => {
  vi.restoreAllMocks();
});

const saved = (): FileWork => ({
  phase: 'saved',
  delivery: { outcome: 'download', fileName: 'Record of learning.pdf', path: '/downloads/1' },
});

it('a file that was ready only after its screen was left is downloaded when the screen says so, and once', async () => {
  const downloads = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
  const global = openWindow().mounting;
  const left = await render(DocumentOutcome, { props: { work: { phase: 'working' } }, global });
  await left.unmount();
  const work = saved();
  const again = await render(DocumentOutcome, { props: { work }, global });
  await expect.element(again.getByText('Record of learning.pdf is in your browser’s downloads.')).toBeVisible();
  expect(downloads).toHaveBeenCalledTimes(1);
  await again.unmount();
  const third = await render(DocumentOutcome, { props: { work }, global });
  expect(downloads).toHaveBeenCalledTimes(1);
  await third.rerender({ work: saved() });
  expect(downloads).toHaveBeenCalledTimes(2);
});
