/** Every page that needs no id. */
export const deskRoutes = [
  "/inbox",
  "/outbox",
  "/batches",
  "/projects",
  "/vendors",
  "/reconcile",
  "/imports",
  "/health",
  "/health/unknown",
  "/health/attempts",
  "/history",
  "/delegations",
  "/settings",
  "/notifications",
  "/mail",
  "/webhooks",
] as const;
