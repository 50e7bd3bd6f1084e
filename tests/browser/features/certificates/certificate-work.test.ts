import { afterEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import { h, type Component } from 'vue';
import type { OperationName, OperationOutput } from '../../../../src/contract/operations';
import { failure, success, type Result } from '../../../../src/contract/result';
import {
  useCertificateWork,
  type CertificateWork,
} from '../../../../src/renderer/src/features/certificates/use-certificate-work';
import type { GivenInput, HostClient } from '../../../../src/renderer/src/host/host-client';
import { useCertificates, type CertificateAnswer } from '../../../../src/renderer/src/stores/record/certificates';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { series } from '../../../support/builders/series-builders';
import { completed } from '../../../support/builders/statement-builders';
import { openWindow } from '../../support/app-scene';
import { until } from '../../support/storage-scene';

afterEach(() => {
  vi.restoreAllMocks();
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
    window.machine.enter({ phase: 'ended' });
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
    window.machine.enter({ phase: 'ended' });
    fail(new Error('The database is closed.'));
    await exporting;
    expect([work.outcome.value, window.announcements.spoken.key]).toEqual([null, '']);
  });

  it('is not tried again with a new key for somebody else', async () => {
    const { window, work, answerForKey } = await scene();
    const tries = vi.fn(async (): Promise<CertificateAnswer> => failure('signing-key-damaged', 'The key is damaged.'));
    await work.run(tries);
    const replacing = work.replaceKey();
    window.machine.enter({ phase: 'ended' });
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
    window.machine.enter({ phase: 'ended' });
    release();
    expect(await issuing).toBe('Another learner is at work now.');
  });
});
