import { findingMakers } from "#lib/core/finding-makers.ts";

export const makers = findingMakers("cost_forecast");
export const { inProcore, inSage } = makers;
