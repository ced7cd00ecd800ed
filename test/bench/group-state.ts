import { AssignerProtocol, Kafka, logLevel } from "kafkajs";

/** How many partitions each member of a group has; undefined while the group is still arranging itself. */
export async function partitionsOfMembers(brokers: string, groupId: string): Promise<readonly number[] | undefined> {
  const admin = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const [group] = (await admin.describeGroups([groupId])).groups;
    if (group === undefined || group.state !== "Stable") return undefined;
    return group.members.map(({ memberAssignment }) => {
      const assigned = AssignerProtocol.MemberAssignment.decode(memberAssignment)?.assignment ?? {};
      return Object.values(assigned).flat().length;
    });
  } finally {
    await admin.disconnect();
  }
}
