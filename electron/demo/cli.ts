/** `npm run demo-server`: the demo instance's server alone. Prints one line of JSON and runs until it is stopped. */
import { parseArgs } from 'node:util';
import { planFeatures, type PlanFeature } from './instance-settings.ts';
import { startDemoServer, type DemoServerOptions } from './start-demo-server.ts';

const usage = `Usage: npm run demo-server -- [options]

  --port N            default: a free port
  --users N           made-up users, default 2000
  --seed N            another seed, other users; default 1
  --environment E     development (default) or production
  --user-cap N        refuse to create more users than this
  --unsupported-features LIST
                      answer 402 as a plan without them: ban_user, impersonation
  --no-lockout        accounts cannot be locked: 403
  --no-organizations  the instance has no organizations: 403
  --disabled-fields LIST
                      fields that are switched off, e.g. phone_number,username: 422
  --required-fields LIST
                      fields that a user must have, e.g. email_address,password: 422
  --impersonation-limit N
                      refuse to create more actor tokens than this
  --memberships N     the newest user belongs to this many organizations
  --invitations N     the newest user was invited to this many organizations
  --totp-endpoint     POST /users/{id}/totp as it worked until 2025
  --latency-ms N      wait before each answer
  --rate-limit N      requests per ten seconds instead of Clerk's 100 or 1000
  --log FILE          append one JSON line per request
`;

class UsageError extends Error {}

function readOptions(argv: string[]): DemoServerOptions | 'help' {
  const { values } = parse(argv);
  if (values.help === true) return 'help';
  const environment = values.environment ?? 'development';
  if (environment !== 'development' && environment !== 'production') {
    throw new UsageError(`--environment must be development or production, not "${environment}".`);
  }
  return {
    environment,
    totpEndpoint: values['totp-endpoint'] === true,
    lockout: values['no-lockout'] !== true,
    organizations: values['no-organizations'] !== true,
    unsupportedFeatures: list(values['unsupported-features']).map(planFeature),
    disabledFields: list(values['disabled-fields']),
    requiredFields: list(values['required-fields']),
    ...(values.log === undefined ? {} : { log: values.log }),
    ...number('port', values.port, 0, 65_535, (port) => ({ port })),
    ...number('users', values.users, 0, 5_000_000, (users) => ({ users })),
    ...number('seed', values.seed, 0, 2 ** 31, (seed) => ({ seed })),
    ...number('user-cap', values['user-cap'], 0, 2 ** 31, (userCap) => ({ userCap })),
    ...number('impersonation-limit', values['impersonation-limit'], 0, 2 ** 31, (impersonationLimit) => ({
      impersonationLimit,
    })),
    ...number('memberships', values.memberships, 1, 100_000, (memberships) => ({ memberships })),
    ...number('invitations', values.invitations, 1, 100_000, (invitations) => ({ invitations })),
    ...number('latency-ms', values['latency-ms'], 0, 600_000, (latencyMs) => ({ latencyMs })),
    ...number('rate-limit', values['rate-limit'], 1, 2 ** 31, (rateLimit) => ({ rateLimit })),
  };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args,
      strict: true,
      options: {
        port: text,
        users: text,
        seed: text,
        environment: text,
        'user-cap': text,
        'unsupported-features': text,
        'no-lockout': { type: 'boolean' },
        'no-organizations': { type: 'boolean' },
        'disabled-fields': text,
        'required-fields': text,
        'impersonation-limit': text,
        memberships: text,
        invitations: text,
        'totp-endpoint': { type: 'boolean' },
        'latency-ms': text,
        'rate-limit': text,
        log: text,
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The parts between commas. */
function list(value: string | undefined): string[] {
  return (value ?? '').split(',').filter((part) => part !== '');
}

function planFeature(name: string): PlanFeature {
  const feature = planFeatures.find((each) => each === name);
  if (feature !== undefined) return feature;
  throw new UsageError(`--unsupported-features takes ${planFeatures.join(' and ')}, not "${name}".`);
}

function number<T extends object>(
  name: string,
  value: string | undefined,
  minimum: number,
  maximum: number,
  make: (value: number) => T,
): T | Record<never, never> {
  if (value === undefined) return {};
  const parsed = Number(value);
  if (!/^\d+$/.test(value) || parsed < minimum || parsed > maximum) {
    throw new UsageError(`--${name} must be a whole number from ${minimum} to ${maximum}, not "${value}".`);
  }
  return make(parsed);
}

function explain(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\n\n${usage}`;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return 'Another program uses this port already; choose another with --port.\n';
  }
  return `The demo server did not start: ${error instanceof Error ? error.message : String(error)}\n`;
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(usage);
  } else {
    const server = await startDemoServer(options);
    process.stdout.write(`${JSON.stringify({ url: server.url, secretKey: server.secretKey })}\n`);
    const stop = () => {
      server.close().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(
            `The log is incomplete: ${error instanceof Error ? error.message : String(error)}\n`,
          );
          process.exit(1);
        },
      );
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  }
} catch (error) {
  process.stderr.write(explain(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
