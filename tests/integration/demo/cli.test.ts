/** `npm run demo-server`: one line on standard output, plain words on standard error. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../../electron/demo/cli.ts', import.meta.url));
const running: ChildProcess[] = [];

interface Run {
  child: ChildProcess;
  output(): string;
  errors(): string;
  firstLine: Promise<string>;
  ended: Promise<number | null>;
}

function run(...flags: string[]): Run {
  const child = spawn(process.execPath, [script, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  let output = '';
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const firstLine = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
      if (output.includes('\n')) resolve(output.split('\n')[0] ?? '');
    });
    void ended.then(() => {
      reject(new Error(errors));
    });
  });
  firstLine.catch(() => undefined);
  return { child, output: () => output, errors: () => errors, firstLine, ended };
}

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

describe('the demo server’s program', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'prints its address and key, serves, and ends on %s',
    async (signal) => {
      const program = run('--users', '7', '--environment', 'production', '--rate-limit', '50');
      const { url, secretKey } = JSON.parse(await program.firstLine) as { url: string; secretKey: string };
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
      expect(secretKey).toMatch(/^sk_live_/);
      const reply = await fetch(`${url}/users/count`, { headers: { authorization: `Bearer ${secretKey}` } });
      expect(await reply.json()).toEqual({ object: 'total_count', total_count: 7 });
      program.child.kill(signal);
      expect(await program.ended).toBe(0);
      expect(program.output().trimEnd().split('\n')).toHaveLength(1);
    },
  );

  test('takes what the instance lacks as flags', async () => {
    const program = run(
      ...['--users', '50', '--no-lockout', '--no-organizations', '--unsupported-features', 'ban_user'],
      ...['--disabled-fields', 'phone_number', '--required-fields', 'email_address,password'],
      ...['--impersonation-limit', '0', '--memberships', '600', '--invitations', '2'],
    );
    const { url, secretKey } = JSON.parse(await program.firstLine) as { url: string; secretKey: string };
    const headers = { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' };
    const [user] = (await (await fetch(`${url}/users?limit=1`, { headers })).json()) as { id: string }[];
    const codes = async (path: string, body: object | null) => {
      const sent = body === null ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) };
      const reply = (await (await fetch(url + path, sent)).json()) as { errors: { code: string }[] };
      return reply.errors.map((each) => each.code).join();
    };
    const path = `/users/${user?.id ?? ''}`;
    expect([
      await codes(`${path}/ban`, {}),
      await codes(`${path}/lock`, {}),
      await codes(`${path}/organization_memberships`, null),
      await codes('/users', { phone_number: ['+15550001234'] }),
      await codes('/users', { email_address: ['a@acme.com'] }),
      await codes('/actor_tokens', { user_id: user?.id, actor: { sub: 'x' } }),
    ]).toEqual([
      'unsupported_subscription_plan_features',
      'feature_not_enabled',
      'organization_not_enabled_in_instance',
      'form_param_unknown',
      'form_data_missing',
      'impersonation_limit_exceeded',
    ]);
  });

  test.each([
    [['--users', 'many'], '--users must be a whole number from 0 to 5000000, not "many".'],
    [['--users', '9000000'], '--users must be a whole number from 0 to 5000000, not "9000000".'],
    [['--environment', 'staging'], '--environment must be development or production, not "staging".'],
    [['--port', '70000'], '--port must be a whole number from 0 to 65535, not "70000".'],
    [
      ['--unsupported-features', 'ban_user,fly'],
      '--unsupported-features takes ban_user and impersonation, not "fly".',
    ],
    [['--sed', '3'], "Unknown option '--sed'"],
  ])('explains %j', async (flags, words) => {
    const program = run(...flags);
    expect(await program.ended).toBe(2);
    expect(program.errors()).toContain(words);
    expect(program.errors()).toContain('Usage:');
    expect(program.output()).toBe('');
  });

  test('says when the port is taken', async () => {
    const first = run('--users', '1');
    const { url } = JSON.parse(await first.firstLine) as { url: string };
    const second = run('--port', new URL(url).port);
    expect(await second.ended).toBe(1);
    expect(second.errors()).toContain('Another program uses this port');
  });
});
