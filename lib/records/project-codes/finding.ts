import { findingMakers } from "#lib/core/finding-makers.ts";

export const makers = findingMakers("project_codes");
export const { inSage } = makers;
