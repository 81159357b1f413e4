/** What can be chosen for an instance, in words: colours and protection modes. */
import type {
  Environment,
  Instance,
  InstanceColor,
  ProtectionMode,
} from '../../../shared/models/instance.ts';

/** A record, so that a colour missing here does not compile: the page may not import the list itself. */
const colors: Record<InstanceColor, true> = {
  orange: true,
  teal: true,
  indigo: true,
  slate: true,
  rose: true,
  amber: true,
  lime: true,
  emerald: true,
  sky: true,
  violet: true,
  fuchsia: true,
  brown: true,
};

export const instanceColorNames = Object.keys(colors) as InstanceColor[];

/** The first one that no instance has yet. */
export function freeColor(instances: readonly Instance[]): InstanceColor {
  const taken = new Set(instances.map((instance) => instance.color));
  return instanceColorNames.find((color) => !taken.has(color)) ?? 'slate';
}

export function defaultProtection(environment: Environment): ProtectionMode {
  return environment === 'production' ? 'guarded' : 'open';
}

export const protectionOptions: readonly { value: ProtectionMode; label: string; description: string }[] = [
  {
    value: 'open',
    label: 'Open',
    description: 'Every change is sent when you ask for it. Meant for development.',
  },
  {
    value: 'guarded',
    label: 'Guarded',
    description: 'Deleting, banning and other destructive changes want the name of the instance typed first.',
  },
  {
    value: 'read-only',
    label: 'Read-only',
    description: 'Roster refuses every change, and checking passwords or codes, which counts as a try.',
  },
];
