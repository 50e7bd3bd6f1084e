import { expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import type { CertificateDocument } from '../../../../src/contract/certificate-document';
import type { OperationName, OperationOutput } from '../../../../src/contract/operations';
import { success, type Result } from '../../../../src/contract/result';
import CertificatePage from '../../../../src/renderer/src/features/certificates/CertificatePage.vue';
import type { GivenInput, HostClient } from '../../../../src/renderer/src/host/host-client';
import { completed } from '../../../support/builders/statement-builders';
import { series } from '../../../support/builders/series-builders';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { openWindow } from '../../support/app-scene';
import { withRouter } from '../../support/empty-router';

const PAGE = { svg: '<svg xmlns="http://www.w3.org/2000/svg"/>', replaced: [] };

/** The page of module a's certificate, which is earned, and what the host was asked about certificates. */
async function scene() {
  const memory = new InMemoryHost();
  const asked: { readonly name: string; readonly document: CertificateDocument }[] = [];
  const answers: { readonly [Name in OperationName]?: unknown } = {
    'certificate.preview': PAGE,
    'certificate.issue': { credential: '{}', page: PAGE },
    'certificate.export': { outcome: 'cancelled' },
  };
  const host: HostClient = {
    async invoke<Name extends OperationName>(
      name: Name,
      input: GivenInput<Name>,
    ): Promise<Result<OperationOutput<Name>>> {
      if (answers[name] === undefined) return memory.invoke(name, input);
      asked.push({ name, document: (input as { readonly document: CertificateDocument }).document });
      return success(answers[name]) as Result<OperationOutput<Name>>;
    },
  };
  const window = openWindow(memory, { host });
  await window.create('Sok Dara');
  const [outline] = series().modules;
  if (outline) await window.record.append(completed(outline));
  const screen = await render(CertificatePage, {
    props: { kind: 'module', objectId: 'a' },
    global: withRouter(window.mounting),
  });
  await expect.element(screen.getByRole('img', { name: /Sok Dara/u })).toBeVisible();
  return { window, screen, asked };
}

it('an export crosses to the host twice: it is issued, which answers its page, and saved', async () => {
  const { screen, asked } = await scene();
  asked.length = 0;
  await screen.getByRole('button', { name: 'Export as PDF' }).click();
  await expect.element(screen.getByText(/^Nothing was saved/u)).toBeVisible();
  await expect.element(screen.getByRole('img', { name: /Sok Dara/u })).toBeVisible();
  expect(asked.map(({ name }) => name)).toEqual(['certificate.issue', 'certificate.export']);
  expect(asked[1]?.document).toEqual(asked[0]?.document);
});

it('a name that changes while the page is open is shown, signed and saved', async () => {
  const { window, screen, asked } = await scene();
  await window.session.update({ latinName: 'Dara Sok' });
  await expect.element(screen.getByRole('img', { name: /Dara Sok/u })).toBeVisible();
  await screen.getByRole('button', { name: 'Export as PDF' }).click();
  await expect.element(screen.getByText(/^Nothing was saved/u)).toBeVisible();
  expect(asked.map(({ name, document }) => [name, document.learner.latinName])).toEqual([
    ['certificate.preview', 'Sok Dara'],
    ['certificate.preview', 'Dara Sok'],
    ['certificate.issue', 'Dara Sok'],
    ['certificate.export', 'Dara Sok'],
  ]);
});
