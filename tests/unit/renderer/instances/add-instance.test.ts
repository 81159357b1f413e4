/** Adding an instance: the key is checked first, mistakes stand at their field, and the key stays nowhere. */
import { bridge, instance, Refusal } from '../users/fake-bridge.ts';
import { flushPromises } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, test } from 'vitest';
import { effectScope } from 'vue';
import { useAddInstance } from '../../../../renderer/features/instances/useAddInstance.ts';
import { useInstancesStore } from '../../../../renderer/features/shell/instances-store.ts';
import type { InstanceId } from '../../../../shared/models/instance.ts';

const key = 'sk_live_not_a_real_key';
const probed = {
  clerkInstanceId: 'ins_9',
  environment: 'production',
  name: 'northwind.io',
  existingInstanceId: null,
};

function setUp() {
  const scope = effectScope();
  const adding = scope.run(() => useAddInstance());
  if (!adding) throw new Error('The scope did not run.');
  return { scope, adding };
}

beforeEach(async () => {
  bridge.reset();
  setActivePinia(createPinia());
  bridge.answers['instances.probe'] = () => probed;
  bridge.answers['instances.add'] = (input) => ({
    ...instance,
    ...input,
    secretKey: undefined,
    instanceId: 'nine' as InstanceId,
  });
  await useInstancesStore().load();
});

test('shows what a key belongs to before anything is added', async () => {
  const { adding } = setUp();
  adding.secretKey.value = key;
  await adding.check();
  expect(adding.found.value).toMatchObject({
    name: 'northwind.io',
    environment: 'production',
    existing: null,
  });
  expect(bridge.callsOf('instances.probe')[0]).toMatchObject({ secretKey: key });
  expect(bridge.callsOf('instances.add')).toEqual([]);
});

test('production is guarded and development open, in a colour that is free', async () => {
  const { adding } = setUp();
  adding.secretKey.value = key;
  await adding.check();
  expect(adding.choices).toMatchObject({ name: 'northwind.io', protection: 'guarded', color: 'teal' });
  bridge.answers['instances.probe'] = () => ({ ...probed, environment: 'development' });
  await adding.check();
  expect(adding.choices.protection).toBe('open');
});

test('nothing is asked without a key', async () => {
  const { adding } = setUp();
  adding.secretKey.value = '  ';
  await adding.check();
  expect(adding.errors.value.secretKey).toBeTruthy();
  expect(bridge.callsOf('instances.probe')).toEqual([]);
});

test('what is wrong with the key stands at the key', async () => {
  bridge.answers['instances.probe'] = () =>
    new Refusal('invalid_input', 'This is a publishable key.', { secretKey: 'This is a publishable key.' });
  const { adding } = setUp();
  adding.secretKey.value = 'pk_test_x';
  await adding.check();
  expect(adding.errors.value).toEqual({ secretKey: 'This is a publishable key.' });
  expect(adding.found.value).toBeNull();
});

describe('once found', () => {
  async function found() {
    const given = setUp();
    given.adding.secretKey.value = key;
    given.adding.apiUrl.value = ' https://api.example.com/v1 ';
    await given.adding.check();
    return given;
  }

  test('it is added as chosen, and the key is forgotten', async () => {
    const { adding } = await found();
    adding.choices.name = ' Northwind ';
    const added = await adding.finish();
    expect(bridge.callsOf('instances.add')).toEqual([
      {
        secretKey: key,
        apiUrl: 'https://api.example.com/v1',
        name: 'Northwind',
        color: 'teal',
        protection: 'guarded',
      },
    ]);
    expect(useInstancesStore().find('nine')).toEqual(added);
    expect(adding.secretKey.value).toBe('');
  });

  test('it wants a name', async () => {
    const { adding } = await found();
    adding.choices.name = ' ';
    expect(await adding.finish()).toBeNull();
    expect(adding.errors.value.name).toBeTruthy();
    expect(bridge.callsOf('instances.add')).toEqual([]);
  });

  test('a failure leaves what was chosen; one of the key leads back to it', async () => {
    const { adding } = await found();
    bridge.answers['instances.add'] = () => new Refusal('keychain_locked', 'The keychain is locked.');
    expect(await adding.finish()).toBeNull();
    expect(adding.failure.value?.message).toBe('The keychain is locked.');
    expect(adding.found.value).not.toBeNull();
    bridge.answers['instances.add'] = () =>
      new Refusal('unauthorized', 'Refused.', { secretKey: 'Was it deleted?' });
    expect(await adding.finish()).toBeNull();
    expect(adding.found.value).toBeNull();
    expect(adding.errors.value.secretKey).toBe('Was it deleted?');
  });

  test('closing ends the check that runs, and forgets the key', async () => {
    const { adding, scope } = await found();
    void adding.check();
    scope.stop();
    await flushPromises();
    expect(bridge.callsOf('app.cancel')).toHaveLength(1);
    expect(adding.secretKey.value).toBe('');
  });
});

test('a second key of an instance that is here takes the place of the first', async () => {
  bridge.answers['instances.probe'] = () => ({ ...probed, existingInstanceId: 'one' });
  bridge.answers['instances.replaceKey'] = () => instance;
  const { adding } = setUp();
  adding.secretKey.value = key;
  await adding.check();
  expect(adding.found.value?.existing?.name).toBe('Acme');
  await adding.finish();
  expect(bridge.callsOf('instances.replaceKey')).toEqual([{ instanceId: 'one', secretKey: key }]);
  expect(bridge.callsOf('instances.add')).toEqual([]);
});
