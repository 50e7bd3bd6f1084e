import { describe, expect, it } from 'vitest';
import { appMenuTemplate } from '../../../../src/main/electron/app-menu';
import { nativeTexts } from '../../../../src/main/electron/native-texts';

describe('the application menu', () => {
  const texts = nativeTexts(['en']).menu;

  it('has developer tools and reloading in an unpackaged app alone', () => {
    const text = (allowDeveloperTools: boolean): string =>
      JSON.stringify(appMenuTemplate({ texts, isMac: false, allowDeveloperTools, reload: () => undefined }));
    expect(text(false)).not.toMatch(/toggleDevTools|reload/iu);
    expect(text(true)).toMatch(/Reload.*toggleDevTools/u);
  });

  it.each([true, false])('zooms, edits and quits by roles, so that the usual keys work (macOS: %s)', (isMac) => {
    const text = JSON.stringify(appMenuTemplate({ texts, isMac, allowDeveloperTools: false, reload: () => undefined }));
    for (const role of [
      'zoomIn',
      'zoomOut',
      'resetZoom',
      'copy',
      'paste',
      'selectAll',
      'togglefullscreen',
      isMac ? 'appMenu' : 'quit',
    ]) {
      expect(text).toContain(`"role":"${role}"`);
    }
  });
});
