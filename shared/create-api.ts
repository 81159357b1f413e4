/**
 * Turns a transport into the typed API. Uses the contract's types only: the page that imports this
 * at run time carries neither the schemas nor zod.
 */
import type { ApiOf, Transport } from './contract-kit.ts';
import type { contract } from './contract.ts';
import { AppError, type Envelope } from './failure.ts';

export type Api = ApiOf<typeof contract>;

function isEnvelope(answer: unknown): answer is Envelope {
  return typeof answer === 'object' && answer !== null && 'ok' in answer;
}

/**
 * Members named `on…` subscribe and return the way to unsubscribe; all others call.
 * A failed call throws the {@link AppError} that the other side meant: it is rebuilt here because
 * neither structured clone nor contextBridge keeps an Error's own fields (electron#24427, #25596).
 */
export function createApi(transport: Transport): Api {
  const group = (name: string) =>
    new Proxy(Object.create(null) as Record<string, unknown>, {
      get(_, member) {
        if (typeof member !== 'string') return undefined;
        const path = `${name}.${member}`;
        if (/^on[A-Z]/.test(member)) {
          return (listener: (payload: unknown) => void) => transport.subscribe(path, listener);
        }
        return async (input: unknown = {}) => {
          const answer = await transport.invoke(path, input);
          if (!isEnvelope(answer)) {
            throw new AppError({ code: 'internal', message: 'Roster got no answer from its own core.' });
          }
          if (answer.ok) return answer.value;
          throw new AppError(answer.failure);
        };
      },
    });
  return new Proxy(Object.create(null) as Api, {
    get: (_, name) => (typeof name === 'string' && name !== 'then' ? group(name) : undefined),
  });
}
