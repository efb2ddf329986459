// Runs before the page's own scripts. The content policy forbids code that is made from text: zod would try it once, and the browser
// report that, unless it is told before it loads.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
