/** The screens as the window mounts them: real router and stores, in an element of a known size. */
import { mount, type VueWrapper } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { RouterView, type Router } from 'vue-router';
import { createAppRouter } from '../../../../renderer/router.ts';

/** jsdom lays nothing out: every element is as large as the test says. */
export function layOut({ width, height }: { width: number; height: number }): void {
  for (const [property, value] of Object.entries({
    offsetWidth: width,
    clientWidth: width,
    clientHeight: height,
  })) {
    Object.defineProperty(HTMLElement.prototype, property, { configurable: true, get: () => value });
  }
  window.ResizeObserver = class {
    readonly #tell: ResizeObserverCallback;
    constructor(tell: ResizeObserverCallback) {
      this.#tell = tell;
    }
    observe(target: Element): void {
      const size = [{ inlineSize: width, blockSize: height }];
      const contentRect = new DOMRect(0, 0, width, height);
      this.#tell(
        [{ target, contentRect, borderBoxSize: size, contentBoxSize: size, devicePixelContentBoxSize: size }],
        this,
      );
    }
    unobserve(): void {}
    disconnect(): void {}
  };
}

const Root = defineComponent({ render: () => h(RouterView) });

export async function mountApp(path: string): Promise<{ app: VueWrapper; router: Router }> {
  const router = createAppRouter();
  const app = mount(Root, { attachTo: document.body, global: { plugins: [createPinia(), router] } });
  await router.push(path);
  await router.isReady();
  return { app, router };
}

/** Waits for what several promises bring about; long, for machines that are busy with other tests. */
export function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 20_000, interval: 10 });
}
