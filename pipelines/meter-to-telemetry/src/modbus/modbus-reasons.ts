/** Why what a slave answered is no reading, beside the reasons of any value. Each follows from the answer and the point table alone. */
export const modbusReasons = {
  "not-implemented": "A register holds a number, not the pattern that stands for none.",
  "slave-exception": "A slave has the registers that it is asked for.",
  "wrong-answer": "An answer has the transaction, unit, function and length of its question.",
} as const;
export type ModbusReason = keyof typeof modbusReasons | "bad-value" | "value-too-large" | "value-too-fine";
