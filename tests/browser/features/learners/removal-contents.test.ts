import { afterEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import RemovalContents from '../../../../src/renderer/src/features/learners/RemovalContents.vue';
import { openWindow, PLACE } from '../../support/app-scene';

afterEach(() => {
  document.body.replaceChildren();
});

it('counts the notes that go with a record, and none before they are read', async () => {
  const window = openWindow();
  await window.create();
  await window.notes.add(PLACE, 'Ask about bail.');
  const { notes } = window.session.current ?? {};
  if (!notes) throw new Error('No record is open.');
  const all = notes.all.bind(notes);
  const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
  notes.all = async () => {
    await released;
    return all();
  };
  await render(RemovalContents, { global: window.mounting });
  await expect.element(page.getByText('0 sections read')).toBeVisible();
  await expect.element(page.getByText(/notes?, with/u)).not.toBeInTheDocument();
  release(undefined);
  await expect.element(page.getByText('1 note, with its history')).toBeVisible();
});

it('tells of the signed agreement and of what is not finished', async () => {
  const window = openWindow();
  await window.create();
  const agreement = { protocolId: 'safe', version: 'v1', language: 'en', name: 'Sok Dara', checkIds: [] } as const;
  await window.record.append([{ verb: 'agreed', agreement: { ...agreement, agreedAt: '2026-11-20T01:00:00.000Z' } }]);
  await render(RemovalContents, { global: window.mounting });
  await expect.element(page.getByText('1 signed agreement', { exact: true })).toBeVisible();
  await expect.element(page.getByText('quizzes and practices that are not finished')).toBeVisible();
});
