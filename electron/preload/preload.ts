/**
 * Gives the page `window.bridge`: two functions over two fixed channels. Knows no call and no event
 * by name; what may be asked is decided on the other side.
 */
import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from '../../shared/bridge.ts';

type Listener = (payload: string) => void;

const listeners = new Map<string, Set<Listener>>();

ipcRenderer.on('bridge:event', (_event, name: string, payload: string) => {
  for (const listener of listeners.get(name) ?? []) {
    try {
      listener(payload);
    } catch (error) {
      // One listener's defect is not the others' business.
      reportError(error);
    }
  }
});

const bridge: Bridge = {
  invoke: (method, input) => ipcRenderer.invoke('bridge:invoke', method, input) as Promise<string>,
  subscribe(event, listener) {
    // A fresh function: contextBridge may hand over the same one for two subscriptions.
    const own: Listener = (payload) => listener(payload);
    const forEvent = listeners.get(event) ?? new Set();
    listeners.set(event, forEvent.add(own));
    return () => {
      forEvent.delete(own);
    };
  },
};

contextBridge.exposeInMainWorld('bridge', bridge);
