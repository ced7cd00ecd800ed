import type { CompatServiceDefinition, Server, ServiceImplementation } from "nice-grpc";

export type { CallContext } from "nice-grpc";

/** What a service adds to the gRPC server: one contract and the code behind it. */
export interface Rpc {
  /** Full name, for health and reflection. */
  readonly name: string;
  readonly addTo: (server: Server) => void;
}

export const rpc = <Definition extends CompatServiceDefinition & { readonly fullName: string }>(
  definition: Definition,
  implementation: ServiceImplementation<Definition>,
): Rpc => ({ name: definition.fullName, addTo: (server) => server.add(definition, implementation) });
