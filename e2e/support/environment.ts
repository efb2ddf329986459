const demand = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing: browser tests run through "node bin/test.mjs browser".`);
  return value;
};

/** Where the running stack is; set by e2e/global-setup.ts. */
export const environment = {
  url: () => demand("E2E_URL"),
  ownerDatabase: () => demand("E2E_DATABASE_URL"),
  procore: () => demand("E2E_PROCORE_URL"),
  sage: () => demand("E2E_SAGE_URL"),
  sageFolder: () => demand("E2E_SAGE_FOLDER"),
  authSecret: () => demand("E2E_NEXTAUTH_SECRET"),
};

/** The seeded company whose sync client runs. */
export const sampleName = "Summit Ridge Builders";
