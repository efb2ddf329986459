type Routed<R> = { found: R; params: Record<string, string> } | { found: null; allowed: string[] };

/** The first route whose method and path fit; without one, the methods that the path does offer. */
export function findRoute<R extends { method: string; path: string }>(
  routes: readonly R[],
  method: string,
  path: string,
): Routed<R> {
  const segments = path.split("/");
  const allowed = new Set<string>();
  for (const route of routes) {
    const params = match(route.path.split("/"), segments);
    if (!params) continue;
    if (route.method === method) return { found: route, params };
    allowed.add(route.method);
  }
  return { found: null, allowed: [...allowed] };
}

function match(pattern: string[], segments: string[]): Record<string, string> | null {
  if (pattern.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? "";
    if (part.startsWith(":")) params[part.slice(1)] = segment;
    else if (part !== segment) return null;
  }
  return params;
}
