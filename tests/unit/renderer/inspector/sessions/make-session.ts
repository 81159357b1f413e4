/** A session of somebody on a Mac in Athens, to be given what a test is about. */
import type { UserSession } from '../../../../../shared/models/session.ts';

export function makeActivity(
  more: Partial<NonNullable<UserSession['latestActivity']>> = {},
): NonNullable<UserSession['latestActivity']> {
  return {
    deviceType: 'Macintosh',
    isMobile: false,
    browserName: 'Chrome',
    browserVersion: '118.0.0.0',
    ipAddress: '203.0.113.7',
    city: 'Athens',
    country: 'GR',
    ...more,
  };
}

export function makeSession(id: string, more: Partial<UserSession> = {}): UserSession {
  const now = Date.now();
  return {
    id,
    userId: 'user_1',
    clientId: 'client_1',
    status: 'active',
    actor: null,
    latestActivity: makeActivity(),
    lastActiveOrganizationId: null,
    lastActiveAt: now - 240_000,
    expireAt: now + 6 * 86_400_000,
    abandonAt: now + 30 * 86_400_000,
    createdAt: now - 86_400_000,
    updatedAt: now - 240_000,
    ...more,
  };
}
