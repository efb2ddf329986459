import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  images: { unoptimized: true },
  // "npm run check" looks at the types of everything, tests included; a start does not repeat it.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["pg", "graphile-worker"],
  experimental: { authInterrupts: true },
};

// Next reads the default export.
export default config;
