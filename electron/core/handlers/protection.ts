/** The call of `protection`: a confirmation for one destructive call. */
import type { Handlers } from '../../../shared/contract.ts';
import { users } from '../../../shared/contract/users.ts';
import { fail } from '../../../shared/failure.ts';
import type { CallContext } from '../call-context.ts';
import type { Services } from '../services.ts';

/** `users.delete` and its like: the calls that a confirmation can be for. */
function isWrite(method: string): boolean {
  if (method === 'totp.commit') return true;
  const [group, name = '', ...rest] = method.split('.');
  if (group !== 'users' || rest.length > 0 || !Object.hasOwn(users, name)) return false;
  return users[name as keyof typeof users].kind === 'command';
}

export function protectionHandlers(services: Services): Handlers<CallContext>['protection'] {
  return {
    async confirm({ instanceId, method, userIds, typedName }) {
      const instance = services.registry.get(instanceId);
      if (!isWrite(method)) {
        throw fail('invalid_input', 'There is nothing to confirm for this method.', {
          fields: { method: 'Not a call that changes something' },
        });
      }
      return services.protection.confirm({ instance, method, userIds, typedName });
    },
  };
}
