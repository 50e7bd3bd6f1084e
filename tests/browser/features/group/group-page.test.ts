import { BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js';
import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import type { OperationInput } from '../../../../src/contract/operations';
import { MAXIMUM_SESSIONS } from '../../../../src/domain/group/attendance';
import { shortCodeOf } from '../../../../src/domain/certificate/short-code';
import { LEARNER_FILE_FORMAT } from '../../../../src/domain/learner-file/learner-file';
import { useGroupDesk } from '../../../../src/renderer/src/stores/group/group-desk';
import { FIRST_KEY, SECOND_KEY, signedReport } from '../../../support/builders/group-builders';
import {
  memberCertificate,
  chooseFiles,
  openGroupPage,
  openPart,
  reportOf,
  tableRows,
  useRoster,
} from '../../support/group-scene';

afterEach(() => {
  document.body.replaceChildren();
});

const edition = (value: string) => ({
  change: (report: Parameters<NonNullable<NonNullable<Parameters<typeof reportOf>[1]>['change']>>[0]) => ({
    ...report,
    course: { ...report.course, edition: value },
  }),
});

describe('what is opened', () => {
  it('gets one headline a file; one bad file hides no other, and a backup isn’t read', async () => {
    await openGroupPage();
    await chooseFiles(
      reportOf('dara.json'),
      reportOf('dara (1).json'),
      new File(['{"format":"child-justice-progress-report","ver'], 'cut.json'),
      new File(['{"format":"child-justice-progress-report","version":1}'], 'forged.json'),
      new File(['{"format":"child-justice-progress-report","version":2}'], 'newer.json'),
      new File([`{"format":"${LEARNER_FILE_FORMAT}","version":1}\n{"note":"private"}`], 'backup.jsonl'),
      new File(['holiday'], 'photo.jpg'),
      new File([''], 'empty.json'),
    );
    await expect.element(page.getByText(/8 files, 1 of them intact and counted/u)).toBeVisible();
    await openPart('Files');
    const shown = Object.fromEntries(
      [...document.querySelectorAll('section[aria-labelledby^="files-"]')].map((section) => [
        section.querySelector('h3')?.textContent.trim(),
        [...section.querySelectorAll('.path')].map(({ textContent }) => textContent),
      ]),
    );
    expect(shown).toEqual({
      'Changed after signing': ['forged.json'],
      'Cannot be read': ['cut.json', 'empty.json', 'newer.json'],
      'Backups, with private notes': ['backup.jsonl'],
      'Intact, computer not yet known': ['dara.json'],
      'The same file twice': ['dara (1).json'],
      'Not from this app': ['photo.jpg'],
    });
    await expect.element(page.getByText(/Update this app, then open it again/u)).toBeVisible();
    const changed = page.getByRole('region', { name: 'Changed after signing' });
    await expect.element(changed).toHaveTextContent(/do not count them.+forged\.json.+signature does not fit/u);
    expect(document.body.textContent).not.toContain('private"');
  });

  it('may be a ZIP, whose files are read as if they lay beside it', async () => {
    const zip = new ZipWriter(new BlobWriter('application/zip'));
    await zip.add('reports/dara.json', new TextReader(await reportOf('dara.json').text()));
    await zip.add('bopha.json', new TextReader(await reportOf('b', { person: 2, name: 'Chan Bopha' }).text()));
    const archive = new File([await zip.close()], 'group.zip');
    await openGroupPage();
    await chooseFiles(archive, new File([(await archive.arrayBuffer()).slice(0, 60)], 'cut.zip'));
    await expect.poll(tableRows).toEqual(['Chan Bopha: computer not yet known', 'Sok Dara: computer not yet known']);
    await openPart('Files');
    await expect.element(page.getByText('group.zip/reports/dara.json')).toBeVisible();
    await expect.element(page.getByText('cut.zip', { exact: true })).toBeVisible();
  });

  it('says of a certificate what the check page says: it is intact, and its page is another’s', async () => {
    await openGroupPage({
      'progress-report.check': () => ({ outcome: 'not-a-report' }),
      'credential.verify': () => memberCertificate({ page: 'another' }),
    });
    await chooseFiles(new File(['%PDF-1.7 retitled'], 'retitled.pdf'));
    await openPart('Files');
    const changed = page.getByRole('region', { name: 'Changed after signing' });
    await expect.element(changed.getByText('The page is not the one that was signed')).toBeVisible();
    expect(changed.element().textContent).not.toContain('signature');
  });

  it('isn’t taken for the certificate that was read where other bytes lie there by now', async () => {
    let bytes = '%PDF-1.7 as it was';
    const file = new File([bytes], 'certificate.pdf');
    file.slice = (start, end) => new Blob([bytes.slice(start, end)]);
    await openGroupPage({
      'progress-report.check': () => ({ outcome: 'not-a-report' }),
      'credential.verify': ({ isOneOfMany }) =>
        memberCertificate(isOneOfMany === true ? {} : { signature: 'changed', signerIsIssuer: null }),
    });
    await useGroupDesk().open(file);
    await openPart('Files');
    bytes = '%PDF-1.7 forged now';
    await page.getByText('What was signed').click();
    await expect.element(page.getByText(/The system did not give its content/u)).toBeVisible();
    expect(useGroupDesk().files.map(({ headline }) => headline)).toEqual(['unnamed']);
  });

  it('is read with progress, and can be stopped; what was read stays, and nothing half read is saved', async () => {
    const { hold } = await openGroupPage();
    await useRoster('Sok Dara');
    const saving = page.getByRole('button', { name: /^(?:Save as CSV|Save for Excel|Print)$/u });
    expect(saving.elements()).toHaveLength(3);
    const release = hold();
    await chooseFiles(reportOf('dara.json'), reportOf('bopha.json', { person: 2, name: 'Chan Bopha' }));
    await expect.element(page.getByText('Reading file 0 of 2')).toBeVisible();
    expect(saving.elements()).toHaveLength(0);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(page.getByText('Stopped.')).toBeVisible();
    release();
    await expect.element(page.getByRole('progressbar')).not.toBeInTheDocument();
    expect(saving.elements()).toHaveLength(3);
  });

  it('has its pages compared all at once, with progress, until somebody stops it', async () => {
    const { hold } = await openGroupPage({
      'progress-report.check': () => ({ outcome: 'not-a-report' }),
      'credential.verify': ({ isOneOfMany }) => memberCertificate({ page: isOneOfMany === true ? null : 'genuine' }),
    });
    const pages = (): readonly string[] =>
      useGroupDesk().files.map(({ found }) => (found.content === 'certificate' ? found.page : ''));
    await chooseFiles(...['a', 'b', 'c'].map((name) => new File([`%PDF-1.7 ${name}`], `${name}.pdf`)));
    await expect.element(page.getByText('Printed pages not compared: 3.')).toBeVisible();
    const release = hold();
    await page.getByRole('button', { name: 'Compare all pages' }).click();
    await expect.element(page.getByText('Comparing page 0 of 3')).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    release();
    // The one that was being compared, and no further one.
    await expect.poll(pages).toEqual(['sure', 'unopened', 'unopened']);
    await page.getByRole('button', { name: 'Compare all pages' }).click();
    await expect.poll(pages).toEqual(['sure', 'sure', 'sure']);
    await expect.element(page.getByText('Printed pages not compared')).not.toBeInTheDocument();
    await expect.element(page.getByText('3 pages compared: all exactly as signed.')).toBeVisible();
    await expect.element(page.getByText('3 files, 0 of them intact and counted')).toBeVisible();
  });
});

describe('what was found', () => {
  it('adds up to the number of files, with those that are there twice or not ours', async () => {
    await openGroupPage();
    await chooseFiles(reportOf('dara.json'), reportOf('dara (1).json'), new File(['holiday'], 'photo.jpg'));
    const found = page.getByText('3 files, 1 of them intact and counted in the table.');
    await expect.element(found).toBeVisible();
    const counts = [...found.element().textContent.matchAll(/: (\d+)\./gu)].map(([, count]) => Number(count));
    expect(counts).toEqual([1, 1]);
  });

  it('names what is intact and counts in nobody’s row, and leads to it', async () => {
    await openGroupPage({ 'credential.verify': () => memberCertificate({ page: 'genuine' }) });
    await chooseFiles(reportOf('dara.json'), new File(['{"type":"VerifiableCredential"}'], 'stray.json'));
    await page.getByRole('button', { name: 'Intact, in nobody’s row: 1' }).click();
    const stray = page.getByRole('region', { name: 'Intact, in nobody’s row' });
    await expect.element(stray.getByText('stray.json')).toBeInViewport();
    await expect.element(stray.getByText(/^Sok Dara’s report of 1 December 2026 does not list it/u)).toBeVisible();
    await stray.getByText('What was signed').click();
    await expect.element(stray.getByText(/^(?:\d{5} ){5}\d{5}$/u)).toBeVisible();
    await expect.element(page.getByText('2 files, 1 of them intact and counted')).toBeVisible();
  });
});

describe('the table', () => {
  it('has everybody of the list, and says why somebody has no report', async () => {
    await openGroupPage();
    await chooseFiles(
      reportOf('dara.json'),
      reportOf('mony.json', { person: 3, name: 'Keo Mony', ...edition('2025') }),
      reportOf('bopha.json', { person: 2, name: 'Chan Bopha' }),
    );
    await useRoster('Sok Dara\nChan Bopha\nChan Bopha\nKeo Mony\nNou Sreymom');
    await expect
      .poll(tableRows)
      .toEqual([
        'Sok Dara: computer not yet known',
        'Chan Bopha: report not attached yet',
        'Chan Bopha: report not attached yet',
        'Keo Mony: report of another edition',
        'Nou Sreymom: nothing sent',
        expect.stringMatching(/^Chan Bopha \(\d{4}\): computer not yet known$/u),
      ]);
    // Whoever's report is there hasn't to be asked for one without a word on it.
    const missing = document.querySelector('.completed')?.textContent;
    expect(missing).toContain('Keo Mony (report of another edition)');
    expect(missing).toContain('Chan Bopha (invited, no report attached)');
    expect(missing).toMatch(/2 names\s+\+ 2 invited/u);
    await page.getByRole('button', { name: /^Chan Bopha \(/u }).click();
    const byName = () => document.querySelector('#group-invited option')?.textContent.trim();
    expect(byName()).toBe('By name: undecided, as two or more bear it');
    await page.getByLabelText('On the list of invited people').selectOptions('Keo Mony');
    expect(byName()).toBe('By name: undecided, as two or more bear it');
  });

  it('shows a person’s digits, who else is on the computer, and what was signed', async () => {
    await openGroupPage();
    await chooseFiles(reportOf('dara.json'), reportOf('bopha.json', { person: 2, name: 'Chan Bopha' }));
    await page.getByRole('button', { name: 'Sok Dara' }).click();
    const details = page.getByRole('region', { name: 'Sok Dara' });
    await expect.element(details.getByText(/^(?:\d{5} ){5}\d{5}$/u)).toBeVisible();
    await expect.element(details.getByText('Also on this computer:')).toHaveTextContent('Chan Bopha');
    await details.getByRole('checkbox', { name: /Compared: Sok Dara/u }).click();
    await expect.poll(tableRows).toEqual(['Chan Bopha: person not yet known', 'Sok Dara: known']);
    await details.getByText('What was signed').first().click();
    await expect.element(details.getByText(/Report number 1 of its computer/u)).toBeVisible();
    const marks = [...document.querySelectorAll('tbody th .label')].map(({ textContent }) => textContent.slice(0, -4));
    expect(marks).toEqual(['shared computer ', 'shared computer ']);
  });

  it('says in a person’s row which of their certificates bears another name', async () => {
    const [named] = signedReport().report.certificates;
    const { fields, ...certificate } = memberCertificate({
      page: 'genuine',
      signer: `did:key:${FIRST_KEY}`,
      shortCode: shortCodeOf(Uint8Array.from(named?.digest.match(/../gu) ?? [], (byte) => Number.parseInt(byte, 16))),
    });
    const corrected: Record<string, string> = { certificateId: named?.id ?? '', name: 'Sok Darra' };
    await openGroupPage({
      'credential.verify': () => ({
        ...certificate,
        fields: fields.map((field) => ({ ...field, value: corrected[field.name] ?? field.value })),
      }),
    });
    await chooseFiles(reportOf('dara.json'), new File(['{"type":"VerifiableCredential"}'], 'darra.json'));
    await page.getByRole('button', { name: 'Sok Dara' }).click();
    const details = page.getByRole('region', { name: 'Sok Dara' });
    await expect.element(details.getByText('It counts in the row of Sok Dara, and bears another name.')).toBeVisible();
    await expect.element(page.getByRole('rowheader', { name: /certificate in another name/u })).toBeVisible();
  });

  it('is saved as it is shown, with the same totals', async () => {
    const { saved } = await openGroupPage();
    await chooseFiles(reportOf('dara.json'), reportOf('bopha.json', { person: 2, name: 'Chan Bopha' }));
    await page.getByRole('button', { name: 'Save as CSV' }).click();
    await expect.element(page.getByText(/group\.csv/u)).toBeVisible();
    const { format, table } = saved[0]?.input as OperationInput<'table.export'>;
    expect([format, table.rows.map(([name]) => name)]).toEqual(['csv', ['Chan Bopha', 'Sok Dara']]);
    const shown = [...document.querySelectorAll('tfoot :is(th, td)')].map(({ textContent }) => textContent.trim());
    const numbers = (texts: readonly unknown[]) => texts.join(' ').match(/\d+/gu);
    expect(numbers(table.totals)).toEqual(numbers(shown));
    expect([table.totals[0], shown.at(-1)]).toEqual(['Total: 2 rows', 'present version 2']);
  });

  it('shows what two records can be told apart by, and calls a copied id under another name two people first', async () => {
    await openGroupPage();
    await chooseFiles(reportOf('own.json'), reportOf('copied.json', { key: SECOND_KEY, name: 'Chan Bopha' }));
    await openPart('Same person?');
    const question = page.getByText(/two names \(.+\): likely two people/u);
    await expect.element(question).toHaveTextContent(/Sok Dara.*Chan Bopha|Chan Bopha.*Sok Dara/u);
    const item = question.element().closest('li');
    const shown = [...(item?.querySelectorAll('tbody tr') ?? [])].map((row) =>
      [...row.children].map(({ textContent }) => textContent.trim()),
    );
    const digits = expect.stringMatching(/^(?:\d{5} ){5}\d{5}$/u);
    expect(shown).toEqual([
      ['Computer', digits, digits],
      ...['Modules completed: 1', 'Certificates: 1 in its report, 0 of them here', 'Protocol: 22 November 2026'].map(
        (line) => [line.split(': ')[0], line.split(': ')[1], line.split(': ')[1]],
      ),
      ['Reports here', '1 December 2026 (number 1)', '1 December 2026 (number 1)'],
    ]);
    expect([...(item?.querySelectorAll('button') ?? [])].map((button) => button.textContent.trim())).toEqual([
      'Two people',
      'One person',
    ]);
  });
});

describe('attendance', () => {
  it('is one key a person, and completes nothing', async () => {
    await openGroupPage();
    await useRoster('Sok Dara\nChan Bopha\nKeo Mony');
    await openPart('Attendance');
    await page.getByRole('button', { name: 'All present' }).click();
    await expect.element(page.getByRole('status').getByText('3 of 3 present')).toBeVisible();
    (page.getByRole('checkbox', { name: 'Sok Dara' }).element() as HTMLElement).focus();
    for (const code of ['Digit1', 'Digit0'])
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { code, key: '១', bubbles: true }));
    expect(document.activeElement?.closest('li')?.textContent.trim()).toBe('Keo Mony');
    await expect.element(page.getByRole('status').getByText('2 of 3 present')).toBeVisible();
    const complete = [...document.querySelectorAll('tfoot td')].map(({ textContent }) => textContent.trim());
    expect(complete.slice(2, 4)).toEqual(['2', '0']);
  });
});

