/** Finds the operation for a method and a path. Knows neither HTTP messages nor what operations do. */

export interface RouteMatch<T> {
  target: T;
  params: Record<string, string>;
}

export interface Router<T> {
  /** `method-not-allowed`: the path exists for other methods. */
  find(method: string, path: string): RouteMatch<T> | 'not-found' | 'method-not-allowed';
}

/** Routes are `METHOD /path/{parameter}`; a literal part wins over a parameter. */
export function createRouter<T>(routes: Record<string, T>): Router<T> {
  const parsed = Object.entries(routes).map(([route, target]) => {
    const [method = '', path = ''] = route.split(' ');
    const segments = path.split('/').slice(1);
    return { method, segments, target, literals: segments.filter((each) => !each.startsWith('{')).length };
  });
  parsed.sort((a, b) => b.literals - a.literals);

  return {
    find(method, path) {
      const parts = path.split('/').slice(1).map(decodePart);
      const fitting = parsed.filter(
        ({ segments }) =>
          segments.length === parts.length &&
          segments.every((segment, index) => segment.startsWith('{') || segment === parts[index]),
      );
      const route = fitting.find((each) => each.method === method);
      if (route === undefined) return fitting.length === 0 ? 'not-found' : 'method-not-allowed';
      const params: Record<string, string> = {};
      route.segments.forEach((segment, index) => {
        if (segment.startsWith('{')) params[segment.slice(1, -1)] = parts[index] ?? '';
      });
      return { target: route.target, params };
    },
  };
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
