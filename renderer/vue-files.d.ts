/** For tools that read TypeScript but not Vue (ESLint's type-aware rules); vue-tsc reads the components themselves. */
declare module '*.vue' {
  import type { Component } from 'vue';

  const component: Component;
  export default component;
}
