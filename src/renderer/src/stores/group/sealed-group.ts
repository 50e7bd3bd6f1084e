import {
  GROUP_FILE_FORMAT,
  GROUP_FILE_VERSION,
  groupContentsText,
  groupFileBinding,
  MAXIMUM_GROUP_FILE_BYTES,
  readGroupContents,
  readGroupFile,
  type GroupContents,
  type GroupFile,
  type GroupFileProblem,
} from '../../../../domain/group/group-file';
import { openText, sealText } from '../../storage/protection';

/**
 * The text of `group.json`; null for more than a file may hold: what couldn't be opened again isn't saved.
 *
 * @param savedAt ISO instant
 */
export async function sealGroup(
  contents: GroupContents,
  passphrase: string,
  savedAt: string,
  rounds?: number,
): Promise<string | null> {
  const plaintext = groupContentsText(contents);
  if (!readGroupContents(plaintext)) return null;
  const { key, sealed } = await sealText(plaintext, passphrase, groupFileBinding({ savedAt }), rounds);
  const file: GroupFile = { format: GROUP_FILE_FORMAT, version: GROUP_FILE_VERSION, savedAt, key, sealed };
  const text = `${JSON.stringify(file)}\n`;
  return text.length > MAXIMUM_GROUP_FILE_BYTES ? null : text;
}

/** What the file holds, or why it isn't opened. */
export async function openGroup(
  text: string,
  passphrase: string,
  courseId: string,
): Promise<(GroupContents & Pick<GroupFile, 'savedAt'>) | GroupFileProblem> {
  const file = readGroupFile(text);
  if (typeof file === 'string') return file;
  const opened = await openText(file, passphrase, groupFileBinding(file));
  if (typeof opened === 'string') return opened;
  const contents = readGroupContents(opened.text);
  if (!contents) return 'damaged';
  return contents.courseId === courseId ? { ...contents, savedAt: file.savedAt } : 'another-course';
}
