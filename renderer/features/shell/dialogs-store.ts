/** Which dialog is open: any feature may ask for one, App.vue shows it. At most one at a time. */
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { InstanceId } from '../../../shared/models/instance.ts';

export type DialogRequest =
  | { kind: 'add-instance' }
  | { kind: 'edit-instance'; instanceId: InstanceId }
  | { kind: 'replace-key'; instanceId: InstanceId }
  | { kind: 'remove-instance'; instanceId: InstanceId }
  | { kind: 'create-user'; instanceId: InstanceId }
  /** Without files it asks for some, or shows the run that goes on. */
  | { kind: 'many-images'; instanceId: InstanceId; files: File[] }
  | { kind: 'settings' }
  | { kind: 'audit' };

export const useDialogsStore = defineStore('dialogs', () => {
  const current = shallowRef<DialogRequest | null>(null);

  function open(request: DialogRequest): void {
    current.value = request;
  }

  function close(): void {
    current.value = null;
  }

  return { current, open, close };
});
