/** The files of a drop, those in folders included. Reads none of them. */

/** Of a folder that was dropped by mistake, such as a whole disk. */
const mostFiles = 5000;
const deepest = 8;

/** To be called in the turn of the event: afterwards the browser has forgotten what was dropped. */
export async function droppedFiles(data: DataTransfer): Promise<File[]> {
  const entries = [...data.items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const files: File[] = [];
  for (const entry of entries) {
    if (entry instanceof File) files.push(entry);
    else if (entry !== null) await collect(entry, files, 0);
  }
  return files.slice(0, mostFiles);
}

export function hasFiles(data: DataTransfer | null): data is DataTransfer {
  return data?.types.includes('Files') ?? false;
}

async function collect(entry: FileSystemEntry, files: File[], depth: number): Promise<void> {
  if (files.length >= mostFiles || depth > deepest) return;
  // What a file manager keeps beside people's files is none of theirs.
  if (depth > 0 && entry.name.startsWith('.')) return;
  try {
    if (entry.isFile) files.push(await fileOf(entry as FileSystemFileEntry));
    if (entry.isDirectory) {
      for (const inside of await entriesOf(entry as FileSystemDirectoryEntry)) {
        await collect(inside, files, depth + 1);
      }
    }
  } catch {
    // Gone meanwhile, or not to be read: as if it had not been there.
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** They come in portions of a hundred. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0 || all.length >= mostFiles) return all;
    all.push(...some);
  }
}
