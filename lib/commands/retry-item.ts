import { defineCommand } from "#lib/commands/define-command.ts";
import { retryExport } from "#lib/preflight/retry-export.ts";
import { RetryItem } from "#lib/views/inputs.ts";

/**
 * Try again: a failed export whose cause was cured on our side or in Sage (vendor linked since, code added since) is
 * accepted anew without a round trip to the project side. It is a decision like any other.
 */
export const retryItem = defineCommand({
  name: "export.retry",
  needs: "export.decide",
  input: RetryItem,
  touches: ["inbox.page", "item.view", "outbox.page", "shell.view"],
  run: retryExport,
});
