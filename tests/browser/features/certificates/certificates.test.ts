import { expect, it, vi, afterEach, describe } from 'vitest';
import { render } from 'vitest-browser-vue';
import { h, type Component } from 'vue';
import { page } from 'vitest/browser';
import { failure, success, type Result } from '../../../../src/contract/result';
import CertificateSheet from '../../../../src/renderer/src/components/certificates/CertificateSheet.vue';
import { useCertificates, type CertificateAnswer } from '../../../../src/renderer/src/stores/record/certificates';
import { certificate, completed } from '../../../support/builders/statement-builders';
import { openWindow } from '../../support/app-scene';
import type { OperationName, OperationOutput } from '../../../../src/contract/operations';
import {
  useCertificateWork,
  type CertificateWork,
} from '../../../../src/renderer/src/features/certificates/use-certificate-work';
import type { GivenInput, HostClient } from '../../../../src/renderer/src/host/host-client';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { series } from '../../../support/builders/series-builders';
import { until } from '../../support/storage-scene';
import CertificateOutcome from '../../../../src/renderer/src/features/certificates/CertificateOutcome.vue';
import { withRouter } from '../../support/empty-router';

afterEach(() => {
  vi.restoreAllMocks();
});

it('the page of an earlier revision is not shown in place of a newer one that cannot be typeset', async () => {
  const { mounting: global } = openWindow();
  const preview = vi
    .fn()
    .mockResolvedValueOnce(success({ svg: '<svg xmlns="http://www.w3.org/2000/svg"/>', replaced: [] }))
    .mockResolvedValueOnce(failure('internal', 'The press is gone.'));
  const snapshot = certificate();
  const screen = await render(CertificateSheet, { props: { snapshot, credential: undefined, preview }, global });
  await expect.element(screen.getByRole('img')).toBeVisible();
  await screen.rerender({ snapshot: { ...snapshot, revision: 2 } });
  await expect.element(screen.getByRole('alert')).toBeVisible();
  expect(screen.getByRole('img').query()).toBeNull();
  expect(preview).toHaveBeenCalledTimes(2);
});

it('a page that the host refuses is told, and can be asked for again', async () => {
  const { mounting: global } = openWindow();
  const preview = vi
    .fn()
    .mockResolvedValueOnce(failure('forbidden', 'refused'))
    .mockResolvedValueOnce(success({ svg: '<svg xmlns="http://www.w3.org/2000/svg"/>', replaced: [] }));
  const screen = await render(CertificateSheet, {
    props: { snapshot: certificate(), credential: undefined, preview },
    global,
  });
  await expect.element(screen.getByRole('alert')).toHaveTextContent('The request was refused for safety.');
  await screen.getByRole('button', { name: 'Show the page again' }).click();
  await expect.element(screen.getByRole('img', { name: /Certificate page/u })).toBeVisible();
});

const download = success({
  outcome: 'download',
  fileName: 'Certificate of Sok Dara.pdf',
  path: '/downloads/1',
} as const);

/**
 * A window with a page's work with certificates, and a host that signs, and answers for keys when `answerForKey` says
 * so.
 */
async function scene() {
  const memory = new InMemoryHost();
  let answerForKey: () => void = () => undefined;
  const keyAsked = new Promise<void>((resolve) => {
    answerForKey = resolve;
  });
  const host: HostClient = {
    async invoke<Name extends OperationName>(
      name: Name,
      input: GivenInput<Name>,
    ): Promise<Result<OperationOutput<Name>>> {
      if (name === 'certificate.issue')
        return success({ credential: '{}', page: { svg: '', replaced: [] } }) as Result<OperationOutput<Name>>;
      if (name !== 'signing-key.replace') return memory.invoke(name, input);
      await keyAsked;
      return success({ replaced: true }) as Result<OperationOutput<Name>>;
    },
  };
  const window = openWindow(memory, { host });
  await window.create('Sok Dara');
  const works: CertificateWork[] = [];
  const Page: Component = {
    setup() {
      works.push(useCertificateWork());
      return () => h('p');
    },
  };
  await render(Page, { global: window.mounting });
  const [work] = works;
  if (!work) throw new Error('The page was not set up.');
  const downloads = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
  return { memory, window, work, downloads, answerForKey, certificates: useCertificates() };
}

/** An answer that comes when the test says so. */
function later() {
  let answer: (value: CertificateAnswer) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const promise = new Promise<CertificateAnswer>((resolve, reject) => {
    answer = resolve;
    fail = reject;
  });
  return { promise, answer, fail };
}

