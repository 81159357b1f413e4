/** Access tokens: read on request, in the page only while shown, gone when nobody looks any more. */
import { bridge, instanceId, Refusal } from '../../users/fake-bridge.ts';
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nextTick } from 'vue';
import { makeAccount, makeUser } from '../make-user.ts';
import { mountIdentifiers, type MountedTab } from './mount-identifiers.ts';

let tab: MountedTab;
const secrets = ['ya29.first-secret', 'ya29.second-secret', 'id.token.secret'] as const;

beforeEach(() => {
  bridge.reset();
  bridge.answers['users.listOAuthAccessTokens'] = () => ({
    tokens: [
      {
        externalAccountId: 'eac_oauth_google',
        provider: 'oauth_google',
        providerUserId: '1',
        token: secrets[0],
        tokenSecret: null,
        idToken: secrets[2],
        label: 'Work',
        scopes: ['email', 'https://www.googleapis.com/auth/userinfo.email'],
        expiresAt: Date.now() + 3_599_000,
      },
      {
        externalAccountId: null,
        provider: 'oauth_google',
        providerUserId: '2',
        token: secrets[1],
        tokenSecret: null,
        idToken: null,
        label: null,
        scopes: [],
        expiresAt: Date.now() - 1000,
      },
    ],
  });
});

afterEach(() => {
  vi.useRealTimers();
  tab.app.unmount();
  document.body.replaceChildren();
});

const jane = makeUser('u1', {
  externalAccounts: [
    makeAccount('oauth_google', 'jane@gmail.com'),
    makeAccount('custom_acme', 'jane@acme.com'),
  ],
});
const tokens = () => tab.section('OAuth access tokens');

/** Which secrets stand anywhere in the page, as text or in an attribute or a field. */
function inPage(): string[] {
  const fields = [...document.querySelectorAll('input')].map(({ value }) => value).join(' ');
  const page = document.documentElement.outerHTML + fields;
  return secrets.filter((secret) => page.includes(secret));
}

async function read(): Promise<void> {
  tab = await mountIdentifiers(jane);
  await tab.press('Read the tokens of Google');
}

test('nothing is read before it is asked for, and then of that provider only', async () => {
  tab = await mountIdentifiers(jane);
  expect(bridge.callsOf('users.listOAuthAccessTokens')).toEqual([]);
  await tab.press('Read the tokens of Acme');
  expect(bridge.callsOf('users.listOAuthAccessTokens')).toEqual([
    { instanceId, userId: 'u1', provider: 'oauth_custom_acme', limit: 100 },
  ]);
});

test('a token is not in the page until it is shown; showing another one hides it', async () => {
  await read();
  expect(tokens().textContent).toContain('Expires in 59 min');
  expect(tokens().textContent).toContain('Expired');
  expect(tokens().textContent).toContain('…/userinfo.email');
  expect(inPage()).toEqual([]);
  const [first, second] = [...tokens().querySelectorAll('button')].filter(
    (each) => each.getAttribute('aria-label') === 'Show the access token',
  );
  first?.click();
  await nextTick();
  expect(inPage()).toEqual([secrets[0]]);
  second?.click();
  await nextTick();
  expect(inPage()).toEqual([secrets[1]]);
  await tab.press('Show the ID token');
  expect(inPage()).toEqual([secrets[2]]);
  await tab.press('Hide the ID token');
  expect(inPage()).toEqual([]);
});

test('a token is copied without being shown', async () => {
  const writeText = vi.fn(async () => undefined);
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
  await read();
  await tab.press('Copy ID token');
  expect(writeText).toHaveBeenCalledWith(secrets[2]);
  expect(inPage()).toEqual([]);
});

test('a shown token is hidden after 30 s, and all are forgotten after 5 min', async () => {
  tab = await mountIdentifiers(jane);
  vi.useFakeTimers();
  tab.button('Read the tokens of Google').click();
  await vi.advanceTimersByTimeAsync(0);
  const shown = () => tokens().querySelector('[aria-label="Tokens of Google"]');
  tab.button('Show the ID token').click();
  await nextTick();
  expect(inPage()).toEqual([secrets[2]]);
  await vi.advanceTimersByTimeAsync(29_000);
  expect(inPage()).toEqual([secrets[2]]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(inPage()).toEqual([]);
  expect(shown()).not.toBeNull();
  await vi.advanceTimersByTimeAsync(270_000);
  expect(shown()).toBeNull();
  tab.button('Read the tokens of Google');
});

test('they are gone once another user is shown, or the tab is left', async () => {
  await read();
  await tab.press('Show the ID token');
  tab.user.value = { ...jane, id: 'u2' };
  await nextTick();
  expect(inPage()).toEqual([]);
  expect(tokens().querySelector('[aria-label="Tokens of Google"]')).toBeNull();

  await tab.press('Read the tokens of Google');
  await tab.press('Show the ID token');
  expect(inPage()).toEqual([secrets[2]]);
  tab.app.unmount();
  expect(inPage()).toEqual([]);
});

test('an answer that comes after the user has changed is dropped', async () => {
  let release = (): void => undefined;
  const answer = bridge.answers['users.listOAuthAccessTokens'];
  const held = new Promise<void>((resolve) => (release = resolve));
  bridge.answers['users.listOAuthAccessTokens'] = async (input) => {
    await held;
    return answer?.(input);
  };
  await read();
  tab.user.value = { ...jane, id: 'u2' };
  await nextTick();
  release();
  await flushPromises();
  expect(document.querySelector('[aria-label="Tokens of Google"]')).toBeNull();
});

test('no token, and why', async () => {
  bridge.answers['users.listOAuthAccessTokens'] = () => ({ tokens: [] });
  await read();
  expect(tokens().textContent).toContain('No token is stored for this account.');

  bridge.answers['users.listOAuthAccessTokens'] = () =>
    new Refusal('rejected', 'Clerk refused this request (HTTP 400).', undefined, {
      status: 400,
      clerkCode: 'oauth_token_retrieval_error',
      traceId: 'trace-2',
    });
  await tab.press('Read the tokens of Google');
  expect(tokens().textContent).toContain('Clerk could not get a fresh token from Google');
  expect(tokens().textContent).toContain('trace-2');
});
