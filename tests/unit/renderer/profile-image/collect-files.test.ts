/** What is taken out of a drop or a chooser, and what is left where it is. */
import { describe, expect, test } from 'vitest';
import {
  collectChosen,
  collectDropped,
  mostFiles,
  pathOfFile,
} from '../../../../renderer/features/shell/profile-image/collect-files.ts';

type Tree = { [name: string]: Tree | null };

const batchSize = 100;

/** As Chromium hands folders over: a batch at a time, and an empty one at the end. */
function entryOf(name: string, content: Tree | null, path = `/${name}`): FileSystemEntry {
  if (content === null) {
    const file = (done: (file: File) => void, failed: (error: Error) => void) =>
      name.startsWith('unreadable') ? failed(new Error('no')) : done(new File(['x'], name));
    return { name, fullPath: path, isFile: true, isDirectory: false, file } as unknown as FileSystemEntry;
  }
  return {
    name,
    fullPath: path,
    isFile: false,
    isDirectory: true,
    createReader: () => {
      const left = Object.entries(content).map(([child, its]) => entryOf(child, its, `${path}/${child}`));
      return {
        readEntries: (done: (entries: FileSystemEntry[]) => void) => done(left.splice(0, batchSize)),
      };
    },
  } as unknown as FileSystemEntry;
}

function transferOf(tree: Tree): DataTransfer {
  let emptied = false;
  const items = Object.entries(tree).map(([name, content]) => ({
    kind: 'file',
    getAsFile: () => (emptied ? null : new File(['x'], name)),
    webkitGetAsEntry: () => (emptied ? null : entryOf(name, content)),
  }));
  // What a browser does as soon as the event has been handled.
  queueMicrotask(() => (emptied = true));
  return { items: [...items, { kind: 'string' }] } as unknown as DataTransfer;
}

function many(count: number): Tree {
  return Object.fromEntries(Array.from({ length: count }, (_, number) => [`${number}.png`, null]));
}

async function namesIn(tree: Tree): Promise<string[]> {
  return (await collectDropped(transferOf(tree))).map(({ name }) => name);
}

describe('a drop', () => {
  test('of several files gives all of them', async () => {
    expect(await namesIn({ 'a.png': null, 'b.png': null })).toEqual(['a.png', 'b.png']);
  });

  test('of folders gives all that is in them, however deep, and however many batches', async () => {
    const names = await namesIn({
      top: { ...many(250), deep: { deeper: { 'last.png': null } } },
      'c.png': null,
    });
    expect(names).toHaveLength(252);
    expect(names).toContain('249.png');
    expect(names).toContain('last.png');
    expect(names.at(-1)).toBe('c.png');
  });

  test('remembers in which folder a file was', async () => {
    const files = await collectDropped(transferOf({ top: { deep: { 'a.png': null } }, 'b.png': null }));
    expect(files.map(pathOfFile)).toEqual(['top/deep/a.png', 'b.png']);
  });

  test('leaves out what systems hide or put beside pictures, and what cannot be read', async () => {
    const tree = {
      '.DS_Store': null,
      'Thumbs.db': null,
      'unreadable.png': null,
      '.hidden': { 'in-hidden.png': null },
      pictures: { 'THUMBS.DB': null, 'desktop.ini': null, '._a.png': null, 'a.png': null },
    };
    expect(await namesIn(tree)).toEqual(['a.png']);
  });

  test('ends with one file too many, by which that is known', async () => {
    expect(await namesIn({ top: many(mostFiles + 500), more: many(5) })).toHaveLength(mostFiles + 1);
  });
});

test('a chooser gives the same of a folder', () => {
  const within = (path: string): File => {
    const file = new File(['x'], path.split('/').at(-1) ?? '');
    Object.defineProperty(file, 'webkitRelativePath', { value: path });
    return file;
  };
  const files = [
    within('top/a.png'),
    within('top/.git/b.png'),
    within('top/Thumbs.db'),
    new File([], 'c.png'),
  ];
  expect(collectChosen(files).map(({ name }) => name)).toEqual(['a.png', 'c.png']);
});
