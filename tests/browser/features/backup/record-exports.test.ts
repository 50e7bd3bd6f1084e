import { expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import FacilitatorPage from '../../../../src/renderer/src/features/facilitator/FacilitatorPage.vue';
import { useRecordExports } from '../../../../src/renderer/src/stores/transfer/record-exports';
import { openWindow } from '../../support/app-scene';
import { withRouter } from '../../support/empty-router';

it('the outcome of an export is not shown on the next screen that has exports', async () => {
  const window = openWindow();
  await window.create();
  window.host.fail('disk-full', 'export.begin');
  const [pinia] = window.mounting.plugins;
  const recordExports = useRecordExports(pinia as never);
  const mounting = withRouter(window.mounting);
  const page = await render(FacilitatorPage, { global: mounting });
  await recordExports.saveTable();
  await expect.element(page.getByText('The disk is full', { exact: false })).toBeVisible();
  await page.unmount();
  expect(recordExports.work).toEqual({ phase: 'idle' });
});
