/** Asks the system for files or a folder of them. */
import { collectChosen } from '../../shell/profile-image/collect-files.ts';

/** Held so that it lives until it has been answered: it stands in no document. */
let asking: HTMLInputElement | null = null;

/** Empty when the person thought better of it. */
export function chooseFiles(what: 'files' | 'folder'): Promise<File[]> {
  const input = document.createElement('input');
  asking = input;
  input.type = 'file';
  input.multiple = true;
  input.webkitdirectory = what === 'folder';
  if (what === 'files') input.accept = 'image/*';
  return new Promise((resolve) => {
    const answer = (): void => {
      if (asking === input) asking = null;
      resolve(collectChosen(input.files ?? []));
    };
    input.addEventListener('change', answer, { once: true });
    input.addEventListener('cancel', answer, { once: true });
    input.click();
  });
}
