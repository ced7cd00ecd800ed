import type {
  CompatServiceDefinition,
  CallContext as NiceCallContext,
  NormalizedServiceDefinition,
  Server,
  ServiceImplementation,
} from "nice-grpc";
import type { Access } from "./access/access.ts";
import type { Asked } from "./access/grpc-access.ts";

export type CallContext = NiceCallContext & Asked;

/** What a service adds to the gRPC server: one contract, the code behind it, and who may ask. */
export interface Rpc {
  /** Full name, for health and reflection. */
  readonly name: string;
  readonly addTo: (server: Server<Asked>) => void;
  /** By the path of a method. */
  readonly access: ReadonlyMap<string, Access>;
}

/** Who may ask, of every method of a contract: one that is left out does not compile. */
export type AccessOf<Definition extends CompatServiceDefinition> = {
  readonly [Method in keyof NormalizedServiceDefinition<Definition>]: Access;
};

export const rpc = <Definition extends CompatServiceDefinition & Contract>(
  definition: Definition,
  access: AccessOf<Definition>,
  implementation: ServiceImplementation<Definition, Asked>,
): Rpc => ({
  name: definition.fullName,
  addTo: (server) => server.add(definition, implementation),
  access: new Map(
    Object.entries<Access>(access).map(([method, rule]) => {
      const name = definition.methods[method]?.name;
      if (name === undefined) throw new TypeError(`${definition.fullName} has no method ${method}.`);
      return [`/${definition.fullName}/${name}`, rule];
    }),
  ),
});

interface Contract {
  readonly fullName: string;
  readonly methods: Readonly<Record<string, { readonly name: string }>>;
}