describe('decisions', () => {
  const PASSPHRASE = 'a sentence that nobody guesses';

  it('are saved as one file that only the passphrase opens, and hold back whoever would leave before', async () => {
    const { window, savedText, drafts } = await openGroupPage();
    const desk = useGroupDesk();
    await useRoster('Sok Dara');
    expect([desk.isUnsaved, drafts.waitForWriter.value]).toEqual([true, true]);
    await openPart('Decisions');
    await page.getByLabelText('Passphrase', { exact: true }).fill('short');
    await page.getByRole('button', { name: 'Save decisions' }).click();
    await expect.element(page.getByText('A passphrase has 12 characters or more.')).toBeVisible();
    await page.getByLabelText('Passphrase', { exact: true }).fill(PASSPHRASE);
    await page.getByLabelText('Passphrase once more', { exact: true }).fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Save decisions' }).click();
    await expect.element(page.getByText(/group\.json/u)).toBeVisible();
    expect([desk.isUnsaved, drafts.waitForWriter.value]).toEqual([false, false]);
    expect(savedText()).not.toContain('Sok Dara');

    const file = new File([savedText()], 'group.json');
    desk.setRoster({ columns: [], people: [] });
    desk.discard();
    await page.getByLabelText('Open saved decisions').upload(file);
    await page.getByLabelText('Passphrase', { exact: true }).fill('another sentence altogether');
    await page.getByRole('button', { name: 'Open the file' }).click();
    await expect.element(page.getByText(/This passphrase does not open it/u)).toBeVisible();
    await page.getByLabelText('Passphrase', { exact: true }).fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Open the file' }).click();
    await expect.element(page.getByText(/Opened: saved on 2 December 2026/u)).toBeVisible();
    expect(desk.decisions.roster.people.map(({ name }) => name)).toEqual(['Sok Dara']);

    window.machine.send({ type: 'lost' });
    await expect.poll(() => desk.decisions.roster.people.length).toBe(0);
  });

  it('stay unsaved in a browser until somebody has seen the file among its downloads', async () => {
    await openGroupPage({
      'export.finish': () => ({ outcome: 'download', fileName: 'group.json', path: '#downloads/1' }),
    });
    const desk = useGroupDesk();
    await useRoster('Sok Dara');
    await desk.save(PASSPHRASE);
    await openPart('Decisions');
    await expect.element(page.getByText('The browser does not say whether a file was saved.')).toBeVisible();
    expect(desk.isUnsaved).toBe(true);
    await page.getByRole('button', { name: 'The file is there' }).click();
    expect(desk.isUnsaved).toBe(false);
  });

  it('aren’t overwritten by a file that was being opened as they were made', async () => {
    const { savedText } = await openGroupPage();
    const desk = useGroupDesk();
    await useRoster('Sok Dara');
    await desk.save(PASSPHRASE);
    const opening = desk.openDecisions(new File([savedText()], 'group.json'), PASSPHRASE);
    const sessions = [{ moduleId: 'a', heldOn: '2026-11-20', present: ['sok dara'] }];
    desk.setAttendance(sessions);
    await opening;
    expect(desk.work).toMatchObject({ phase: 'refused', problem: 'decided-meanwhile' });
    expect([desk.isUnsaved, desk.decisions.attendance]).toEqual([true, sessions]);
  });

  it('aren’t saved where they are more than a file may hold, and say so', async () => {
    const { saved } = await openGroupPage();
    const desk = useGroupDesk();
    desk.setAttendance(
      Array.from({ length: MAXIMUM_SESSIONS + 1 }, () => ({ moduleId: 'a', heldOn: '2026-11-20', present: [] })),
    );
    await desk.save(PASSPHRASE);
    await openPart('Decisions');
    await expect.element(page.getByText(/more decisions than one file holds/u)).toBeVisible();
    expect([desk.isUnsaved, saved]).toEqual([true, []]);
  });
});
