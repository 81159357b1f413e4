/**
 * Makes `window.bridge` over HTTP before the app starts: served by the browser host as a classic script at
 * the top of the page. Knows the host's four addresses and nothing of the app.
 */

// No import, or this would be a module, and modules run too late. A block, so that its constants do not
// become the page's globals.
{
  type Listener = (payload: string) => void;
  const listeners = new Map<string, Set<Listener>>();

  const post = (path: string, body: string) =>
    fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });

  /** Trades the one-time code of the address for a cookie that no script can read. */
  const signIn = async (): Promise<void> => {
    const code = /^#code=([\w-]+)$/.exec(location.hash)?.[1];
    if (code === undefined) return;
    history.replaceState(null, '', `${location.pathname}${location.search}`);
    await post('/bridge/session', JSON.stringify({ code }));
  };

  const listen = () =>
    new Promise<void>((resolve) => {
      const source = new EventSource('/bridge/events');
      source.onopen = () => resolve();
      // Refused: the calls that follow are refused too, and say why.
      source.onerror = () => resolve();
      source.onmessage = (message: MessageEvent<string>) => {
        const { event, payload } = JSON.parse(message.data) as { event: string; payload: unknown };
        const text = JSON.stringify(payload);
        for (const listener of listeners.get(event) ?? []) {
          try {
            listener(text);
          } catch (error) {
            reportError(error);
          }
        }
      };
    });

  // Calls wait for the event stream, or what they cause could be told before anyone listens.
  const connected = signIn()
    .catch(() => undefined)
    .then(listen);

  const unreachable = {
    ok: false,
    failure: {
      code: 'internal',
      message:
        'The browser host did not answer. Start it again with `npm run host`, then open its new address.',
    },
  };

  const bridge: Window['bridge'] = {
    async invoke(method, input) {
      await connected;
      try {
        const response = await post(
          '/bridge/invoke',
          `{"method":${JSON.stringify(method)},"input":${input}}`,
        );
        return await response.text();
      } catch {
        return JSON.stringify(unreachable);
      }
    },
    subscribe(event, listener) {
      const own: Listener = (payload) => listener(payload);
      const forEvent = listeners.get(event) ?? new Set();
      listeners.set(event, forEvent.add(own));
      return () => {
        forEvent.delete(own);
      };
    },
  };

  Object.defineProperty(window, 'bridge', { value: Object.freeze(bridge) });
}
