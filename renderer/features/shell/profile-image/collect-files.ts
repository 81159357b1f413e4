/** Gathers the files of a drop or a chooser, folders included. Looks into none of them. */

/** One more is collected, so that it can be said that there are more. */
export const mostFiles = 2000;

/** Of files that came in a folder: the browser tells it of those that were chosen, not of those dropped. */
const droppedPaths = new WeakMap<File, string>();

/** With the folders it came in, if it came in any. */
export function pathOfFile(file: File): string {
  return droppedPaths.get(file) ?? (file.webkitRelativePath || file.name);
}

/**
 * The files of a drop, of folders all that is in them. What the drop holds is read before anything is waited
 * for: afterwards the browser has emptied it. A folder that cannot be read is left out, as it would be empty.
 */
export async function collectDropped(transfer: DataTransfer): Promise<File[]> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const roots = items.map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const files: File[] = [];
  for (const root of roots) {
    if (root instanceof File) add(files, root, root.name);
    else if (root !== null) await collectEntry(root, files);
  }
  return files;
}

/** The files of an `<input type=file>`, whether it chose several or a folder. */
export function collectChosen(chosen: Iterable<File>): File[] {
  const files: File[] = [];
  for (const file of chosen) add(files, file, pathOfFile(file));
  return files;
}

async function collectEntry(entry: FileSystemEntry, files: File[]): Promise<void> {
  if (files.length > mostFiles || isLeftOut(entry.name)) return;
  try {
    if (isDirectory(entry)) {
      for await (const child of childrenOf(entry)) await collectEntry(child, files);
    } else if (isFile(entry)) {
      const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
      droppedPaths.set(file, entry.fullPath.replace(/^\//, ''));
      add(files, file, pathOfFile(file));
    }
  } catch {
    // Gone meanwhile, or not to be read by this person.
  }
}

/** A folder answers a hundred at a time, and none when it has answered all. */
async function* childrenOf(folder: FileSystemDirectoryEntry): AsyncGenerator<FileSystemEntry> {
  const reader = folder.createReader();
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return;
    yield* batch;
  }
}

function add(files: File[], file: File, path: string): void {
  if (files.length > mostFiles || path.split('/').some(isLeftOut)) return;
  files.push(file);
}

/** Hidden files, and those that systems put beside pictures. */
function isLeftOut(name: string): boolean {
  return name.startsWith('.') || /^(thumbs\.db|desktop\.ini|__MACOSX)$/i.test(name);
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
