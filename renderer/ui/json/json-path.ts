/** The way to a value inside JSON, as people write it: `plan.features[0]`, `["a.b"].c`. */

/** Keys of objects and indexes of lists. */
export type JsonPath = readonly (string | number)[];

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

export function pathWords(path: JsonPath): string {
  return path
    .map((step, at) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!identifier.test(step)) return `[${JSON.stringify(step)}]`;
      return at === 0 ? step : `.${step}`;
    })
    .join('');
}
