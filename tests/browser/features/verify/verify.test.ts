import { afterEach, expect, it, describe } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import { shortCodeOf } from '../../../../src/domain/certificate/short-code';
import { credentialReportSchema } from '../../../../src/contract/credential';
import { success } from '../../../../src/contract/result';
import type { AppContext } from '../../../../src/renderer/src/app-context';
import VerifyPage from '../../../../src/renderer/src/features/verify/VerifyPage.vue';
import { checkedCertificate, type Checked } from '../../../support/builders/checked-certificate';
import { certificate } from '../../../support/builders/statement-builders';
import { openWindow } from '../../support/app-scene';
import { withRouter } from '../../support/empty-router';
import VerifyReport from '../../../../src/renderer/src/features/verify/VerifyReport.vue';

afterEach(() => {
  document.body.replaceChildren();
});

/** What the page shows of a file that can't be checked for this reason. */
async function shown(problem: string): Promise<HTMLElement> {
  const host = {
    invoke: () => Promise.resolve(success({ outcome: 'unreadable', problem })),
  } as unknown as AppContext['host'];
  const { mounting } = openWindow(undefined, { host });
  await render(VerifyPage, { global: withRouter(mounting) });
  await page.getByLabelText('Choose a file, or drop it here').upload(new File(['%PDF'], 'letter.pdf'));
  const title = page.getByRole('heading', { name: 'Could not be checked' });
  await expect.element(title).toBeVisible();
  return title.element().closest('section') as HTMLElement;
}

it('gives a file that is no certificate a verdict card of its own, undecided, with the reason and what to do', async () => {
  const card = await shown('no-attachment');
  expect(card.className).toBe('verdict');
  expect(card.textContent).toContain(
    'The PDF holds no signature and shows no code of a certificate, so nothing shows that it is one.',
  );
  expect(card.textContent).toContain('ask whoever gave it for the PDF');
  await expect.element(page.getByRole('heading', { name: 'letter.pdf' })).toBeVisible();
});

it('brings the verdict into sight in a low window, below the box and the code', async () => {
  await page.viewport(683, 384);
  const { bottom } = (await shown('no-attachment')).getBoundingClientRect();
  expect(bottom).toBeLessThanOrEqual(384);
  await page.viewport(1280, 800);
});

it('has words for each reason', async () => {
  const problems = credentialReportSchema.options[0].entries.problem.options;
  const reasons = new Set<string | undefined>();
  for (const problem of problems) {
    const reason = (await shown(problem)).querySelector('p')?.textContent;
    expect(reason, problem).toMatch(/^[A-Z][^_]* [^_]*\.$/u);
    reasons.add(reason);
    document.body.replaceChildren();
  }
  expect(reasons.size).toBe(problems.length);
});

const intact = checkedCertificate({
  period: { from: ['2026-11-25T03:00:00Z'], until: [] },
  pdf: { title: '', keywords: '' },
});

async function show(report: Partial<Checked>): Promise<void> {
  const { mounting } = openWindow(undefined, {
    dayOf: () => '2026-11-25',
    now: () => Date.parse('2026-11-25T09:00:00Z'),
  });
  await render(VerifyReport, {
    props: { report: { ...intact, ...report }, shownStatus: { state: 'unknown' } },
    global: withRouter(mounting),
  });
}

async function answers(
  report: Partial<Checked>,
): Promise<ReadonlyMap<string, { readonly text: string; readonly mark: 'good' | 'bad' | 'open' }>> {
  await show(report);
  return new Map(
    [...document.querySelectorAll('.answer')].map(({ classList, children: [question, answer] }) => [
      question?.textContent ?? '',
      {
        text: answer?.textContent ?? '',
        mark: classList.contains('good') ? 'good' : classList.contains('bad') ? 'bad' : 'open',
      },
    ]),
  );
}

