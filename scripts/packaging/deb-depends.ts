/**
 * What the deb needs of the system. With a list of its own a package loses electron-builder's, which is repeated here;
 * the rest is what Electron and Typst are linked with and no package of that list is sure to bring.
 */
export const DEB_DEPENDS: readonly string[] = [
  'libgtk-3-0',
  'libnotify4',
  'libnss3',
  'libxss1',
  'libxtst6',
  'xdg-utils',
  'libatspi2.0-0',
  'libuuid1',
  'libsecret-1-0',
  'libc6',
  'libgbm1',
  // Debian 13 and Ubuntu 24.04 have it under the longer name.
  'libasound2t64 | libasound2',
];
