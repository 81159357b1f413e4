/**
 * The bridge that a host puts on the page as `window.bridge`: only text crosses it. Electron's
 * contextBridge copies objects key by key and loses a `__proto__` one, which metadata may well have;
 * text is also cheaper to carry than a deep copy.
 */
import type { Transport, Unsubscribe } from './contract-kit.ts';

export interface Bridge {
  /** `input` is JSON text, and so is the envelope that is answered. */
  invoke(method: string, input: string): Promise<string>;
  /** `payload` is JSON text. */
  subscribe(event: string, listener: (payload: string) => void): Unsubscribe;
}

/** The transport that the page's API works over. */
export function transportOver(bridge: Bridge): Transport {
  return {
    invoke: async (method, input) =>
      JSON.parse(await bridge.invoke(method, JSON.stringify(input))) as unknown,
    subscribe: (event, listener) => bridge.subscribe(event, (payload) => listener(JSON.parse(payload))),
  };
}
