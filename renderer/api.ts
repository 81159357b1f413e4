/** The typed way to the core, over whatever bridge the host put before the page. Knows no host. */
import type { Transport } from '../shared/contract-kit.ts';
import { createApi } from '../shared/create-api.ts';

declare global {
  interface Window {
    /** Put there by the preload (Electron) or by the browser host's own script, before the page runs. */
    readonly bridge: Transport;
  }
}

export const api = createApi(window.bridge);
