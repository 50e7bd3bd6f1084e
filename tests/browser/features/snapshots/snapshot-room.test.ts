import { afterEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import SnapshotRoom from '../../../../src/renderer/src/features/snapshots/SnapshotRoom.vue';
import { createInterfaceTexts } from '../../../support/interface-texts';

const MEGABYTE = 1024 * 1024;
/** Noon of a day where the test runs, whatever its zone. */
const NOON = new Date(2026, 10, 25, 12).toISOString();

async function said(props: InstanceType<typeof SnapshotRoom>['$props']): Promise<string> {
  await render(SnapshotRoom, { props, global: { plugins: [createInterfaceTexts()] } });
  return document.body.innerText.replace(/\s+/gu, ' ').trim();
}

afterEach(() => {
  document.body.replaceChildren();
});

describe('the room that kept states take', () => {
  it('is said with its bound', async () => {
    expect(await said({ bytes: 1_500, cap: 256 * MEGABYTE, thinned: null })).toBe(
      'The kept states take 2 KB on this computer, of 256 MB at most.',
    );
  });

  it('is said with what went to save it, and when', async () => {
    const text = await said({
      bytes: 200 * MEGABYTE,
      cap: 256 * MEGABYTE,
      thinned: { count: 12, lastAt: NOON },
    });
    expect(text).toMatch(
      /^The kept states take 200 MB on this computer, of 256 MB at most\. 12 older states went so that they keep to that, the last on 25 November 2026, \d/u,
    );
    expect(await said({ bytes: 1, cap: 1, thinned: { count: 1, lastAt: NOON } })).toContain('1 older state went');
  });

  it('is said to be more than its bound where nothing more may go', async () => {
    expect(await said({ bytes: 30 * MEGABYTE, cap: 12 * MEGABYTE, thinned: null })).toBe(
      'The kept states take 30 MB. That is more than the 12 MB that they should take, but no more of them may go.',
    );
  });
});
