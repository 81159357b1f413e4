/** Test files share a worker's modules, so each test ends with nothing mounted: what ticks for a component ends with it. */
import { disableAutoUnmount, enableAutoUnmount } from '@vue/test-utils';
import { afterAll, afterEach } from 'vitest';

enableAutoUnmount(afterEach);
afterAll(disableAutoUnmount);
