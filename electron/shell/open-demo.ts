/** What `--demo` does once the core is there. Goes through the contract's calls like any page. */
import type { Core } from '../core/create-core.ts';

/** Resolves to the number of users in the mirror once the demo instance is synced. Throws when a call fails. */
export async function openDemo({ dispatch }: Pick<Core, 'dispatch'>): Promise<number> {
  const call = async (method: string, input: unknown): Promise<unknown> => {
    const answer = await dispatch(method, input);
    if (!answer.ok) throw new Error(`${method}: ${answer.failure.message}`);
    return answer.value;
  };
  const { instanceId } = (await call('instances.addDemo', {})) as { instanceId: string };
  const { users } = (await call('directory.sync', { instanceId })) as { users: number };
  return users;
}
