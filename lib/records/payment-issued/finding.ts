import { findingMakers } from "#lib/core/finding-makers.ts";

export const makers = findingMakers("payment");
export const { inProcore, inSage } = makers;
