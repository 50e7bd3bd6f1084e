import { afterEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import DailyFailure from '../../../../src/renderer/src/features/backup/DailyFailure.vue';
import { createInterfaceTexts } from '../../../support/interface-texts';

async function said(code: string): Promise<string> {
  await render(DailyFailure, { props: { code }, global: { plugins: [createInterfaceTexts()] } });
  return document.body.innerText.replace(/\s+/gu, ' ').trim();
}

afterEach(() => {
  document.body.replaceChildren();
});

describe('a daily copy that could not be written', () => {
  it.each(['disk-full', 'disk-nearly-full', 'file-busy', 'folder-missing', 'no-access', 'read-only', 'write-failed'])(
    'is told with what can be done about %s, which is not to choose another place',
    async (code) => {
      const text = await said(code);
      expect(text).toMatch(
        /^The last daily copy could not be written\. Your work itself is saved, and the copy is tried again by itself\. \S.*\.$/u,
      );
      expect(text).not.toMatch(/choose|snapshots\./iu);
    },
  );

  it('is told of a reason that has no words of its own here as elsewhere, and of an unknown one too', async () => {
    expect(await said('journal-unreadable')).toContain('The journal file cannot be read.');
    document.body.replaceChildren();
    expect(await said('constructor-of-tomorrow')).toContain('Something unforeseen went wrong.');
  });
});
