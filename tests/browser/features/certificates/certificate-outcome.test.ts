import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import { page } from 'vitest/browser';
import { createMemoryHistory, createRouter } from 'vue-router';
import CertificateOutcome from '../../../../src/renderer/src/features/certificates/CertificateOutcome.vue';
import { routeNames } from '../../../../src/renderer/src/routes';
import { InMemoryHost } from '../../../support/hosts/in-memory-journal';
import { openWindow } from '../../support/app-scene';

/** Shows what came of an action that failed with this code. */
async function scene(code: string, issued: boolean): Promise<void> {
  const { mounting } = openWindow(new InMemoryHost());
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', name: routeNames.settings, component: { render: () => null } }],
  });
  const outcome = { kind: 'failed', code, fileName: '', characters: '', revealId: '', revision: 0 } as const;
  await render(CertificateOutcome, {
    props: { outcome, issued },
    global: { ...mounting, plugins: [...mounting.plugins, router] },
  });
}

const alert = page.getByRole('alert');

describe('an action on a certificate that failed', () => {
  it.each(['signing-key-locked', 'signing-key-damaged', 'signing-failed', 'internal'])(
    'with %s before it was issued says that what was completed is safe, not the certificate',
    async (code) => {
      await scene(code, false);
      await expect.element(alert).toHaveTextContent(/What you completed is safe in your record\./u);
      await expect.element(alert).not.toHaveTextContent(/The certificate itself is safe/u);
    },
  );

  it('after it was issued says that it can be exported again', async () => {
    await scene('disk-full', true);
    await expect.element(alert).toHaveTextContent(/The certificate itself is safe in your record/u);
  });
});
