import { afterEach, expect, it } from 'vitest';
import { focusOnce } from '../../../../src/renderer/src/components/page/pointed-element';

afterEach(() => {
  document.body.replaceChildren();
});

it('a passage that was gone to has the focus again after a dialog, and can’t have it once it was left', () => {
  const [passage, dialog, field] = ['p', 'dialog', 'input'].map((name) => document.createElement(name));
  document.body.append(passage!, dialog!, field!);
  dialog!.append(document.createElement('input'));
  focusOnce(passage!);
  (dialog as HTMLDialogElement).showModal();
  (dialog as HTMLDialogElement).close();
  expect(document.activeElement).toBe(passage);
  field!.focus();
  expect(passage!.hasAttribute('tabindex')).toBe(false);
});
