import { createHash } from "node:crypto";
import { AssignerProtocol, type PartitionAssigner } from "kafkajs";

/** What a member of a group says of itself. */
export interface Member {
  readonly id: string;
  /** Kept over restarts, so that its partitions are. */
  readonly instance: string;
  /** Everything in which members of one group must not differ. */
  readonly configuration: string;
  readonly startedMs: number;
}

export interface Assigned {
  readonly partitions: readonly number[];
  /** Set: this member's configuration is not the group's, and it gets nothing. */
  readonly refused: string | undefined;
}

/** A member that is refused is assigned this, which no topic is called. */
const refusalTopic = "celadon refuses: ";
export const refusalIn = (topics: readonly string[]): string | undefined =>
  topics.find((topic) => topic.startsWith(refusalTopic))?.slice(refusalTopic.length);

const weight = (partition: number, instance: string): string =>
  createHash("sha256").update(`${partition} ${instance}`).digest("hex");

/**
 * Who gets which of n partitions: each goes to the member with the highest hash of (partition, instance) that has room, and everyone
 * has room for n / members, rounded up. It depends on the instances alone, so a member that comes back finds what it had, and one
 * that joins or leaves moves few. The configuration of the member that began first is the group's.
 */
export function assign(members: readonly Member[], partitions: number): ReadonlyMap<string, Assigned> {
  const byAge = members.toSorted((a, b) => a.startedMs - b.startedMs || (a.id < b.id ? -1 : 1));
  const configuration = byAge[0]?.configuration;
  const alike = byAge.filter((one) => one.configuration === configuration);
  const room = Math.ceil(partitions / Math.max(1, alike.length));
  const given = new Map<string, number[]>(members.map(({ id }) => [id, []]));
  for (let partition = 0; partition < partitions; partition++) {
    const free = alike.filter(({ id }) => (given.get(id)?.length ?? room) < room);
    const best = free
      .map((one) => ({ one, weight: weight(partition, one.instance) }))
      .toSorted((a, b) => (a.weight > b.weight ? -1 : 1))[0];
    if (best !== undefined) given.get(best.one.id)?.push(partition);
  }
  return new Map(
    members.map((one) => [
      one.id,
      {
        partitions: given.get(one.id) ?? [],
        refused: one.configuration === configuration ? undefined : configuration,
      },
    ]),
  );
}

const version = 1;

/** The assigner as the library wants it. */
export const assignerOf =
  (self: Omit<Member, "id">): PartitionAssigner =>
  ({ cluster }) => ({
    name: "celadon",
    version,
    protocol: ({ topics }) => ({
      name: "celadon",
      metadata: AssignerProtocol.MemberMetadata.encode({
        version,
        topics,
        userData: Buffer.from(JSON.stringify(self)),
      }),
    }),
    assign: async ({ members, topics }) => {
      const known = members.map(({ memberId, memberMetadata }): Member => {
        const said = AssignerProtocol.MemberMetadata.decode(memberMetadata)?.userData.toString("utf8") ?? "{}";
        const { instance = memberId, configuration = "", startedMs = 0 } = JSON.parse(said) as Partial<Member>;
        return { id: memberId, instance, configuration, startedMs };
      });
      const perTopic = topics.map((topic) => ({
        topic,
        assigned: assign(known, cluster.findTopicPartitionMetadata(topic).length),
      }));
      return known.map(({ id }) => ({
        memberId: id,
        memberAssignment: AssignerProtocol.MemberAssignment.encode({
          version,
          assignment: Object.fromEntries(
            perTopic.map(({ topic, assigned }) => {
              const { partitions = [], refused } = assigned.get(id) ?? {};
              return refused === undefined ? [topic, [...partitions]] : [`${refusalTopic}${refused}`, [0]];
            }),
          ),
          userData: Buffer.alloc(0),
        }),
      }));
    },
  });
