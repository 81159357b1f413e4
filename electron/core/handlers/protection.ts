/** The call of `protection`: a confirmation for one destructive call. */
import type { Handlers } from '../../../shared/contract.ts';
import { fail } from '../../../shared/failure.ts';
import type { CallContext } from '../call-context.ts';
import { operations } from '../clerk/operations.ts';
import type { Services } from '../services.ts';

/** `users.delete` and its like: the calls that a confirmation can be for. */
function isWrite(method: string): boolean {
  const [group, name = ''] = method.split('.');
  return (
    group === 'users' && Object.hasOwn(operations, name) && operations[name as keyof typeof operations].write
  );
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
