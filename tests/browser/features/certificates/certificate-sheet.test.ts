import { expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import { failure, success } from '../../../../src/contract/result';
import CertificateSheet from '../../../../src/renderer/src/features/certificates/CertificateSheet.vue';
import { useCertificates } from '../../../../src/renderer/src/stores/record/certificates';
import { certificate } from '../../../support/builders/statement-builders';
import { openWindow } from '../../support/app-scene';

it('the page of an earlier revision is not shown in place of a newer one that cannot be typeset', async () => {
  const { mounting: global } = openWindow();
  const preview = vi
    .spyOn(useCertificates(), 'preview')
    .mockResolvedValueOnce(success({ svg: '<svg xmlns="http://www.w3.org/2000/svg"/>', replaced: [] }))
    .mockResolvedValueOnce(failure('internal', 'The press is gone.'));
  const snapshot = certificate();
  const screen = await render(CertificateSheet, { props: { snapshot, credential: undefined }, global });
  await expect.element(screen.getByRole('img')).toBeVisible();
  await screen.rerender({ snapshot: { ...snapshot, revision: 2 } });
  await expect.element(screen.getByRole('alert')).toBeVisible();
  expect(screen.getByRole('img').query()).toBeNull();
  expect(preview).toHaveBeenCalledTimes(2);
});