describe('an export of a certificate', () => {
  it('is downloaded and said', async () => {
    const { window, work, downloads } = await scene();
    await work.run(async () => download);
    expect(downloads).toHaveBeenCalledTimes(1);
    expect(window.announcements.spoken).toMatchObject({
      key: 'certificates.said.download',
      values: { fileName: 'Certificate of Sok Dara.pdf' },
    });
  });

  it('that is answered when its learner has left is neither downloaded nor said to the next one', async () => {
    const { window, work, downloads } = await scene();
    const { promise, answer } = later();
    const exporting = work.run(() => promise);
    window.machine.send({ type: 'lost' });
    await window.create('Chan Thida');
    answer(download);
    await exporting;
    expect(downloads).not.toHaveBeenCalled();
    expect(window.announcements.spoken.key).toBe('');
    expect([work.outcome.value, work.busy.value]).toEqual([null, false]);
  });

  it('that fails then is not told either', async () => {
    const { window, work } = await scene();
    const { promise, fail } = later();
    const exporting = work.run(() => promise);
    window.machine.send({ type: 'lost' });
    fail(new Error('The database is closed.'));
    await exporting;
    expect([work.outcome.value, window.announcements.spoken.key]).toEqual([null, '']);
  });

  it('is not tried again with a new key for somebody else', async () => {
    const { window, work, answerForKey } = await scene();
    const tries = vi.fn(async (): Promise<CertificateAnswer> => failure('signing-key-damaged', 'The key is damaged.'));
    await work.run(tries);
    const replacing = work.replaceKey();
    window.machine.send({ type: 'lost' });
    await window.create('Chan Thida');
    answerForKey();
    await replacing;
    expect(tries).toHaveBeenCalledTimes(1);
  });

  it('is not begun where its learner leaves while the certificate is being issued', async () => {
    const { memory, window, certificates } = await scene();
    const { current: session } = window.session;
    await window.record.append(
      series()
        .modules.slice(0, 1)
        .flatMap((outline) => completed(outline)),
    );
    const release = memory.hold();
    const issuing = certificates.issue({ kind: 'module', objectId: 'a' }).then(
      () => 'issued',
      (error: Error) => error.message,
    );
    await until(async () => Object.keys((await session?.statements.load())?.certificates ?? {}).length > 0);
    window.machine.send({ type: 'lost' });
    release();
    expect(await issuing).toBe('Another learner is at work now.');
  });
});

/** Shows what came of an action that failed with this code; returns how often a new key was asked for. */
async function showOutcome(code: string, issued: boolean, fileName = ''): Promise<() => number> {
  const { mounting } = openWindow(new InMemoryHost());
  const outcome = { kind: 'failed', code, fileName, characters: '', revealId: '', revision: 0 } as const;
  let asked = 0;
  await render(CertificateOutcome, {
    props: {
      outcome,
      issued,
      onNewKey: () => {
        asked += 1;
      },
    },
    global: withRouter(mounting),
  });
  return () => asked;
}

const alert = page.getByRole('alert');

describe('an action on a certificate that failed', () => {
  it.each([
    ['signing-key-locked', 'Put the locked key aside and make a new one'],
    ['signing-key-damaged', 'Put the damaged key aside and make a new one'],
  ])('with %s offers a new key', async (code, name) => {
    const asked = await showOutcome(code, false);
    await alert.getByRole('button', { name }).click();
    expect(asked()).toBe(1);
  });

  it('by a locked key says what to try first, and what becomes of the old key and of earlier certificates', async () => {
    await showOutcome('signing-key-locked', false);
    await expect.element(alert).toHaveTextContent(/Unlock it or log in again, then try once more\./u);
    await expect.element(alert).toHaveTextContent(/put aside and not deleted\. Earlier certificates stay valid/u);
    await expect.element(alert).toHaveTextContent(/still recognises them as its own/u);
  });

  it('by nothing that a key could mend offers none', async () => {
    await showOutcome('disk-full', false);
    await expect.element(alert).toHaveTextContent(/The disk is full/u);
    expect(alert.getByRole('button').elements()).toEqual([]);
  });

  it.each(['signing-key-locked', 'signing-key-damaged', 'signing-failed', 'internal'])(
    'with %s before it was issued says that what was completed is safe, not the certificate',
    async (code) => {
      await showOutcome(code, false);
      await expect.element(alert).toHaveTextContent(/What you completed is safe in your record\./u);
      await expect.element(alert).not.toHaveTextContent(/The certificate itself is safe/u);
    },
  );

  it('after it was issued names the file and the reason, and says that it can be exported again', async () => {
    await showOutcome('disk-full', true, 'my certificate.pdf');
    await expect
      .element(alert)
      .toHaveTextContent(/my certificate\.pdf was not saved\. The disk is full, so the file was not written\./u);
    await expect.element(alert).toHaveTextContent(/The certificate itself is safe in your record/u);
  });
});
