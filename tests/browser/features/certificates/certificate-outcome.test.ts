import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import { page } from 'vitest/browser';
import CertificateOutcome from '../../../../src/renderer/src/features/certificates/CertificateOutcome.vue';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { openWindow } from '../../support/app-scene';
import { withRouter } from '../../support/empty-router';

/** Shows what came of an action that failed with this code; returns how often a new key was asked for. */
async function scene(code: string, issued: boolean, fileName = ''): Promise<() => number> {
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
    const asked = await scene(code, false);
    await alert.getByRole('button', { name }).click();
    expect(asked()).toBe(1);
  });

  it('by a locked key says what to try first, and what becomes of the old key and of earlier certificates', async () => {
    await scene('signing-key-locked', false);
    await expect.element(alert).toHaveTextContent(/Unlock it or log in again, then try once more\./u);
    await expect.element(alert).toHaveTextContent(/put aside and not deleted\. Earlier certificates stay valid/u);
    await expect.element(alert).toHaveTextContent(/still recognises them as its own/u);
  });

  it('by nothing that a key could mend offers none', async () => {
    await scene('disk-full', false);
    await expect.element(alert).toHaveTextContent(/The disk is full/u);
    expect(alert.getByRole('button').elements()).toEqual([]);
  });

  it.each(['signing-key-locked', 'signing-key-damaged', 'signing-failed', 'internal'])(
    'with %s before it was issued says that what was completed is safe, not the certificate',
    async (code) => {
      await scene(code, false);
      await expect.element(alert).toHaveTextContent(/What you completed is safe in your record\./u);
      await expect.element(alert).not.toHaveTextContent(/The certificate itself is safe/u);
    },
  );

  it('after it was issued names the file and the reason, and says that it can be exported again', async () => {
    await scene('disk-full', true, 'my certificate.pdf');
    await expect
      .element(alert)
      .toHaveTextContent(/my certificate\.pdf was not saved\. The disk is full, so the file was not written\./u);
    await expect.element(alert).toHaveTextContent(/The certificate itself is safe in your record/u);
  });
});
