/** Copies the id of an entry from its menu, where there is no button to show that it was done. */
import { announce } from '../../../ui/useAnnouncer.ts';
import { notify } from '../../../ui/notify.ts';

export async function copyId(id: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(id);
  } catch {
    announce('The id could not be copied.');
    return;
  }
  notify.done(`Copied ${id}.`);
}