describe('the answers about the page of a PDF', () => {
  const QUESTION = 'Is the page of this PDF genuine?';
  const headings = (): (string | null)[] => [...document.querySelectorAll('h3')].map(({ textContent }) => textContent);

  it('say yes where this version prints the same file', async () => {
    expect((await answers({})).get(QUESTION)).toMatchObject({ mark: 'good' });
    expect(headings()).toContain('What was signed');
  });

  it('leave open, and accuse nobody, where the bytes are others, and give the signed fields to compare', async () => {
    const shown = await answers({ page: 'untold', fields: [{ name: 'name', detail: '', value: 'Sok Dara' }] });
    expect(shown.get('Is it intact?')?.mark).toBe('good');
    expect(shown.get(QUESTION)?.mark).toBe('open');
    expect(shown.get(QUESTION)?.text).toContain('Another version of the app');
    expect(headings()).toContain('Compare these with the page');
    expect(document.querySelector('.fields')?.textContent).toBe('Short code on the pageABCD-EFGHNameSok Dara');
  });

  it('name first what the page bears; what it doesn’t bear is folded, but for a file without a page', async () => {
    const fields = ['name', 'completedOn', 'completedAt', 'issuedOn', 'issuedAt', 'reason'].map((name) => ({
      name,
      detail: '',
      value: `a ${name}`,
    }));
    const lists = (): (string | null)[][] =>
      [...document.querySelectorAll('.fields')].map((list) =>
        [...list.querySelectorAll('dt')].map(({ textContent }) => textContent),
      );
    await show({ page: 'untold', fields, pdf: null });
    expect(lists()).toEqual([
      ['Short code on the page', 'Name', 'Completed on', 'Issued on'],
      ['Completed at', 'Issued at', 'Reason'],
    ]);
    expect(document.querySelector('details .fields')?.textContent).toContain('Reason');
    document.body.replaceChildren();
    await show({ page: null, fields, pdf: null });
    expect(lists()).toHaveLength(1);
  });

  it('leave open a page around the credential of another maker', async () => {
    const shown = await answers({ page: 'untold', ownForm: false, maker: 'other' });
    expect(shown.get(QUESTION)?.mark).toBe('open');
    expect(shown.get(QUESTION)?.text).toContain('credential of another maker');
  });

  it('fail where the PDF names another certificate than the one signed', async () => {
    expect((await answers({ page: 'another' })).get(QUESTION)?.mark).toBe('bad');
  });

  it('are not given for a file without a page', async () => {
    expect((await answers({ page: null, pdf: null })).has(QUESTION)).toBe(false);
  });
});

describe('the signed fields', () => {
  const shownOf = async (name: string, value: string): Promise<string> => {
    await show({ shortCode: '', fields: [{ name, detail: '', value }], pdf: null });
    return document.querySelector('.fields dd')?.textContent ?? '';
  };

  it.each([
    ['kind', 'module', 'module (of one module)'],
    ['kind', 'sequence', 'sequence (of a sequence of modules)'],
    ['kind', 'series', 'series (of the whole series)'],
    ['language', 'en', 'en (English)'],
    ['language', 'km', 'km (Khmer)'],
    ['completedOn', '2026-11-25', '2026-11-25 (25 November 2026)'],
  ])('show the words of a %s beside the signed “%s”', async (name, value, shown) => {
    expect(await shownOf(name, value)).toBe(shown);
  });

  it.each(['name', 'score', 'kind', 'toString', 'valueOf', 'credentialSubject.name'])(
    'of another maker stand under their own path: “%s” says nothing about a learner',
    async (name) => {
      await show({ ownForm: false, maker: 'other', fields: [{ name, detail: '', value: 'module' }], pdf: null });
      expect(document.querySelector('.fields')?.textContent).toBe(`${name}module`);
    },
  );

  it.each([
    ['language', 'xx'],
    ['kind', 'constructor'],
    ['constructor', 'name'],
    ['title', 'en'],
    ['issuedOn', '2026-11-31'],
  ])('show a %s of “%s” as it was signed', async (name, value) => {
    expect(await shownOf(name, value)).toBe(value);
  });
});

describe('the times that a credential gives for itself', () => {
  const QUESTION = 'Does it hold today, by its own dates?';

  it.each([
    ['good', 'still to come', { from: [], until: ['2026-12-25T00:00:00Z'] }],
    ['bad', 'is over', { from: [], until: ['2026-11-24T00:00:00Z'] }],
    ['open', 'may be slow', { from: ['2026-11-26T00:00:00Z'], until: [] }],
    ['open', 'cannot be read', { from: [], until: ['next year'] }],
  ] as const)('are a %s answer of their own: %s', async (mark, words, period) => {
    const shown = (await answers({ period: { from: [...period.from], until: [...period.until] } })).get(QUESTION);
    expect(shown?.mark).toBe(mark);
    expect(shown?.text).toContain(words);
  });

  it('are not asked about where no end is given, nor where the credential is not intact', async () => {
    expect((await answers({})).has(QUESTION)).toBe(false);
    document.body.replaceChildren();
    expect(
      (await answers({ signature: 'changed', period: { from: [], until: ['2026-11-24T00:00:00Z'] } })).has(QUESTION),
    ).toBe(false);
  });

  it('leave it open whether a credential was withdrawn where it names a list of those', async () => {
    expect((await answers({ namesStatus: true })).get('Was it withdrawn?')).toMatchObject({ mark: 'open' });
    document.body.replaceChildren();
    expect((await answers({})).has('Was it withdrawn?')).toBe(false);
  });
});

