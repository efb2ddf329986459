import { findingMakers } from "#lib/core/finding-makers.ts";

export const makers = findingMakers("budget_change");
export const { inProcore, inSage } = makers;
