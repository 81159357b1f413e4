/** The typed way to the core, over whatever bridge the host put before the page. Knows no host. */
import { transportOver, type Bridge } from '../shared/bridge.ts';
import { createApi } from '../shared/create-api.ts';

declare global {
  interface Window {
    /** Put there by the preload (Electron) or by the browser host's own script, before the page runs. */
    readonly bridge: Bridge;
  }
}

export const api = createApi(transportOver(window.bridge));
