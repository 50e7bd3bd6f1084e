import { afterEach, expect, it } from 'vitest';
import { focusOnce } from '../../../../src/renderer/src/components/page/pointed-element';

afterEach(() => {
  document.body.replaceChildren();
});

it('a passage that was gone to has the focus again after a dialog, and can’t have it once it was left', () => {
  const passage = document.createElement('p');
  const dialog = document.createElement('dialog');
  const field = document.createElement('input');
  dialog.append(document.createElement('input'));
  document.body.append(passage, dialog, field);
  focusOnce(passage);
  dialog.showModal();
  dialog.close();
  expect(document.activeElement).toBe(passage);
  field.focus();
  expect(passage.hasAttribute('tabindex')).toBe(false);
});