it('what was signed about the signature stands apart, known options in words', async () => {
  await show({
    proofFields: [
      { name: 'created', detail: '', value: '2026-11-25T03:00:00Z' },
      { name: 'domain', detail: '', value: 'school.example' },
      { name: 'toString', detail: '', value: 'x' },
    ],
    pdf: null,
  });
  expect([...document.querySelectorAll('.fields')].at(-1)?.textContent).toBe(
    'Signed at2026-11-25T03:00:00Zdomainschool.exampletoStringx',
  );
});

describe('a countersignature that a PDF carries', () => {
  const countersignature = {
    state: 'holds',
    key: 'z6Mkcoordinator',
    name: 'Chan Bopha',
    digest: `sha384-${'A'.repeat(64)}`,
    isOwnKey: false,
    text: '{}',
  } as const;

  it.each([
    [{}, 'unknown', 'Anybody can give a name.'],
    [{ isOwnKey: true }, 'good', 'This is the key of this computer.'],
    [{ state: 'changed', key: '', name: '' }, 'bad', 'was changed after it was signed'],
    [{ state: 'other-bytes' }, 'bad', 'of another file with this certificate’s number'],
    [{ state: 'own-key' }, 'bad', 'That confirms nothing.'],
  ] as const)('says what it is worth: %o', async (overrides, mark, words) => {
    await show({ countersignature: { ...countersignature, ...overrides } });
    const line = document.querySelector('.line');
    expect(line?.textContent).toContain(words);
    expect([line?.classList.contains('good'), line?.classList.contains('bad')]).toEqual([
      mark === 'good',
      mark === 'bad',
    ]);
  });
});

describe('a code on paper', () => {
  it('is compared line by line, and says so when all of it is the same', async () => {
    const report = {
      outcome: 'paper',
      signature: 'intact',
      signer: 'did:key:z6Mk',
      maker: 'this-kind',
      fields: [
        { name: 'name', detail: 'cut', value: 'Sok Dara' },
        { name: 'title', detail: '', value: 'Module a' },
        { name: 'revision', detail: '', value: '1' },
      ],
    } as const;
    const host = { invoke: () => Promise.resolve(success(report)) } as unknown as AppContext['host'];
    const { mounting } = openWindow(undefined, { host });
    await render(VerifyPage, { global: withRouter(mounting) });
    await page.getByLabelText('Choose a file, or drop it here').upload(new File(['x'], 'photo.jpg'));
    await expect.element(page.getByRole('heading', { name: 'Signed; compare the paper' })).toBeVisible();
    const same = page.getByText('All of it is the same on the paper.');
    await page.getByRole('checkbox', { name: /Sok Dara.*the beginning/u }).click();
    expect(same.query()).toBeNull();
    await page.getByRole('checkbox', { name: /Module a/u }).click();
    await expect.element(same).toBeVisible();
    expect(page.getByRole('checkbox').elements()).toHaveLength(2);
  });
});

describe('a short code that is typed', () => {
  const CREDENTIAL = '{"signed":true}';

  it.each([
    ['FNTFF', 'A short code has ten letters and digits'],
    ['AAAAA-AAAAA', 'No certificate in this record has the code AAAAA-AAAAA.'],
    ['own', 'Revision 1, made on'],
  ])('is looked up in the own record: %s', async (typed, words) => {
    const window = openWindow();
    await window.create('Sok Dara');
    await window.record.append([{ verb: 'earned', objectId: 'a', certificate: certificate(), credential: CREDENTIAL }]);
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(CREDENTIAL));
    await render(VerifyPage, { global: withRouter(window.mounting) });
    await page
      .getByLabelText(/Or type the short code/u)
      .fill(typed === 'own' ? shortCodeOf(new Uint8Array(digest)).toLowerCase() : typed);
    await page.getByRole('button', { name: 'Find it' }).click();
    await expect.element(page.getByText(words)).toBeVisible();
  });
});

it('checks several files, each by itself, and takes countersignatures in', async () => {
  const window = openWindow();
  await window.create('Sok Dara');
  await render(VerifyPage, { global: withRouter(window.mounting) });
  await page
    .getByLabelText('Choose a file, or drop it here')
    .upload([
      new File(['{"format":"child-justice-countersignatures","version":2}'], 'newer.json'),
      new File(['x'], 'letter.pdf'),
    ]);
  await expect
    .element(page.getByText('The file is of a newer version of the app. Update the app first.'))
    .toBeVisible();
  await expect.element(page.getByRole('heading', { name: 'letter.pdf' })).toBeVisible();
});
