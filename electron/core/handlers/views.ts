/** The calls of `views` and `layouts`. */
import type { Handlers } from '../../../shared/contract.ts';
import type { CallContext } from '../call-context.ts';
import type { Services } from '../services.ts';

type AllHandlers = Handlers<CallContext>;

export function viewsHandlers(services: Services): AllHandlers['views'] {
  return {
    list: async () => ({ views: await (await services.lists()).views() }),
    save: async (view) => (await services.lists()).saveView(view),
    async remove({ viewId }) {
      await (await services.lists()).removeView(viewId);
      return { viewId };
    },
  };
}

export function layoutsHandlers(services: Services): AllHandlers['layouts'] {
  /** Throws AppError `not_found`: nothing would ever take away the layout of a list that does not exist. */
  function known(list: string): string {
    return services.registry.get(list).instanceId;
  }
  return {
    get: async ({ list }) => ({ columns: await (await services.lists()).layout(known(list)) }),
    async set({ list, columns }) {
      await (await services.lists()).setLayout(known(list), columns);
      return { columns };
    },
  };
}
