import { afterEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import { page } from 'vitest/browser';
import type { FolderChoice } from '../../../../src/contract/delivery';
import type { OperationInput, OperationName, OperationOutput } from '../../../../src/contract/operations';
import { failure, success, type Result } from '../../../../src/contract/result';
import CertificatesSaveAll from '../../../../src/renderer/src/features/certificates/CertificatesSaveAll.vue';
import type { GivenInput, HostClient } from '../../../../src/renderer/src/host/host-client';
import { useCertificates } from '../../../../src/renderer/src/stores/record/certificates';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { completed } from '../../../support/builders/statement-builders';
import { series } from '../../../support/builders/series-builders';
import { openWindow } from '../../support/app-scene';
import { withRouter } from '../../support/empty-router';
import { until } from '../../support/storage-scene';

afterEach(() => {
  vi.restoreAllMocks();
});

const FOLDER_ID = '018f3c1e-7b2a-7c3d-8e4f-0123456789ab';

/** Modules a and c complete, on a host that has this folder; `refused` are titles whose export fails. */
async function scene(choice: FolderChoice, refused: readonly string[] = []) {
  const memory = new InMemoryHost();
  const exported: { title: string; folderId: string | undefined }[] = [];
  let release: () => void = () => undefined;
  let held: Promise<void> | null = null;
  const host: HostClient = {
    async invoke<Name extends OperationName>(
      name: Name,
      input: GivenInput<Name>,
    ): Promise<Result<OperationOutput<Name>>> {
      const answer = (value: unknown): Result<OperationOutput<Name>> => success(value) as Result<OperationOutput<Name>>;
      if (name === 'certificate.issue') {
        const { title } = (input as OperationInput<'certificate.issue'>).document;
        return answer({ credential: JSON.stringify({ title }), page: { svg: '', replaced: [] } });
      }
      if (name === 'delivery.choose-folder') return answer(choice);
      if (name !== 'certificate.export') return memory.invoke(name, input);
      const { credential, folderId } = input as OperationInput<'certificate.export'>;
      const { title } = JSON.parse(credential) as { readonly title: string };
      exported.push({ title, folderId });
      await held;
      if (refused.includes(title)) return failure('disk-full', 'No room.');
      const fileName = `${title}.pdf`;
      return answer(
        folderId === undefined
          ? { outcome: 'download', fileName, path: `/downloads/${exported.length}` }
          : { outcome: 'saved', fileName, revealId: fileName },
      );
    },
  };
  const window = openWindow(memory, { host });
  await window.create('Sok Dara');
  const outlines = series().modules.filter(({ id }) => ['a', 'c'].includes(id));
  await window.record.append(outlines.flatMap((outline) => completed(outline)));
  const downloads = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
  const certificates = useCertificates();
  await render(CertificatesSaveAll, {
    props: {
      ready: certificates.statuses.filter(({ eligibility }) => eligibility.earned),
      nameOf: ({ objectId }) => `Certificate ${objectId}`,
    },
    global: withRouter(window.mounting),
  });
  return {
    window,
    exported,
    downloads,
    certificates,
    /** Holds the exports until the returned function is called. */
    hold: () => {
      held = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        held = null;
        release();
      };
    },
  };
}

const button = page.getByRole('button', { name: /Save all certificates|Saving/u });

describe('saving all certificates', () => {
  it('issues what is not issued yet and saves each in the folder that was chosen once', async () => {
    const { exported, certificates, downloads, window } = await scene({
      outcome: 'chosen',
      folderId: FOLDER_ID,
      folderName: 'Certificates',
    });
    await expect
      .element(page.getByText(/2 certificates are ready\. Saving makes them in the name of Sok Dara/u))
      .toBeVisible();
    await button.click();

    await expect.element(page.getByText('2 certificates are in the folder “Certificates”.')).toBeVisible();
    expect(exported).toEqual([
      { title: 'Module a', folderId: FOLDER_ID },
      { title: 'Module c', folderId: FOLDER_ID },
    ]);
    const files = page.getByRole('list', { name: 'Certificates that were saved' }).getByRole('listitem');
    await expect.element(files.nth(1)).toHaveTextContent('Module c.pdf');
    expect(certificates.statuses.filter(({ issued }) => issued).length).toBe(2);
    expect(downloads).not.toHaveBeenCalled();
    expect(window.announcements.spoken).toMatchObject({ values: { count: 2, total: 2 } });
    await expect.element(page.getByRole('button', { name: 'Show in its folder' })).toBeVisible();
  });

  it('downloads each where the host chooses no folders, no faster than a browser takes them', async () => {
    const { exported, downloads } = await scene({ outcome: 'none' });
    const began: number[] = [];
    downloads.mockImplementation(() => {
      began.push(performance.now());
    });
    await button.click();
    await expect.element(page.getByText(/2 certificates went to your browser’s downloads/u)).toBeVisible();
    expect(exported.map(({ folderId }) => folderId)).toEqual([undefined, undefined]);
    expect(downloads).toHaveBeenCalledTimes(2);
    // A browser drops what is more than ten in a second.
    const [first, second] = began;
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(100);
  });

  it('saves the others where one fails, says which and why, and tries that one again', async () => {
    const refused = ['Module a'];
    const { exported } = await scene({ outcome: 'none' }, refused);
    await button.click();
    const alert = page.getByRole('alert');
    await expect.element(alert).toHaveTextContent(/1 certificate could not be saved\. What you completed is safe/u);
    await expect.element(alert).toHaveTextContent(/Certificate a: .*disk/u);
    await expect.element(page.getByText('Module c.pdf')).toBeVisible();

    refused.pop();
    await alert.getByRole('button', { name: 'Try these again' }).click();
    await expect.element(page.getByText('Module a.pdf')).toBeVisible();
    expect(exported.map(({ title }) => title)).toEqual(['Module a', 'Module c', 'Module a']);
    expect(document.activeElement?.textContent.trim()).toBe('Save all certificates');
  });

  it('shows how far it is, and stops after the one that is being saved', async () => {
    const { exported, hold } = await scene({ outcome: 'none' });
    const release = hold();
    await button.click();
    await expect.element(page.getByRole('button', { name: 'Saving 1 of 2' })).toBeVisible();
    await expect.element(page.getByRole('progressbar')).toBeVisible();
    await page.getByRole('button', { name: 'Stop' }).click();
    release();
    await expect.element(page.getByText('Stopped. 1 of them was not saved.')).toBeVisible();
    await expect.element(page.getByText('Module a.pdf')).toBeVisible();
    expect(exported).toHaveLength(1);
  });

  it('saves nothing where no folder is chosen', async () => {
    const { exported, certificates } = await scene({ outcome: 'cancelled' });
    await button.click();
    await expect.element(page.getByText(/Nothing was saved/u)).toBeVisible();
    expect(exported).toEqual([]);
    expect(certificates.statuses.filter(({ issued }) => issued)).toEqual([]);
  });

  it('stops, and neither downloads nor tells, where its learner leaves meanwhile', async () => {
    const { window, exported, downloads, hold } = await scene({ outcome: 'none' });
    const release = hold();
    await button.click();
    await until(() => exported.length === 1);
    window.machine.send({ type: 'lost' });
    release();
    await expect.element(page.getByRole('button', { name: 'Save all certificates' })).toBeVisible();
    expect([exported.length, downloads.mock.calls.length, window.announcements.spoken.key]).toEqual([1, 0, '']);
  });
});
