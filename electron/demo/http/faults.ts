/** Trouble on demand: tests make chosen requests slow, refused, mangled or lost. Knows no operation. */

export interface FaultMatch {
  method?: string;
  /** Exact path without `/v1`, or a pattern for it. */
  path?: string | RegExp;
  /** Clerk's operationId, e.g. `GetUserList`. */
  operation?: string;
  /** Anything else; all that is given must hold. */
  when?: (request: { method: string; path: string; operation: string; query: URLSearchParams }) => boolean;
}

export type Fault =
  /** Waits, then goes on as usual. */
  | { kind: 'latency'; ms: number }
  /** Answers this instead. With `applied`, the operation was carried out all the same. */
  | {
      kind: 'respond';
      status: number;
      /** Text as it stands, or JSON. Default: an empty body. */
      body?: string | object;
      /** Default `application/json`; null sends none. */
      contentType?: string | null;
      headers?: Record<string, string>;
      applied?: boolean;
    }
  | { kind: 'rate-limit'; retryAfterSeconds?: number }
  /** Carries the operation out, then breaks the connection in the middle of the answer's body. */
  | { kind: 'cut-off' }
  /** Breaks the connection without an answer, before or after the operation was carried out. */
  | { kind: 'reset'; applied: boolean }
  /** Never answers, until the server closes. */
  | { kind: 'hang'; applied?: boolean };

export interface Faults {
  /** Adds trouble for the next `times` (default 1) matching requests; the answer takes it away again. */
  add(fault: Fault, match?: FaultMatch, times?: number): () => void;
  clear(): void;
  /** How often any trouble was made. */
  readonly hits: number;
}

export interface RequestFacts {
  method: string;
  path: string;
  operation: string;
  query: URLSearchParams;
}

export interface FaultPlan extends Faults {
  /** The faults for this request, first added first, used up by asking. */
  take(request: RequestFacts): Fault[];
}

export function createFaults(): FaultPlan {
  let rules: { fault: Fault; match: FaultMatch; left: number }[] = [];
  let hits = 0;

  return {
    get hits() {
      return hits;
    },
    add(fault, match = {}, times = 1) {
      const rule = { fault, match, left: times };
      rules.push(rule);
      return () => {
        rules = rules.filter((each) => each !== rule);
      };
    },
    clear() {
      rules = [];
    },
    take(request) {
      const taken: Fault[] = [];
      for (const rule of rules) {
        if (!matches(rule.match, request)) continue;
        // One answer per request: a second refusal waits for the next request.
        if (rule.fault.kind !== 'latency' && taken.some((fault) => fault.kind !== 'latency')) continue;
        rule.left -= 1;
        hits += 1;
        taken.push(rule.fault);
      }
      rules = rules.filter((rule) => rule.left > 0);
      return taken;
    },
  };
}

function matches(match: FaultMatch, request: RequestFacts): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== request.method) return false;
  if (match.operation !== undefined && match.operation !== request.operation) return false;
  if (typeof match.path === 'string' && match.path !== request.path) return false;
  if (match.path instanceof RegExp && !match.path.test(request.path)) return false;
  return match.when?.(request) ?? true;
}
