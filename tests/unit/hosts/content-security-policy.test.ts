/** The policy names no way out and no exception, whoever sends it. */
import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, pageHeaders } from '../../../electron/shell/content-security-policy.ts';

describe.each(["'none'", "'self'"] as const)('the policy that lets the page talk to %s', (connect) => {
  const directives = new Map(
    contentSecurityPolicy(connect)
      .split('; ')
      .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)] as const),
  );

  it('forbids what it does not name', () => {
    expect(directives.get('default-src')).toEqual(["'none'"]);
    expect(directives.get('connect-src')).toEqual([connect]);
    expect(directives.get('script-src')).toEqual(["'self'"]);
    expect(directives.get('require-trusted-types-for')).toEqual(["'script'"]);
  });

  it('names no host, no wildcard and nothing unsafe', () => {
    const sources = [...directives]
      .filter(([name]) => name?.endsWith('-src'))
      .flatMap(([, values]) => values);
    expect(new Set(sources)).toEqual(new Set(["'none'", "'self'", 'data:', 'blob:']));
    expect(directives.get('script-src')).not.toContain('data:');
  });

  it('comes as a header', () => {
    expect(pageHeaders(connect)).toMatchObject({
      'content-security-policy': contentSecurityPolicy(connect),
      'x-content-type-options': 'nosniff',
    });
  });
});
