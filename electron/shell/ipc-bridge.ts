/**
 * The only door between the page and the core: two channels, for our window's main frame at our own
 * address. Knows no call by name.
 */
import { ipcMain, type BrowserWindow, type WebFrameMain } from 'electron';
import type { Core } from '../core/create-core.ts';
import { AppError, type Envelope, type Failure } from '../../shared/failure.ts';
import { isAtOrigin, type PageAddress } from './page-address.ts';
import { maximumInputBytes, readInput } from './payload-guard.ts';

export interface BridgeOptions {
  address: PageAddress;
  /** The window as it is now; it may close and be made anew. */
  window: () => BrowserWindow | null;
  /** Calls wait for it: the window opens before the core has. */
  core: Promise<Core>;
}

export function connectBridge({ address, window, core }: BridgeOptions): void {
  function isOurs(frame: WebFrameMain | null): boolean {
    const contents = window()?.webContents;
    if (frame === null || contents === undefined || contents.isDestroyed()) return false;
    // An empty URL (a frame that has not loaded yet) is at no origin, so it is refused as well.
    return (
      frame === contents.mainFrame && isAtOrigin(frame.url, address.origin) && frame.origin === address.origin
    );
  }

  ipcMain.handle('bridge:invoke', async (event, method: unknown, text: unknown): Promise<string> => {
    if (!isOurs(event.senderFrame)) throw new Error('Refused');
    return JSON.stringify(await invoke(method, text));
  });

  async function invoke(method: unknown, text: unknown): Promise<Envelope> {
    const input = readInput(text);
    if ('refusal' in input) {
      return { ok: false, failure: { code: 'invalid_input', message: refusals[input.refusal] } };
    }
    try {
      return await (await core).dispatch(typeof method === 'string' ? method : '', input.value);
    } catch (error) {
      // The core did not start. Whoever started it tells the person; the page gets its envelope.
      return { ok: false, failure: error instanceof AppError ? error.failure : notStarted };
    }
  }

  const forward = (event: string, payload: unknown) => {
    const contents = window()?.webContents;
    if (contents === undefined || contents.isDestroyed() || !isOurs(contents.mainFrame)) return;
    contents.send('bridge:event', event, JSON.stringify(payload));
  };
  core.then(
    (started) => started.subscribeAll(forward),
    () => undefined,
  );
}

const notStarted: Failure = {
  code: 'internal',
  message: 'Roster could not start its core. The log says why; start Roster again.',
};

const refusals = {
  too_large: `Nothing was done: a call may be ${maximumInputBytes / 1024 / 1024} MB at most.`,
  not_json: 'Nothing was done: a call takes JSON only.',
};
