/** Says which instance this is: what a key is probed with. */
import type { ServerState } from '../server-state.ts';
import type { Operation } from './operation.ts';

function domainOf(state: ServerState): string {
  return state.environment === 'production' ? 'roster-demo.example' : 'lively-lynx-42.clerk.accounts.dev';
}

/** Where an app's users would be signed in; nothing answers there. */
export function frontendApiUrl(state: ServerState): string {
  return state.environment === 'production'
    ? `https://clerk.${domainOf(state)}`
    : `https://${domainOf(state)}`;
}

export const getInstance: Operation = {
  name: 'GetInstance',
  run: (state) => ({
    object: 'instance',
    id: state.instanceId,
    environment_type: state.environment,
    allowed_origins: null,
    workspace_id: null,
  }),
};

export const listDomains: Operation = {
  name: 'ListDomains',
  run(state) {
    const name = domainOf(state);
    return {
      data: [
        {
          object: 'domain',
          id: `dmn_${state.instanceId.slice(4)}`,
          name,
          is_satellite: false,
          frontend_api_url: frontendApiUrl(state),
          accounts_portal_url: `https://accounts.${name}`,
          proxy_url: null,
          development_origin: '',
          cname_targets: [],
        },
      ],
      total_count: 1,
    };
  },
};
