import { expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import type { CertificateDocument } from '../../../../src/contract/certificate-document';
import type { OperationName, OperationOutput } from '../../../../src/contract/operations';
import { success, type Result } from '../../../../src/contract/result';
import CertificatePage from '../../../../src/renderer/src/features/certificates/CertificatePage.vue';
import type { AppContext } from '../../../../src/renderer/src/app-context';
import type { GivenInput, HostClient } from '../../../../src/renderer/src/host/host-client';
import { completed } from '../../../support/builders/statement-builders';
import { series } from '../../../support/builders/series-builders';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { openWindow } from '../../support/app-scene';
import { withRouter } from '../../support/empty-router';

const PAGE = { svg: '<svg xmlns="http://www.w3.org/2000/svg"/>', replaced: [] };

/** What the host signed, and all that is asked of it afterwards. */
const SIGNED = '{"signed":true}';

/** The page of module a's certificate, which is earned, and what the host was asked about certificates. */
async function scene(overrides: Partial<AppContext> = {}) {
  const memory = new InMemoryHost();
  const asked: (readonly [name: string, what: string])[] = [];
  const documents: CertificateDocument[] = [];
  const answers: { readonly [Name in OperationName]?: unknown } = {
    'certificate.preview': PAGE,
    'certificate.issue': { credential: SIGNED, page: PAGE },
    'certificate.export': { outcome: 'cancelled' },
  };
  const host: HostClient = {
    async invoke<Name extends OperationName>(
      name: Name,
      input: GivenInput<Name>,
    ): Promise<Result<OperationOutput<Name>>> {
      if (answers[name] === undefined) return memory.invoke(name, input);
      const { document, credential = '' } = input as { document?: CertificateDocument; credential?: string };
      asked.push([name, document?.learner.latinName ?? credential]);
      if (document) documents.push(document);
      return success(answers[name]) as Result<OperationOutput<Name>>;
    },
  };
  const window = openWindow(memory, { host, ...overrides });
  await window.create('Sok Dara');
  const [outline] = series().modules;
  if (outline) await window.record.append(completed(outline));
  const screen = await render(CertificatePage, {
    props: { kind: 'module', objectId: 'a' },
    global: withRouter(window.mounting),
  });
  await expect.element(screen.getByRole('img', { name: /Sok Dara/u })).toBeVisible();
  return { window, screen, asked, documents };
}

it('an export crosses to the host twice: it is issued, which answers its page, and saved', async () => {
  const { screen, asked } = await scene();
  asked.length = 0;
  await screen.getByRole('button', { name: 'Save as PDF' }).click();
  await expect.element(screen.getByText(/^Nothing was saved/u)).toBeVisible();
  await expect.element(screen.getByText(/^The PDF holds the signed data already/u)).toBeVisible();
  await expect.element(screen.getByRole('img', { name: /Sok Dara/u })).toBeVisible();
  expect(asked).toEqual([
    ['certificate.issue', 'Sok Dara'],
    ['certificate.export', SIGNED],
  ]);
});

it('a name that changes while the page is open is shown, signed and saved', async () => {
  const { window, screen, asked } = await scene();
  await window.session.update({ latinName: 'Dara Sok' });
  await expect.element(screen.getByRole('img', { name: /Dara Sok/u })).toBeVisible();
  await screen.getByRole('button', { name: 'Save as PDF' }).click();
  await expect.element(screen.getByText(/^Nothing was saved/u)).toBeVisible();
  expect(asked).toEqual([
    ['certificate.preview', 'Sok Dara'],
    ['certificate.preview', 'Dara Sok'],
    ['certificate.issue', 'Dara Sok'],
    ['certificate.export', SIGNED],
  ]);
});

it('is made in the language that is chosen, or in both, and keeps it in later revisions', async () => {
  const khmer = { ...series(), title: 'ស៊េរី' };
  const { screen, documents, window } = await scene({
    translationIn: (language) => (language === 'km' ? { title: khmer.title, modules: {}, sequences: {} } : undefined),
    seriesIn: (language) => (language === 'km' ? khmer : series()),
  });
  expect(documents.at(-1)).toMatchObject({ language: 'en', seriesTitle: series().title });
  await expect.element(screen.getByText('After the first saving the language never changes.')).toBeVisible();
  await screen.getByRole('radio', { name: 'ភាសាខ្មែរ' }).click();
  await expect.poll(() => documents.at(-1)).toMatchObject({ language: 'km', seriesTitle: 'ស៊េរី' });
  await screen.getByRole('radio', { name: 'English and Khmer on one page' }).click();
  const inBoth = { language: 'en', seriesTitle: series().title, beside: { language: 'km', seriesTitle: 'ស៊េរី' } };
  await expect.poll(() => documents.at(-1)).toMatchObject(inBoth);
  await screen.getByRole('button', { name: 'Save as PDF' }).click();
  await expect.element(screen.getByText(/^Nothing was saved/u)).toBeVisible();
  // What is made is frozen: nothing is left to choose.
  await expect.element(screen.getByRole('radio')).not.toBeInTheDocument();
  await expect.element(screen.getByText('After the first saving')).not.toBeInTheDocument();
  await window.session.update({ latinName: 'Dara Sok' });
  await screen.getByRole('radio', { name: 'The name was misspelt' }).click();
  await screen.getByRole('button', { name: 'Make revision 2' }).click();
  await expect.poll(() => documents.at(-1)).toMatchObject({ ...inBoth, revision: 2 });
});
