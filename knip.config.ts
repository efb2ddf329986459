import type { KnipConfig } from "knip";

const config: KnipConfig = {
  // Started, not imported: the processes, and the launcher's pieces that run as processes of their own.
  entry: ["bin/*.{ts,mjs}", "bin/launch/{guard,reaper}.mjs", "bench/*.{ts,mjs}"],
  project: ["**/*.{ts,tsx,mjs,cjs,css}"],
  // A type that appears in an exported signature may be named by its readers.
  exclude: ["types"],
  // next/font/local reads the font file by its path.
  ignoreDependencies: ["@fontsource-variable/inter"],
  compilers: {
    // Style sheets import packages too.
    css: (text: string) =>
      [...text.matchAll(/@import\s+(["'][^"']+["'])/g)].map(([, name]) => `import ${name};`).join("\n"),
  },
};

export default config;
