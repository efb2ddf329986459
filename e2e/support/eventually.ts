import { expect } from "@playwright/test";

/** How long the machines behind the screen may take on a busy computer: polling, worker, sync client, simulators. */
export const arrivalMs = 120_000;

/** Expects what those machines bring. What the screen does by itself is expected with the usual patience. */
export const eventually = expect.configure({ timeout: arrivalMs });
