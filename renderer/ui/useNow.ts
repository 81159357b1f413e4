/** One ticking clock per interval, shared by all who show relative times; it stops when nobody looks. */
import { onScopeDispose, readonly, ref, type Ref } from 'vue';

interface Ticker {
  now: Ref<number>;
  users: number;
  timer: ReturnType<typeof setInterval>;
}

const tickers = new Map<number, Ticker>();

function tickerOf(intervalMs: number): Ticker {
  const known = tickers.get(intervalMs);
  if (known) return known;
  const now = ref(Date.now());
  const timer = setInterval(() => (now.value = Date.now()), intervalMs);
  const ticker = { now, users: 0, timer };
  tickers.set(intervalMs, ticker);
  return ticker;
}

/** Unix ms, at most `intervalMs` old. */
export function useNow(intervalMs = 15_000): Readonly<Ref<number>> {
  const ticker = tickerOf(intervalMs);
  ticker.users += 1;
  onScopeDispose(() => {
    ticker.users -= 1;
    if (ticker.users > 0) return;
    clearInterval(ticker.timer);
    tickers.delete(intervalMs);
  });
  return readonly(ticker.now);
}
