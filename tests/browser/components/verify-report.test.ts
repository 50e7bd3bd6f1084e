import { afterEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import type { CredentialReport } from '../../../src/contract/credential';
import { appContextKey, type AppContext } from '../../../src/renderer/src/app-context';
import VerifyReport from '../../../src/renderer/src/features/verify/VerifyReport.vue';
import { createInterfaceTexts } from '../../support/interface-texts';

type Checked = Extract<CredentialReport, { outcome: 'checked' }>;

const intact: Checked = {
  outcome: 'checked',
  fileKind: 'pdf',
  signature: 'intact',
  context: '',
  signer: 'did:key:z6Mk',
  signerIsIssuer: true,
  maker: 'this-kind',
  belongs: true,
  sameBytes: true,
  shortCode: 'ABCD-EFGH',
  ownForm: true,
  fields: [],
  pdf: { title: '', keywords: '' },
};

async function show(report: Partial<Checked>): Promise<void> {
  await render(VerifyReport, {
    props: { report: { ...intact, ...report }, standing: { state: 'unknown' } },
    global: { plugins: [createInterfaceTexts()], provide: { [appContextKey as symbol]: { dayOf: () => '2026-11-25' } satisfies Pick<AppContext, 'dayOf'> } },
  });
}

async function answers(report: Partial<Checked>): Promise<ReadonlyMap<string, { readonly text: string; readonly mark: 'good' | 'bad' | 'open' }>> {
  await show(report);
  return new Map(
    [...document.querySelectorAll('.answer')].map(({ classList, children: [question, answer] }) => [
      question?.textContent ?? '',
      { text: answer?.textContent ?? '', mark: classList.contains('good') ? 'good' : classList.contains('bad') ? 'bad' : 'open' },
    ]),
  );
}

afterEach(() => {
  document.body.replaceChildren();
});

describe('the answers about a checked PDF', () => {
  it('leave open, and accuse nobody, where only the bytes are others: another version of the app may have printed it', async () => {
    const shown = await answers({ sameBytes: false });
    expect(shown.get('Is it intact?')?.mark).toBe('good');
    expect(shown.get('Does it belong to this PDF?')?.mark).toBe('good');
    const bytes = shown.get('Is the PDF as it was made?');
    expect(bytes?.mark).toBe('open');
    expect(bytes?.text).toContain('Another version of the app');
  });

  it('say yes where this version prints the same file', async () => {
    expect((await answers({})).get('Is the PDF as it was made?')).toMatchObject({ mark: 'good' });
  });

  it('fail where the PDF names another certificate than the one signed', async () => {
    expect((await answers({ belongs: false, sameBytes: false })).get('Does it belong to this PDF?')?.mark).toBe('bad');
  });

  it('ask nothing about bytes that could not be printed again', async () => {
    expect((await answers({ sameBytes: null })).has('Is the PDF as it was made?')).toBe(false);
  });
});

describe('the signed fields', () => {
  const shownOf = async (name: string, value: string): Promise<string> => {
    await show({ fields: [{ name, detail: '', value }], pdf: null });
    return document.querySelector('.fields dd')?.textContent ?? '';
  };

  it.each([
    ['kind', 'module', 'module (of one module)'],
    ['kind', 'sequence', 'sequence (of a sequence of modules)'],
    ['kind', 'series', 'series (of the whole series)'],
    ['language', 'en', 'en (English)'],
    ['language', 'km', 'km (Khmer)'],
  ])('show the words of a %s beside the signed “%s”', async (name, value, shown) => {
    expect(await shownOf(name, value)).toBe(shown);
  });

  it.each(['name', 'score', 'kind', 'toString', 'valueOf', 'credentialSubject.name'])('of another maker stand under their own path: “%s” says nothing about a learner', async (name) => {
    await show({ ownForm: false, maker: 'other', fields: [{ name, detail: '', value: 'module' }], pdf: null });
    expect(document.querySelector('.fields')?.textContent).toBe(`${name}module`);
  });

  it.each([
    ['language', 'fr'],
    ['kind', 'constructor'],
    ['constructor', 'name'],
    ['title', 'en'],
  ])('show a %s of “%s” as it was signed', async (name, value) => {
    expect(await shownOf(name, value)).toBe(value);
  });
});
