import { render } from 'vitest-browser-vue';
import { page } from 'vitest/browser';
import type { OperationInput, OperationName, OperationOutput } from '../../../src/contract/operations';
import { success, type Result } from '../../../src/contract/result';
import { fromBase64 } from '../../../src/domain/json/base64';
import { isObject, parseJson } from '../../../src/domain/json/json-value';
import { createOpenDrafts, openDraftsKey } from '../../../src/renderer/src/components/notes/open-drafts';
import GroupPage from '../../../src/renderer/src/features/group/GroupPage.vue';
import type { GivenInput, HostClient } from '../../../src/renderer/src/host/host-client';
import { checkedCertificate, type Checked } from '../../support/builders/checked-certificate';
import { signedReport, type ReportedAs } from '../../support/builders/group-builders';
import { reportedCourse } from '../../support/builders/report-builders';
import { InMemoryHost } from '../../support/hosts/in-memory-host';
import { openWindow } from './app-scene';
import { withRouter } from './empty-router';

/** A report as it lies in a file; in place of a proof the key that signed it. */
export function reportOf(name: string, as: ReportedAs = {}): File {
  const { key, report } = signedReport(as);
  return new File([JSON.stringify({ ...report, proof: key })], name, { type: 'application/json' });
}

/** What the host says of a report's file. */
function verdictOn(base64: string): OperationOutput<'progress-report.check'> {
  const file = parseJson(new TextDecoder().decode(fromBase64(base64) ?? new Uint8Array()));
  if (!isObject(file)) return { outcome: 'unreadable' };
  if (file['format'] !== 'child-justice-progress-report') return { outcome: 'not-a-report' };
  if (file['version'] !== 1) return { outcome: 'newer-version' };
  const { proof, ...report } = file;
  return typeof proof === 'string'
    ? { outcome: 'intact', key: proof, isOwnKey: false, report: report as ReturnType<typeof signedReport>['report'] }
    : { outcome: 'changed' };
}

/** What the host answers, by operation. */
type Answers = { readonly [Name in OperationName]?: (input: OperationInput<Name>) => OperationOutput<Name> };

/** The page of a group, and what the host was given to save. @param overrides in place of a host's usual answers */
export async function openGroupPage(overrides: Answers = {}) {
  const memory = new InMemoryHost();
  const saved: { readonly name: OperationName; readonly input: unknown }[] = [];
  let text = '';
  let now = Date.UTC(2026, 11, 2);
  let hold: Promise<void> | null = null;
  const answers: Answers = {
    'progress-report.check': ({ base64 }) => verdictOn(base64),
    'credential.verify': () => ({ outcome: 'unreadable', problem: 'not-a-credential' }),
    'signing-key.read': () => ({ publicKey: 'z6Mkown' }),
    'export.begin': () => ({ exportId: '018f3c1e-7b2a-7c3d-8e4f-0123456789ab' }),
    'export.append': (input) => {
      text += input.text;
      return {};
    },
    'export.finish': () => ({ outcome: 'saved', fileName: 'group.json', revealId: 'group' }),
    'table.export': () => ({ outcome: 'saved', fileName: 'group.csv', revealId: 'table' }),
    ...overrides,
  };
  const host: HostClient = {
    async invoke<Name extends OperationName>(
      name: Name,
      input: GivenInput<Name>,
    ): Promise<Result<OperationOutput<Name>>> {
      const answer = answers[name] as ((given: GivenInput<Name>) => OperationOutput<Name>) | undefined;
      if (!answer) return memory.invoke(name, input);
      await hold;
      if (name === 'export.begin' || name === 'table.export') saved.push({ name, input });
      return success(answer(input));
    },
  };
  const window = openWindow(memory, { host, series: reportedCourse, now: () => now });
  await window.create('Keo Mony');
  const drafts = createOpenDrafts();
  const global = withRouter(window.mounting);
  const screen = await render(GroupPage, {
    global: { ...global, provide: { ...global.provide, [openDraftsKey as symbol]: drafts } },
  });
  return {
    window,
    screen,
    drafts,
    saved,
    setNow: (instant: number): void => {
      now = instant;
    },
    /** The text of the file that was saved last. */
    savedText: () => text,
    /** Makes the host wait; returns the function that lets it go on. */
    hold: (): (() => void) => {
      let release: () => void = () => undefined;
      hold = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        hold = null;
        release();
      };
    },
  };
}

/** Chooses files on the page, and waits until they are read. */
export async function chooseFiles(...files: readonly File[]): Promise<void> {
  await page.getByLabelText('Choose files or a ZIP').upload([...files]);
}

/** A member's intact certificate, as the host says of a PDF of many. */
export function memberCertificate(overrides: Partial<Checked> = {}): Checked {
  const fields = { certificateId: 'C1', revision: '1', name: 'Sok Dara', title: 'Module a', issuedOn: '2026-11-21' };
  return checkedCertificate({
    page: null,
    fields: Object.entries({ ...fields, seriesTitle: reportedCourse.title }).map(([name, value]) => ({
      name,
      detail: '',
      value,
    })),
    ...overrides,
  });
}

/** Opens a part of the page. */
export async function openPart(heading: string): Promise<void> {
  await page.getByRole('heading', { name: heading, exact: true }).click();
}

/** Pastes a list of invited people. */
export async function useRoster(text: string): Promise<void> {
  await openPart('Invited people');
  await page.getByLabelText('Names').fill(text);
  await page.getByRole('button', { name: 'Use this list' }).click();
}

/** The rows of the table: name and what is known of it. */
export function tableRows(): readonly string[] {
  return [...document.querySelectorAll('.scrolled tbody tr')].map((row) =>
    [row.querySelector('th button'), row.querySelector('.standing')].map((cell) => cell?.textContent.trim()).join(': '),
  );
}
