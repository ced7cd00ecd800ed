import { type Fallback, sparseLu } from "@celadon/inventory-to-footprint/systems";
import { Option } from "commander";

/** `--no-fallback`: for those who want to know whether sweeps alone come to rest. */
export const fallbackOption = (): Option =>
  new Option("--no-fallback", "refuse what sweeps do not solve, where it would be factorised");

export interface FallbackSaid {
  readonly fallback: boolean;
}

export const fallbackOf = ({ fallback }: FallbackSaid): Fallback => (fallback ? sparseLu : undefined);
