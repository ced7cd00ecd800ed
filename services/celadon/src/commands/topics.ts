import { Command } from "commander";
import type { Config } from "../config.ts";
import { failed, failedAndTold } from "../ending.ts";
import { examples } from "../examples.ts";
import type { Shell } from "../shell.ts";

/** `celadon topics`: the topics of the broker, from the one table of the contracts. */
export const topicsCommand = (shell: Shell): Command =>
  new Command("topics")
    .description("the topics that Celadon needs on the Kafka brokers")
    .addCommand(apply(shell))
    .addCommand(check(shell));

const apply = (shell: Shell): Command =>
  new Command("apply")
    .description("make the topics that are missing, and say what is unlike in those that are there")
    .addHelpText("after", examples("topics apply"))
    .action(async () => {
      const { applyTopics } = await import("../processes/kafka-topics.ts");
      const { made, differences } = await applyTopics(kafkaOf(shell.config()));
      for (const name of made) await shell.print(`made ${name}\n`);
      await told(shell, differences);
    });

const check = (shell: Shell): Command =>
  new Command("check")
    .description("say what is missing or unlike; change nothing")
    .addHelpText("after", examples("topics check"))
    .action(async () => {
      const { checkTopics } = await import("../processes/kafka-topics.ts");
      await told(shell, await checkTopics(kafkaOf(shell.config())));
    });

async function told(shell: Shell, differences: readonly string[]): Promise<void> {
  for (const difference of differences) await shell.print(`${difference}\n`);
  if (differences.length > 0) throw failedAndTold();
  await shell.print("All topics are as they must be.\n");
}

function kafkaOf({ kafka }: Config): NonNullable<Config["kafka"]> {
  if (kafka === undefined) throw failed("There are no brokers to look at: set CELADON_KAFKA_BROKERS.");
  return kafka;
}
