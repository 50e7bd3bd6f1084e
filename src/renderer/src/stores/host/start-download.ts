/**
 * Lets the browser save a file that the host serves at an address of this origin. Called when the host's answer is
 * there, whichever screen is open by then: the host keeps the file for minutes only.
 */
export function startDownload({ path, fileName }: { readonly path: string; readonly fileName: string }): void {
  const link = document.createElement('a');
  link.href = path;
  link.download = fileName;
  link.click();
}
