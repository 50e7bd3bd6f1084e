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

it('a page that the host refuses is told, and can be asked for again', async () => {
  const { mounting: global } = openWindow();
  vi.spyOn(useCertificates(), 'preview')
    .mockResolvedValueOnce(failure('forbidden', 'refused'))
    .mockResolvedValueOnce(success({ svg: '<svg xmlns="http://www.w3.org/2000/svg"/>', replaced: [] }));
  const screen = await render(CertificateSheet, { props: { snapshot: certificate(), credential: undefined }, global });
  await expect.element(screen.getByRole('alert')).toHaveTextContent('The request was refused for safety.');
  await screen.getByRole('button', { name: 'Show the page again' }).click();
  await expect.element(screen.getByRole('img', { name: /Certificate page/u })).toBeVisible();
});
